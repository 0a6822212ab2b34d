"""A camera, now: its pictures, the people in them, what the networks say, and the last minute kept."""
