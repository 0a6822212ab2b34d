"""The library from a terminal."""
