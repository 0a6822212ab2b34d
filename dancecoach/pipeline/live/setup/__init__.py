"""Hints on where the camera stands, from what it shows."""
