"""Skull, face and hair."""

import numpy as np
from numpy.typing import NDArray

from training.figure.clothes import Colour
from training.figure.parts.paint import paint, rgb
from training.figure.rotation import Array
from training.figure.skin import Sewing, between, one_joint

_HEAD = (
    # height over the skull's joint, half breadth, front, back
    (-0.029, 0.010, 0.052, 0.022), (-0.024, 0.018, 0.059, 0.006), (-0.012, 0.028, 0.063, -0.016),
    (0.004, 0.0355, 0.063, -0.030), (0.022, 0.0405, 0.064, -0.038), (0.041, 0.0425, 0.063, -0.043),
    (0.062, 0.0430, 0.062, -0.045), (0.080, 0.0390, 0.054, -0.040), (0.094, 0.0290, 0.040, -0.028),
    (0.101, 0.0180, 0.026, -0.014), (0.105, 0.0060, 0.012, -0.002),
)  # fmt: skip


def head(sew: Sewing) -> None:
    """Skull, face and hair."""
    base = sew.rest("head")
    table = sew.profile(_HEAD, 14)
    y, half, front, back = table.T
    depth, middle = (front - back) / 2, (front + back) / 2
    rings = sew.ellipses(y, np.stack([half, depth], 1), 16, z=middle) + base
    sew.tube(rings, one_joint("head"), y, sew.outfit.skin, gloss=0.08)
    _face(sew)
    if sew.outfit.hair != "bald":
        _hair(sew, y, half, depth, middle)


def _face(sew: Sewing) -> None:
    skin = np.array(sew.outfit.skin, float)
    lips: Colour = rgb(skin * (0.86, 0.58, 0.60))
    brow: Colour = rgb(np.array(sew.outfit.hair_colour) * 0.7 + skin * 0.12)
    shade: Colour = rgb(skin * 0.86)
    nose = np.array([(0, 0.038, 0.064), (0, 0.019, 0.0785), (0.010, 0.012, 0.063), (-0.010, 0.012, 0.063)])
    sew.patch(nose, [(0, 1, 2), (0, 3, 1)], "head", rgb(skin * 0.97), bias=0.012)
    sew.patch(nose, [(1, 3, 2)], "head", shade, bias=0.012)
    for sign in (1, -1):
        eye = np.array([sign * 0.0185, 0.041, 0.0605])
        sew.patch(*_disc(eye, 0.0078, 0.0040, sign), "head", (246, 244, 240), bias=0.015)
        sew.patch(*_disc(eye + np.array([0, 0, 0.0006]), 0.0036, 0.0038, sign), "head", (52, 36, 28), bias=0.02)
        sew.patch(*_disc(eye + np.array([0, 0.0105, 0.001]), 0.0105, 0.0020, sign), "head", brow, bias=0.02)
        ear = sew.rest("head") + np.array([sign * 0.0425, 0.031, 0.003])
        _blob(sew, ear, (0.0055, 0.0165, 0.0095), rgb(skin * 0.95))
    sew.patch(*_mouth(np.array([0, 0.001, 0.0635])), "head", lips, bias=0.015)


def _disc(centre: Array, half_x: float, half_y: float, sign: int) -> tuple[Array, list[tuple[int, ...]]]:
    """An upright ellipse facing ahead, bent back towards the side ``sign``."""
    angle = np.arange(8) * np.pi / 4 + np.pi / 8
    points = np.stack([half_x * np.cos(angle), half_y * np.sin(angle), np.zeros(8)], 1)
    points[:, 2] = -0.35 * sign * points[:, 0]
    return points + centre, [(0, 1, 2, 3), (0, 3, 4, 7), (4, 5, 6, 7)]


