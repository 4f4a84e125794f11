"""Packs: what is in them, and what is not."""
