"""What the trained networks say of a clip: its style, its phases, and the skills among them, measured.

A network that is missing, broken or of another version costs what it would have said, and a sentence tells so: the
landmarks and their angles are of use without it.
"""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import attrs

from dancecoach.coaching.skills import Skill, measure_skills
from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pipeline.skill_checks import what_to_say_of_skills
from dancecoach.pose.track import PoseTrack

if TYPE_CHECKING:
    from dancecoach.models.style import StyleResult

_log = logging.getLogger(__name__)

T = TypeVar("T")

SHORTEST_PHASES_S = 0.4
"""Seconds of clip below which no phases are looked for: less than one jump from the last contact to the first."""

SHORTEST_STYLE_S = 2.0
"""Seconds below which no style is looked for: less than a bar of music."""


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

    style: "StyleResult | None" = None
    phases: tuple[PhaseSegment, ...] = ()
    phase_model: str = ""
    skills: tuple[Skill, ...] = ()
    warnings: tuple[str, ...] = ()


def recognise(track: PoseTrack) -> Recognition:
    """Name style and phases of a clip and measure its skills; never fails."""
    if not track.found.any():
        return Recognition()  # the person is told that nobody was found
    said: list[str] = []
    phases, model = _attempt(lambda: _phases(track, said), _("The phases cannot be named"), said) or ((), "")
    skills = _attempt(lambda: measure_skills(track, phases), _("The skills cannot be measured"), said) or ()
    said += what_to_say_of_skills(track, phases, skills)
    style = _attempt(lambda: _style(track, skills, said), _("The style cannot be named"), said)
    return Recognition(style, phases, model, skills, tuple(said))


def _phases(track: PoseTrack, said: list[str]) -> tuple[tuple[PhaseSegment, ...], str]:
    from dancecoach.models.phases import PhaseSegmenter

    if _lasts(track) < SHORTEST_PHASES_S:
        said.append(
            _(
                "The clip lasts only {seconds:.2g} s, which is too short for phases; film from before the take-off."
            ).format(seconds=_lasts(track))
        )
        return (), ""
    result = PhaseSegmenter().segment(track)
    return result.segments, result.model


def _style(track: PoseTrack, skills: Sequence[Skill], said: list[str]) -> "StyleResult | None":
    from dancecoach.models.style import StyleClassifier

    if _lasts(track) >= SHORTEST_STYLE_S:
        return StyleClassifier().classify(track)
    if not skills and _lasts(track) >= SHORTEST_PHASES_S:  # nobody asks which dance a somersault is
        said.append(
            _("The clip lasts only {seconds:.2g} s, which is too short for a style.").format(seconds=_lasts(track))
        )
    return None


def _lasts(track: PoseTrack) -> float:
    """Seconds from the first frame to the last."""
    return float(track.times[-1] - track.times[0])


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
