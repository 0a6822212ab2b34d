"""Claps of hands that start and stop a recording."""
