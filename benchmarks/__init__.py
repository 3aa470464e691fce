"""Seconds and bytes of the running atlas, reported and never asserted."""
