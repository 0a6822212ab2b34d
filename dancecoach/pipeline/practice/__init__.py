"""Practising: a reference to dance to, a run through it, and the takes that are kept of it."""
