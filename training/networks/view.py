"""What the style network looks at: the features of the arms and the head, place by place from the shoulders.

Clips of dances show the upper body more often than the feet, and there are few of them. A network that is given
everything learns the room and the dancer's build; one that is given hands, elbows and head from between the shoulders,
arm angles and speeds, learns what is danced.
"""

import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.features import FEATURES

_PLACES = ("nose", "left_elbow", "right_elbow", "left_wrist", "right_wrist")
_PLAIN = (
    *(f"{side}_{angle}" for side in ("left", "right") for angle in ("elbow", "shoulder")),
    *(f"{side}_{joint}_v{axis}" for side in ("left", "right") for joint in ("wrist", "elbow") for axis in "xy"),
)

Rows = NDArray[np.float32]


def upper_body() -> Rows:
    """(F, V) linear map from features, in their own units, to what is looked at."""
    columns = []
    for joint in _PLACES:
        for axis in "xy":
            column = np.zeros(len(FEATURES), np.float32)
            column[FEATURES.index(f"{joint}_{axis}")] = 1.0
            for side in ("left", "right"):
                column[FEATURES.index(f"{side}_shoulder_{axis}")] = -0.5
            columns.append(column)
    plain = np.eye(len(FEATURES), dtype=np.float32)[:, [FEATURES.index(name) for name in _PLAIN]]
    return np.concatenate([np.stack(columns, axis=1), plain], axis=1)


def view_kernel(normalised: Rows, scale: Rows) -> Rows:
    """(F, V) the same map for normalised features, with outputs of spread 1.

    What is missing is 0 in normalised features, their mean, and so the mean in the view.

    Args:
        normalised: (N, F) features of the training clips, as the network takes them.
        scale: (F,) of their normalisation.
    """
    kernel = upper_body() * scale[:, None]
    spread = np.std(normalised @ kernel, axis=0)
    return np.asarray(kernel / np.where(spread > 1e-6, spread, 1.0), np.float32)
