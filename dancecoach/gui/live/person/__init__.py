"""Choosing the person whom Live follows."""
