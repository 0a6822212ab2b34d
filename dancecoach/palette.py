"""The colours of the house, the same in the window, the overlay video and the plots.

Phase colours are from the Okabe-Ito set, told apart by people with any common colour blindness; left limbs are
warm and right limbs cool, the performer's own left and right.
"""

from typing import Literal

Side = Literal["left", "right", "middle"]

PHASES = {"idle": "#8A8F98", "take-off": "#E69F00", "skill": "#56B4E9", "landing": "#009E73"}
SIDES: dict[Side, str] = {"left": "#FF9E5E", "right": "#4FC3F7", "middle": "#E8EAED"}
OTHER_SIDES: dict[Side, str] = {"left": "#F7E04B", "right": "#C79BFF", "middle": "#E8EAED"}
"""Of a second person seen with the first: warm and cool too, and told apart from `SIDES` by any eye."""

MATCHES = {"right": "#7CC7EF", "off": "#F2A93B", "unknown": "#C3C8D0"}
"""Of limbs by how well they match a reference: blue and amber are told apart by every eye."""

#: Below this visibility a joint is drawn hollow and dashed, and does not count.
UNCERTAIN_VISIBILITY = 0.5


def rgb(colour: str) -> tuple[int, int, int]:
    """``#RRGGBB`` as three numbers 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def bgr(colour: str) -> tuple[int, int, int]:
    """``#RRGGBB`` in OpenCV's order."""
    return rgb(colour)[::-1]
