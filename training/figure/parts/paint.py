"""Colours of skin and cloth."""

import numpy as np

from training.figure.clothes import Colour, Outfit
from training.figure.rotation import Array
from training.figure.skin import Sewing


def hem_height(outfit: Outfit) -> float:
    """Where the top ends, over the hips."""
    return -0.014 if outfit.top in ("t-shirt", "long-sleeve") else 0.085


def paint(centres: Array, colour: Colour) -> Array:
    """(F, 3) one colour at these points (F, 3)."""
    return np.tile(np.array(colour, float), (len(centres), 1))


def patterned(centres: Array, sew: Sewing, along: Array) -> Array:
    """(F, 3) colours of the top at these points (F, 3); ``along`` (F,) is where stripes lie, shares of the height."""
    outfit = sew.outfit
    out = paint(centres, outfit.top_colour)
    if outfit.pattern == "stripes":
        out[np.floor(along / 0.020) % 2 == 0] = outfit.accent
    elif outfit.pattern == "checks":
        cell = np.floor(along / 0.024) + np.floor(np.arctan2(centres[:, 0], centres[:, 2]) / 0.5)
        out[cell % 2 == 0] = outfit.accent
    elif outfit.pattern == "side":
        out[np.abs(centres[:, 2] - 0.004) < 0.011] = outfit.accent
    return out


def rgb(colour: Array) -> Colour:
    """A colour worked out, in whole numbers from 0 to 255."""
    red, green, blue = np.clip(colour, 0, 255)
    return int(red), int(green), int(blue)
