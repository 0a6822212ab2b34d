"""Attempts that were cut out of the camera by themselves: listed, shown again slowly, opened, taken away."""
