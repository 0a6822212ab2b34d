"""Counts of the reference, corrected by tapping along."""
