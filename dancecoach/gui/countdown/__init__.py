"""Counts down to a recording or a take, and is heard."""
