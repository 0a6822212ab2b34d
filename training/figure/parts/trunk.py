"""Trunk and neck, and the skirt."""

import numpy as np
from numpy.typing import NDArray

from training.figure.parts.paint import hem_height, paint, patterned
from training.figure.rotation import Array
from training.figure.skin import Sewing, between

_FEMALE_TORSO = (
    # height over the hips, half breadth, half depth, middle forward
    (-0.056, 0.030, 0.030, 0.000), (-0.050, 0.052, 0.050, -0.002), (-0.030, 0.092, 0.064, -0.008),
    (0.000, 0.101, 0.066, -0.008), (0.040, 0.092, 0.060, -0.004), (0.085, 0.074, 0.052, 0.002),
    (0.110, 0.071, 0.050, 0.003), (0.150, 0.077, 0.055, 0.004), (0.195, 0.086, 0.066, 0.012),
    (0.215, 0.089, 0.068, 0.013), (0.250, 0.091, 0.057, 0.003), (0.275, 0.082, 0.046, -0.004),
    (0.293, 0.054, 0.038, -0.008), (0.305, 0.034, 0.031, -0.006),
)  # fmt: skip
_MALE_TORSO = (
    (-0.056, 0.030, 0.030, 0.000), (-0.050, 0.052, 0.050, -0.002), (-0.030, 0.088, 0.062, -0.004),
    (0.000, 0.093, 0.064, -0.004), (0.040, 0.089, 0.062, 0.000), (0.085, 0.083, 0.058, 0.004),
    (0.110, 0.082, 0.057, 0.004), (0.150, 0.088, 0.060, 0.004), (0.195, 0.097, 0.068, 0.006),
    (0.225, 0.102, 0.069, 0.004), (0.255, 0.102, 0.060, 0.000), (0.278, 0.090, 0.048, -0.005),
    (0.295, 0.058, 0.040, -0.008), (0.307, 0.038, 0.034, -0.006),
)  # fmt: skip


def torso(sew: Sewing) -> None:
    """Trunk, neck and, where worn, the skirt."""
    outfit, body = sew.outfit, sew.body
    female = body.sex == "female"
    rows = np.array(_FEMALE_TORSO if female else _MALE_TORSO)
    trunk = rows[:, 0] > 0
    rows[trunk, 0] *= body.trunk_scale
    broad = 1 + (body.shoulder_share - 1) * np.clip(rows[:, 0] / 0.25, 0, 1)
    rows[:, 1] *= body.girth**0.6 * broad
    rows[:, 2] *= body.girth
    table = sew.profile(rows.tolist(), 18)
    y, half_x, half_z, z = table.T
    loose = 0.0025 + 0.010 * outfit.looseness * (outfit.top != "leotard")
    below = np.clip((0.26 - y) / 0.03, 0, 1)
    waist = np.exp(-(((y - 0.10) / 0.06) ** 2)) * (0.6 if outfit.top in ("t-shirt", "long-sleeve") else 0.0)
    half_x, half_z = half_x + below * loose * (1 + waist), half_z + below * loose * (1 + waist)
    rings = sew.ellipses(y, np.stack([half_x, half_z], 1), 18, z=z)
    _squared(rings, z)
    hem = hem_height(outfit)
    neckline = 0.272 if outfit.top != "tank" else 0.264

    def colour(centres: Array) -> Array:
        out = paint(centres, outfit.skin)
        edge = neckline + 0.012 * (centres[:, 2] < 0) + 0.05 * np.clip(np.abs(centres[:, 0]) / 0.06 - 0.25, 0, 1) ** 2
        top = (centres[:, 1] < edge) & (centres[:, 1] >= hem)
        out[top] = patterned(centres[top], sew, along=centres[top][:, 1])
        low = centres[:, 1] < hem
        out[low] = outfit.top_colour if outfit.bottom == "leotard" else outfit.bottom_colour
        return out

    lower, upper = sew.rest("lumbar")[1], sew.rest("thorax")[1]
    # Three tubes would show seams; one tube with the joints' shares by height does not.
    cut = upper - 0.02
    for keep, blend in (
        (lambda c: c[:, 1] < 0.09, between("pelvis", "lumbar", lower - 0.03, lower + 0.035)),
        (lambda c: (c[:, 1] >= 0.09) & (c[:, 1] < cut + 0.075), between("lumbar", "thorax", cut - 0.035, cut + 0.045)),
        (lambda c: c[:, 1] >= cut + 0.075, between("thorax", "neck", 0.30, 0.34)),
    ):
        sew.tube(rings, blend, y, colour, keep=keep)
    _neck(sew)
    if outfit.bottom == "skirt":
        _skirt(sew)


def _squared(rings: Array, z: Array) -> None:
    """A trunk is a little boxier than an ellipse."""
    for axis, middle in ((0, 0.0), (2, z[:, None])):
        away = rings[..., axis] - middle
        most = np.abs(away).max(1, keepdims=True)
        rings[..., axis] = middle + most * np.sign(away) * np.abs(away / np.maximum(most, 1e-9)) ** 0.86


def _neck(sew: Sewing) -> None:
    base, top = sew.rest("neck")[1] - 0.028, sew.rest("head")[1] + 0.004
    thick = (0.0265 if sew.body.sex == "female" else 0.031) * sew.body.girth**0.3
    y = np.linspace(base, top, max(4, round(6 * sew.detail)))
    share = np.linspace(0, 1, len(y))
    half = thick * (1.16 - 0.16 * np.sqrt(share))
    z = sew.rest("neck")[2] + share * 0.012
    rings = sew.ellipses(y, half[:, None] * (1.0, 1.06), 12, z=z)
    sew.tube(rings, between("neck", "head", base + 0.03, top), y, sew.outfit.skin)


def _skirt(sew: Sewing) -> None:
    """A skirt to above the knee; each side of it follows its thigh half-way."""
    y = np.linspace(0.075, -0.175, max(8, round(10 * sew.detail)))
    down = np.linspace(0, 1, len(y))
    half_x = np.interp(down, [0, 0.3, 1], [0.079, 0.108, 0.135 + 0.02 * sew.outfit.looseness]) * sew.body.girth**0.6
    half_z = np.interp(down, [0, 0.3, 1], [0.058, 0.075, 0.110 + 0.02 * sew.outfit.looseness]) * sew.body.girth
    rings = sew.ellipses(y, np.stack([half_x, half_z], 1), 22, z=-0.004)
    angle = np.arange(rings.shape[1]) * 2 * np.pi / rings.shape[1]
    fold = 1 + 0.05 * down[:, None] * np.cos(9 * angle)
    rings[..., 0] *= fold
    rings[..., 2] *= fold
    for side, sign in (("left", 1), ("right", -1)):

        def own(centres: Array, sign: int = sign) -> NDArray[np.bool_]:
            return np.asarray(centres[:, 0] * sign >= 0)

        def blend(position: Array, side: str = side) -> tuple[str, str, Array]:
            share = np.clip((0.03 - position) / 0.14, 0, 1)
            return "pelvis", f"{side}_hip", 0.8 * share * share * (3 - 2 * share)

        sew.tube(rings, blend, y, sew.outfit.bottom_colour, keep=own, thin=True, caps=False)
