"""What lies where on the time line of the workshop, and what a hand takes hold of there. Pure."""

from typing import Literal

import attrs

from dancecoach.gui.widgets.time_axis import TimeAxis
from dancecoach.library.lesson.records import Lesson

RULER, EIGHTS, STEPS, CUES = (0.0, 20.0), (20.0, 44.0), (46.0, 78.0), (82.0, 108.0)
"""Rows from top to bottom, logical pixels."""

HEIGHT = 114
REACH = 6.0
"""How far from an edge a hand may be to take it, logical pixels."""

_NARROW = 3 * REACH
"""Of what is narrower a hand in the middle takes hold, not of its edges."""

Part = Literal["begin", "end", "step", "cue", "time"]


@attrs.frozen
class Grip:
    """What a hand takes hold of.

    Attributes:
        part: the lesson's beginning or end, a step, a cue, or the moment on show.
        place: of the step or cue.
        edge: "start" or "end" of it; "" for the whole.
    """

    part: Part
    place: int = 0
    edge: Literal["", "start", "end"] = ""


def grip_at(lesson: Lesson, axis: TimeAxis, x: float, y: float) -> Grip:
    """What lies under a hand."""
    if y < EIGHTS[1]:
        begin, end = abs(axis.x(lesson.begin_s) - x), abs(axis.x(lesson.end_s) - x)
        if min(begin, end) <= REACH:
            return Grip("begin") if begin <= end else Grip("end")
        return Grip("time")
    if STEPS[0] <= y < STEPS[1]:
        found = [_hold(axis, Grip("step", i), (step.start_s, step.end_s), x) for i, step in enumerate(lesson.steps)]
    elif CUES[0] <= y < CUES[1]:
        found = [_hold(axis, Grip("cue", i), (cue.start_s, cue.end_s), x) for i, cue in enumerate(lesson.cues)]
    else:
        return Grip("time")
    held = [grip for grip in found if grip is not None]
    # Of two that touch, the later one lies on top and gives its start.
    return held[-1] if held else Grip("time")


def _hold(axis: TimeAxis, grip: Grip, span: tuple[float, float], x: float) -> Grip | None:
    first, last = axis.x(span[0]), axis.x(span[1])
    if not first - REACH <= x <= last + REACH:
        return None
    if last - first >= _NARROW:
        if abs(x - first) <= REACH:
            return attrs.evolve(grip, edge="start")
        if abs(x - last) <= REACH:
            return attrs.evolve(grip, edge="end")
    return grip if first <= x <= last else None
