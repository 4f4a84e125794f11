"""Packs to send out: a scorecard, a service's part of it or an officer's, with its small numbers withheld."""