def _mouth(centre: Array) -> tuple[Array, list[tuple[int, ...]]]:
    """A mouth with its corners a little raised."""
    x = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    thick = 0.0030 * np.array([0.15, 0.8, 1.0, 0.8, 0.15])
    upper = np.stack([0.0135 * x, 0.0032 * x**2 + thick, -0.003 * x**2], 1)
    lower = np.stack([0.0135 * x, 0.0032 * x**2 - 1.2 * thick, -0.003 * x**2], 1)
    faces: list[tuple[int, ...]] = [(5 + i, 6 + i, 1 + i, i) for i in range(4)]
    return np.concatenate([upper, lower]) + centre, faces


def _hair(sew: Sewing, y: Array, half: Array, depth: Array, middle: Array) -> None:
    style, base = sew.outfit.hair, sew.rest("head")
    colour = sew.outfit.hair_colour
    grown = 1.10 if style != "short" else 1.07
    centre = np.array([0, 0.04, 0.008])
    rings = sew.ellipses(y, np.stack([half, depth], 1), 20, z=middle)
    rings = (rings - centre) * (grown, grown, grown) + centre + base

    def keep(centres: Array) -> NDArray[np.bool_]:
        local = centres - base
        height, ahead = local[:, 1], local[:, 2]
        fringe = np.where(
            height > 0.085 - 0.35 * np.abs(local[:, 0]),
            0.2,
            np.where(height > 0.060, 0.030, np.where(height > 0.030, 0.004, -0.012)),
        )
        return np.asarray((ahead < fringe) & (height > -0.012))

    def shaded(centres: Array) -> Array:
        out = paint(centres, colour)
        strand = np.sin(np.arctan2(centres[:, 0], centres[:, 2]) * 17) * 0.10 + 1
        return np.asarray(np.clip(out * strand[:, None], 0, 255))

    sew.tube(rings, one_joint("head"), y, shaded, gloss=0.22, bias=0.006, keep=keep)
    if style == "bun":
        _blob(sew, base + np.array([0, 0.088, -0.050]), (0.023, 0.023, 0.021), colour, gloss=0.2)
    elif style == "ponytail":
        _tail(sew, base + np.array([0, 0.066, -0.050]), 0.13, 0.017, colour)
    elif style == "long":
        _mane(sew, base, colour)


def _blob(sew: Sewing, centre: Array, half: tuple[float, float, float], colour: Colour, gloss: float = 0.05) -> None:
    angle = np.linspace(0.15, np.pi - 0.15, max(6, round(7 * sew.detail)))
    y = centre[1] + half[1] * np.cos(angle)
    rings = sew.ellipses(y, np.sin(angle)[:, None] * (half[0], half[2]), 10, x=centre[0], z=centre[2])
    sew.tube(rings, one_joint("head"), y, colour, gloss=gloss)


def _tail(sew: Sewing, root: Array, length: float, radius: float, colour: Colour) -> None:
    along = np.linspace(0, 1, max(7, round(9 * sew.detail)))
    half = radius * np.interp(along, [0, 0.12, 0.4, 0.85, 1], [0.5, 0.75, 1.0, 0.7, 0.15])
    y = root[1] - length * along**1.25
    z = root[2] - 0.030 * np.sin(np.pi * np.minimum(1, along * 1.1) ** 0.7) - 0.008
    rings = sew.ellipses(y, half[:, None] * (1.0, 0.8), 9, z=z)
    sew.tube(rings, one_joint("head"), along, colour, gloss=0.22)


def _mane(sew: Sewing, base: Array, colour: Colour) -> None:
    y = np.linspace(0.075, -0.075, max(7, round(9 * sew.detail)))
    half = np.interp(-y, [-0.075, -0.03, 0.03, 0.075], [0.034, 0.046, 0.048, 0.036])
    depth = np.interp(-y, [-0.075, 0.0, 0.075], [0.030, 0.028, 0.014])
    rings = sew.ellipses(y, np.stack([half, depth], 1), 14, z=-0.026) + base
    sew.tube(rings, between("head", "neck", 0.0, -0.12), y, colour, gloss=0.22)
