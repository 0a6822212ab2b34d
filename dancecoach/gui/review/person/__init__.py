"""Choosing the person whom Review follows."""
