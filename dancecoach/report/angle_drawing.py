"""Joint angles on a picture: an arc between the two limbs, and the degrees beside it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.palette import SIDES, bgr
from dancecoach.pose.skeleton import Skeleton
from dancecoach.report.figures import between_arms
from dancecoach.report.letters import write_text
from dancecoach.report.strokes import Stroke
from dancecoach.report.surface import Surface


def draw_angle(
    on: Surface, points: NDArray[np.floating[Any]], name: str, degrees: float, skeleton: Skeleton, *, line: float
) -> None:
    """Draw one joint's angle onto a picture; nothing where it is not known.

    Args:
        on: written to.
        points: (J, 2) pixels.
        name: of the angle, a key of ``skeleton.angles``.
        degrees: what to write beside it: measured in space it differs from what the arc spans in the picture.
        skeleton: what the joints are.
        line: height of the digits, pixels.
    """
    first, vertex, last = points[skeleton.indices(*skeleton.angles[name])].astype(np.float64)
    if not (np.isfinite(degrees) and np.isfinite([first, vertex, last]).all()):
        return
    colour = bgr(SIDES[skeleton.side(name)])
    label_at = draw_arc(on, first, vertex, last, Stroke(colour, max(1, round(line / 10))), least=1.1 * line)
    text = f"{degrees:.0f}°"
    write_text(on, text, (label_at[0], label_at[1] - 0.6 * line), height=line, colour=colour, anchor="middle")


def draw_arc(
    on: Surface,
    first: NDArray[np.float64],
    vertex: NDArray[np.float64],
    last: NDArray[np.float64],
    stroke: Stroke,
    *,
    least: float = 0.0,
) -> NDArray[np.float64]:
    """Draw the arc between two arms; where its number belongs, (2,) pixels.

    Args:
        on: written to.
        first: (2,) end of one arm, pixels.
        vertex: (2,) where they meet.
        last: (2,) end of the other.
        stroke: how it is drawn.
        least: how far from the vertex its number stands at least, pixels.
    """
    way, number_at = between_arms(first, vertex, last, least)
    stroke.lines(on, [way])
    return number_at
