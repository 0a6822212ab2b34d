"""The parts of a figure's surface: torso, head, arms, legs, feet, and the clothes on them.

The tables are half breadths and half depths at heights or along limbs, shares of the body's height, drawn by eye
after anatomical proportions.
"""

import numpy as np
from numpy.typing import NDArray

from training.figure.body import Side
from training.figure.clothes import Colour, Outfit
from training.figure.rotation import Array
from training.figure.skin import Sewing, between, one_joint

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
_HEAD = (
    # height over the skull's joint, half breadth, front, back
    (-0.029, 0.010, 0.052, 0.022), (-0.024, 0.018, 0.059, 0.006), (-0.012, 0.028, 0.063, -0.016),
    (0.004, 0.0355, 0.063, -0.030), (0.022, 0.0405, 0.064, -0.038), (0.041, 0.0425, 0.063, -0.043),
    (0.062, 0.0430, 0.062, -0.045), (0.080, 0.0390, 0.054, -0.040), (0.094, 0.0290, 0.040, -0.028),
    (0.101, 0.0180, 0.026, -0.014), (0.105, 0.0060, 0.012, -0.002),
)  # fmt: skip
_ARM = (
    # along the arm in parts (1 elbow, 2 wrist), radius across, radius along the forearm's flat side
    (-0.128, 0.006, 0.006), (-0.118, 0.0125, 0.0135), (-0.09, 0.0195, 0.0215), (-0.04, 0.0262, 0.0290),
    (0.04, 0.0302, 0.0325), (0.22, 0.0295, 0.0315), (0.55, 0.0250, 0.0280), (0.85, 0.0215, 0.0235),
    (1.0, 0.0210, 0.0230), (1.22, 0.0235, 0.0240), (1.6, 0.0180, 0.0195), (1.98, 0.0135, 0.0165),
    (2.06, 0.0125, 0.0165),
)  # fmt: skip
_LEG = (
    (-0.14, 0.030, 0.032), (-0.08, 0.046, 0.050), (0.06, 0.0515, 0.0550), (0.25, 0.0490, 0.0530),
    (0.60, 0.0400, 0.0425), (0.90, 0.0310, 0.0330), (1.0, 0.0300, 0.0320), (1.10, 0.0290, 0.0315),
    (1.32, 0.0310, 0.0340), (1.7, 0.0215, 0.0230), (1.92, 0.0180, 0.0200), (2.02, 0.0185, 0.0210),
)  # fmt: skip
_HAND = (
    (0.0, 0.0115, 0.0150), (-0.018, 0.0120, 0.0195), (-0.045, 0.0115, 0.0225), (-0.070, 0.0095, 0.0205),
    (-0.094, 0.0070, 0.0150), (-0.106, 0.0035, 0.0075),
)  # fmt: skip
_SHOE = (
    # along the foot from the ankle, half breadth, top; the sole is flat
    (-0.050, 0.010, -0.022), (-0.045, 0.016, -0.010), (-0.030, 0.0205, 0.004), (-0.004, 0.0215, 0.010),
    (0.020, 0.0220, 0.004), (0.048, 0.0250, -0.010), (0.078, 0.0270, -0.0175), (0.098, 0.0235, -0.0215),
    (0.110, 0.0150, -0.0260), (0.115, 0.0080, -0.0300),
)  # fmt: skip
_SOLE = -0.039


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
    hem = _hem(outfit)
    neckline = 0.272 if outfit.top != "tank" else 0.264

    def colour(centres: Array) -> Array:
        out = _paint(centres, outfit.skin)
        edge = neckline + 0.012 * (centres[:, 2] < 0) + 0.05 * np.clip(np.abs(centres[:, 0]) / 0.06 - 0.25, 0, 1) ** 2
        top = (centres[:, 1] < edge) & (centres[:, 1] >= hem)
        out[top] = _patterned(centres[top], sew, along=centres[top][:, 1])
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
    lips: Colour = _rgb(skin * (0.86, 0.58, 0.60))
    brow: Colour = _rgb(np.array(sew.outfit.hair_colour) * 0.7 + skin * 0.12)
    shade: Colour = _rgb(skin * 0.86)
    nose = np.array([(0, 0.038, 0.064), (0, 0.019, 0.0785), (0.010, 0.012, 0.063), (-0.010, 0.012, 0.063)])
    sew.patch(nose, [(0, 1, 2), (0, 3, 1)], "head", _rgb(skin * 0.97), bias=0.012)
    sew.patch(nose, [(1, 3, 2)], "head", shade, bias=0.012)
    for sign in (1, -1):
        eye = np.array([sign * 0.0185, 0.041, 0.0605])
        sew.patch(*_disc(eye, 0.0078, 0.0040, sign), "head", (246, 244, 240), bias=0.015)
        sew.patch(*_disc(eye + np.array([0, 0, 0.0006]), 0.0036, 0.0038, sign), "head", (52, 36, 28), bias=0.02)
        sew.patch(*_disc(eye + np.array([0, 0.0105, 0.001]), 0.0105, 0.0020, sign), "head", brow, bias=0.02)
        ear = sew.rest("head") + np.array([sign * 0.0425, 0.031, 0.003])
        _blob(sew, ear, (0.0055, 0.0165, 0.0095), _rgb(skin * 0.95))
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
        out = _paint(centres, colour)
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


