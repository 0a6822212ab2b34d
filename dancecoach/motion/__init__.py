"""Landmarks to numbers: pure functions on arrays."""
