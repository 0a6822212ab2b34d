"""Packs: networks that can be taught, taken in, shared, switched off and restored."""
