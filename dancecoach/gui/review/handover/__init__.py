"""Handing over: what a coach gives the gymnast, from a dialog."""