def arm(sew: Sewing, side: Side) -> None:
    """Shoulder, arm and hand, with the sleeve."""
    outfit, girth = sew.outfit, sew.body.girth
    strong = 0.92 if sew.body.sex == "female" else 1.08
    table = sew.profile(_ARM, 20)
    part = table[:, 0]
    start, elbow, wrist = (sew.rest(f"{side}_{j}") for j in ("shoulder", "elbow", "wrist"))
    y = np.interp(part, [-1, 0, 1, 2], [2 * start[1] - elbow[1], start[1], elbow[1], wrist[1]])
    cloth = np.where(part < outfit.sleeve, 0.003 + (0.009 if outfit.top != "leotard" else 0) * outfit.looseness, 0.0)
    half = table[:, 1:] * strong * girth**0.7 + cloth[:, None]
    inward = -0.006 if side == "left" else 0.006
    x = start[0] + inward * np.clip(1 - part, 0, 1)
    rings = sew.ellipses(y, half, 12, x=x, z=start[2])
    edge = np.interp(outfit.sleeve, [0, 1, 2], [start[1], elbow[1], wrist[1]])

    def colour(centres: Array) -> Array:
        out = _paint(centres, outfit.skin)
        sleeve = (centres[:, 1] > edge) & (outfit.sleeve > 0)
        out[sleeve] = _patterned(centres[sleeve], sew, along=centres[sleeve][:, 1])
        return out

    sew.tube(rings, between(f"{side}_shoulder", f"{side}_elbow", 0.86, 1.14), part, colour)
    _collar(sew, side)
    _hand(sew, side)


def _collar(sew: Sewing, side: Side) -> None:
    """The shoulder's slope from the neck to the arm."""
    end = sew.rest(f"{side}_shoulder")
    sign = 1 if side == "left" else -1
    along = np.linspace(0.15, 1.0, max(5, round(7 * sew.detail)))
    radius = np.interp(along, [0, 0.5, 1], [0.040, 0.034, 0.0290]) * sew.body.girth**0.5
    angle = np.linspace(0, 2 * np.pi, max(8, round(12 * sew.detail)), endpoint=False)
    rings = np.empty((len(along), len(angle), 3))
    rings[..., 0] = (end[0] * along)[:, None]
    rings[..., 1] = (end[1] - 0.006 + 0.006 * (1 - along))[:, None] + radius[:, None] * 0.86 * np.sin(angle)
    rings[..., 2] = end[2] + 0.002 + radius[:, None] * np.cos(angle) * sign

    # Cloth covers it as far out as the top goes; a neckline leaves the inner end bare.
    def colour(centres: Array) -> Array:
        out = _patterned(centres, sew, along=centres[:, 1])
        out[np.abs(centres[:, 0]) < 0.032] = sew.outfit.skin
        return out

    sew.tube(rings, one_joint(f"{side}_clavicle"), along, colour)


def _hand(sew: Sewing, side: Side) -> None:
    wrist, sign = sew.rest(f"{side}_wrist"), 1 if side == "left" else -1
    table = sew.profile(_HAND, 9)
    curl = -sign * 0.010 * np.clip(-table[:, 0] / 0.1, 0, 1) ** 2
    rings = sew.ellipses(table[:, 0] + wrist[1], table[:, 1:], 10, x=wrist[0] + curl, z=wrist[2])
    sew.tube(rings, one_joint(f"{side}_wrist"), table[:, 0], sew.outfit.skin)
    along = np.linspace(0, 1, max(5, round(5 * sew.detail)))
    y = wrist[1] - 0.014 - 0.046 * along
    half = 0.0076 * np.interp(along, [0, 0.7, 1], [1.2, 1.0, 0.4])
    z = wrist[2] + 0.010 + 0.024 * np.sqrt(along)
    thumb = sew.ellipses(y, half[:, None] * (1.0, 1.0), 7, x=wrist[0] - sign * 0.006 * along, z=z)
    sew.tube(thumb, one_joint(f"{side}_wrist"), along, sew.outfit.skin)


