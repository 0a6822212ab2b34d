"""How far a clip under review is, what is known of it, and how it is looked at: the small records of `ReviewModel`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.library.analyses.record import Analysis

if TYPE_CHECKING:
    from dancecoach.motion.course import Course

#: Nobody looks closer at time than this, seconds.
LEAST_STRETCH_S = 0.2


class ClipState(StrEnum):
    """How far the clip itself is."""

    EMPTY = "empty"
    OPENING = "opening"
    READY = "ready"
    FAILED = "failed"


class AnalysisState(StrEnum):
    """How far its analysis is."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@attrs.frozen(eq=False)
class Findings:
    """What is known of the body in a clip.

    Attributes:
        analysis: the stored record.
        angles: (T,) joint angles in degrees by name, NaN where they cannot be told.
        course: where the hips are and how fast they rise; None where nobody has asked.
    """

    analysis: Analysis
    angles: Mapping[str, NDArray[np.floating]]
    course: "Course | None" = None


@attrs.frozen
class Loop:
    """The ends set with A and B, as frame indices, both inclusive; None where not set."""

    a: int | None = None
    b: int | None = None

    @property
    def closed(self) -> bool:
        """Whether both ends are set."""
        return self.a is not None and self.b is not None
