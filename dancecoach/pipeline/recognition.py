"""What the trained networks say of a clip: its style, its phases, and the skills among them, measured.

A network that is missing, broken or of another version costs what it would have said, and a sentence tells so: the
landmarks and their angles are of use without it.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

import attrs

from dancecoach.coaching.skills import Skill, measure_skills
from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.models.phases import PhaseSegmenter
from dancecoach.models.style import StyleClassifier, StyleResult
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pipeline.skill_checks import what_to_say_of_skills
from dancecoach.pose.track import PoseTrack

_log = logging.getLogger(__name__)

T = TypeVar("T")


@attrs.frozen(eq=False)
class Recognition:
    """What was recognised in a clip.

    Attributes:
        style: which dance it is; None where that could not be asked.
        phases: segments that cover every frame once; () where they could not be found.
        phase_model: the network that found them; "" without phases.
        skills: the skills among the phases, measured.
        warnings: sentences for the person: what could not be done, and which numbers to doubt.
    """

    style: StyleResult | None = None
    phases: tuple[PhaseSegment, ...] = ()
    phase_model: str = ""
    skills: tuple[Skill, ...] = ()
    warnings: tuple[str, ...] = ()


def recognise(track: PoseTrack) -> Recognition:
    """Name style and phases of a clip and measure its skills; never fails."""
    said: list[str] = []
    named = _attempt(lambda: PhaseSegmenter().segment(track), _("The phases cannot be named"), said)
    phases = () if named is None else named.segments
    skills = _attempt(lambda: measure_skills(track, phases), _("The skills cannot be measured"), said) or ()
    style = _attempt(lambda: StyleClassifier().classify(track), _("The style cannot be named"), said)
    if track.found.any():  # else one sentence is enough, and `dancecoach.pipeline.checks` says it
        said += () if named is None else named.warnings
        said += what_to_say_of_skills(track, skills)
        # Nobody asks which dance a somersault is.
        said += () if style is None or skills else style.warnings
    return Recognition(style, phases, named.model if named is not None and phases else "", skills, tuple(said))


def _attempt(work: Callable[[], T], failed: str, said: list[str]) -> T | None:
    """What ``work`` gives; None, and a sentence in ``said``, when it cannot be done."""
    try:
        return work()
    except DancecoachError as error:
        said.append(f"{failed}: {error}")
    except Exception as error:  # whatever is wrong with a network must not cost the person the landmarks
        _log.exception("%s", failed)
        said.append(f"{failed} ({type(error).__name__}: {error}).")
    return None