def leg(sew: Sewing, side: Side) -> None:
    """Thigh and shank, with the trouser leg."""
    outfit = sew.outfit
    table = sew.profile(_LEG, 20)
    part = table[:, 0]
    hip, knee, ankle = (sew.rest(f"{side}_{j}") for j in ("hip", "knee", "ankle"))
    y = np.interp(part, [-1, 0, 1, 2, 3], [2 * hip[1] - knee[1], hip[1], knee[1], ankle[1], 2 * ankle[1] - knee[1]])
    covered = part < outfit.trouser
    flare = 0.004 + 0.013 * outfit.looseness if outfit.bottom in ("trousers", "shorts") else 0.001
    cloth = np.where(covered, flare * np.clip(0.35 + part, 0, 1.2), 0.0)
    half = table[:, 1:] * sew.body.girth**0.8 + cloth[:, None]
    if outfit.bottom == "trousers":
        half = np.maximum(half, np.where(covered, 0.026 + 0.014 * outfit.looseness, 0)[:, None])
    outward = (0.004 if side == "left" else -0.004) * np.clip(1 - np.abs(part - 0.1), 0, 1)
    calf = -0.004 * np.sin(np.clip(part - 1, 0, 1) * np.pi)
    rings = sew.ellipses(y, half, 14, x=hip[0] + outward, z=calf)
    edge = np.interp(outfit.trouser, [0, 1, 2], [hip[1] + 0.02, knee[1], ankle[1]])

    def colour(centres: Array) -> Array:
        out = _paint(centres, outfit.skin)
        cloth = centres[:, 1] > edge
        out[cloth] = outfit.top_colour if outfit.bottom == "leotard" else outfit.bottom_colour
        out[centres[:, 1] > _hem(outfit)] = outfit.top_colour
        if outfit.pattern == "side":
            aside = np.arctan2(centres[:, 2], (centres[:, 0] - hip[0]) * (1 if side == "left" else -1))
            out[cloth & (np.abs(aside) < 0.30) & (centres[:, 1] < hip[1] - 0.045)] = outfit.accent
        return out

    sew.tube(rings, between(f"{side}_hip", f"{side}_knee", 0.86, 1.14), part, colour)


def foot(sew: Sewing, side: Side) -> None:
    """A shoe or a bare foot; its toes bend at the ball."""
    ankle = sew.rest(f"{side}_ankle")
    table = sew.profile(_SHOE, 12)
    along, half, top = table.T
    slim = 1.0 if sew.outfit.shoes else 0.88
    angle = np.linspace(0, 2 * np.pi, max(8, round(12 * sew.detail)), endpoint=False)
    sign = 1 if side == "left" else -1
    rings = np.empty((len(along), len(angle), 3))
    rings[..., 0] = (
        ankle[0] + sign * 0.004 * np.clip(along / 0.08, 0, 1)[:, None] + half[:, None] * slim * np.cos(angle)
    )
    middle, tall = (top + _SOLE) / 2, (top - _SOLE) / 2
    squashed = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.6
    rings[..., 1] = ankle[1] + middle[:, None] + tall[:, None] * squashed
    rings[..., 2] = ankle[2] + along[:, None]

    def colour(centres: Array) -> Array:
        if sew.outfit.shoes is None:
            return _paint(centres, sew.outfit.skin)
        out = _paint(centres, sew.outfit.shoes)
        out[centres[:, 1] < ankle[1] + _SOLE + 0.007] = np.array(sew.outfit.shoes) * 0.35 + 150
        return out

    sew.tube(rings, between(f"{side}_ankle", f"{side}_ball", 0.066, 0.088), along, colour)


def _hem(outfit: Outfit) -> float:
    """Where the top ends, over the hips."""
    return -0.014 if outfit.top in ("t-shirt", "long-sleeve") else 0.085


def _paint(centres: Array, colour: Colour) -> Array:
    return np.tile(np.array(colour, float), (len(centres), 1))


def _patterned(centres: Array, sew: Sewing, along: Array) -> Array:
    """Colours of the top at these points."""
    outfit = sew.outfit
    out = _paint(centres, outfit.top_colour)
    if outfit.pattern == "stripes":
        out[np.floor(along / 0.020) % 2 == 0] = outfit.accent
    elif outfit.pattern == "checks":
        cell = np.floor(along / 0.024) + np.floor(np.arctan2(centres[:, 0], centres[:, 2]) / 0.5)
        out[cell % 2 == 0] = outfit.accent
    elif outfit.pattern == "side":
        out[np.abs(centres[:, 2] - 0.004) < 0.011] = outfit.accent
    return out


def _rgb(colour: Array) -> Colour:
    red, green, blue = np.clip(colour, 0, 255)
    return int(red), int(green), int(blue)
