"""Measures of the human body, as tables.

Lengths are shares of the standing height after Drillis & Contini (1966), as printed in D. A. Winter, *Biomechanics
and Motor Control of Human Movement*, fig. 4.1. Masses, centres of mass and radii of gyration are those of
P. de Leva, *Adjustments to Zatsiorsky-Seluyanov's segment inertia parameters*, J. Biomechanics 29 (1996), table 4.
"""

from typing import Literal

import attrs

Sex = Literal["female", "male"]

GRAVITY = 9.81
"""m/s^2."""

# Shares of the standing height (Winter, fig. 4.1).
ANKLE_HEIGHT = 0.039
SHANK = 0.246
THIGH = 0.245
HIP_TO_SHOULDER = 0.288
UPPER_ARM = 0.186
FOREARM = 0.146
HAND = 0.108
FOOT = 0.152
HEAD = 0.130


@attrs.frozen
class SegmentShare:
    """What one body segment weighs and how its mass lies.

    Attributes:
        mass: share of the body's mass, both sexes' tables sum to 1 with limbs counted twice.
        centre: place of its centre of mass, share of the way from its proximal to its distal end.
        gyration: radii of gyration about its x, z and long axis, shares of its length.
    """

    mass: float
    centre: float
    gyration: tuple[float, float, float]


SEGMENTS: dict[Sex, dict[str, SegmentShare]] = {
    "female": {
        "head": SegmentShare(0.0668, 0.50, (0.330, 0.359, 0.318)),
        "chest": SegmentShare(0.1545, 0.50, (0.466, 0.314, 0.449)),
        "belly": SegmentShare(0.1465, 0.45, (0.433, 0.354, 0.415)),
        "pelvis": SegmentShare(0.1247, 0.49, (0.433, 0.402, 0.444)),
        "upper_arm": SegmentShare(0.0255, 0.5754, (0.278, 0.260, 0.148)),
        "forearm": SegmentShare(0.0138, 0.4559, (0.261, 0.257, 0.094)),
        "hand": SegmentShare(0.0056, 0.40, (0.280, 0.240, 0.180)),
        "thigh": SegmentShare(0.1478, 0.3612, (0.369, 0.364, 0.162)),
        "shank": SegmentShare(0.0481, 0.4416, (0.271, 0.267, 0.093)),
        "foot": SegmentShare(0.0129, 0.4014, (0.299, 0.279, 0.139)),
    },
    "male": {
        "head": SegmentShare(0.0694, 0.50, (0.362, 0.376, 0.312)),
        "chest": SegmentShare(0.1596, 0.50, (0.505, 0.320, 0.465)),
        "belly": SegmentShare(0.1633, 0.45, (0.482, 0.383, 0.468)),
        "pelvis": SegmentShare(0.1117, 0.61, (0.615, 0.551, 0.587)),
        "upper_arm": SegmentShare(0.0271, 0.5772, (0.285, 0.269, 0.158)),
        "forearm": SegmentShare(0.0162, 0.4574, (0.276, 0.265, 0.121)),
        "hand": SegmentShare(0.0061, 0.40, (0.280, 0.240, 0.180)),
        "thigh": SegmentShare(0.1416, 0.4095, (0.329, 0.329, 0.149)),
        "shank": SegmentShare(0.0433, 0.4459, (0.255, 0.249, 0.103)),
        "foot": SegmentShare(0.0137, 0.4415, (0.257, 0.245, 0.124)),
    },
}

PAIRED_SEGMENTS = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
