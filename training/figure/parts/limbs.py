"""Arms and legs, hands and feet, with sleeves, trouser legs and shoes."""

import numpy as np

from training.figure.body import Side
from training.figure.parts.paint import hem_height, paint, patterned
from training.figure.rotation import Array
from training.figure.skin import Sewing, between, one_joint

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
        out = paint(centres, outfit.skin)
        sleeve = (centres[:, 1] > edge) & (outfit.sleeve > 0)
        out[sleeve] = patterned(centres[sleeve], sew, along=centres[sleeve][:, 1])
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
        out = patterned(centres, sew, along=centres[:, 1])
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
        out = paint(centres, outfit.skin)
        cloth = centres[:, 1] > edge
        out[cloth] = outfit.top_colour if outfit.bottom == "leotard" else outfit.bottom_colour
        out[centres[:, 1] > hem_height(outfit)] = outfit.top_colour
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
            return paint(centres, sew.outfit.skin)
        out = paint(centres, sew.outfit.shoes)
        out[centres[:, 1] < ankle[1] + _SOLE + 0.007] = np.array(sew.outfit.shoes) * 0.35 + 150
        return out

    sew.tube(rings, between(f"{side}_ankle", f"{side}_ball", 0.066, 0.088), along, colour)
