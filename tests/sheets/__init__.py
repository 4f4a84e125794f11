"""Tests of the sheet plans."""
