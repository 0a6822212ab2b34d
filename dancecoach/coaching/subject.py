"""What a clip is about, dance or gymnastics, and whether a dance may be named for it.

The style network was shown dances and a few other movements. Whatever it is given, it finds one of its dances the
likeliest; of a handstand as well. Its own verdict is kept as it is (`StyleResult`); here is what is said of it first.
"""

from collections.abc import Sequence

from dancecoach.coaching.skill import Skill
from dancecoach.models.card import UNKNOWN
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import PhaseSegment

CERTAIN = 0.8
"""Certainty from which a dance is named for a clip with skills. Of sixteen real clips of other movement the network is
above it in one, a squat jump (0.87), and of its own dances in nine of ten."""

MOST = 0.75
"""Share of the clip's frames that are no part of a skill in a dance with a hop or two: in real clips of dances 0.92
and more, in clips of gymnastics 0.5 at most."""


def is_about_dance(activity: str, skills: Sequence[Skill]) -> bool:
    """Whether a clip is about dance: as the person says, and otherwise when there are no skills in it.

    Args:
        activity: "auto", "dance" or "gymnastics".
        skills: those found in the clip.
    """
    return activity == "dance" or (activity != "gymnastics" and not skills)


def is_dance_named(
    style: StyleResult, *, activity: str, skills: Sequence[Skill], phases: Sequence[PhaseSegment]
) -> bool:
    """Whether the style network's dance is said: for a clip about dance what it says, for another only what is sure.

    Args:
        style: the network's verdict.
        activity: "auto", "dance" or "gymnastics".
        skills: those found in the clip.
        phases: segments that cover the clip; () where they are not known.
    """
    if style.label == UNKNOWN:
        return False
    return is_about_dance(activity, skills) or (style.certainty >= CERTAIN and _idle_share(phases) >= MOST)


def is_dance_named_live(style: StyleResult, *, activity: str, skill_in_sight: bool) -> bool:
    """Whether the live verdict on the last seconds is said.

    Args:
        style: the verdict; one of "unknown" is said too, but not for gymnastics.
        activity: "auto", "dance" or "gymnastics".
        skill_in_sight: whether a skill was seen in the seconds that the verdict is about.
    """
    about_dance = activity == "dance" or (activity != "gymnastics" and not skill_in_sight)
    return about_dance or (style.label != UNKNOWN and style.certainty >= CERTAIN)


def _idle_share(phases: Sequence[PhaseSegment]) -> float:
    """Share of the frames that belong to no skill, its take-off or its landing; 0 where that is not known."""
    frames = sum(len(segment) for segment in phases)
    return sum(len(segment) for segment in phases if segment.phase == "idle") / frames if frames else 0.0
