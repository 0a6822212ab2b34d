"""What a person should know about a skill before trusting its numbers, said in one sentence each."""

from collections.abc import Iterator, Sequence

import numpy as np

from dancecoach.coaching.skills import Skill
from dancecoach.i18n import _
from dancecoach.pose.track import PoseTrack

LANDING_S = 0.3
"""Seconds from touch-down in which the feet must be seen."""

MOST_SAID = 3
"""A camera that stands wrong does so in every skill of a series: once it is known, more sentences tell nothing."""

_ANKLES = ("left_ankle", "right_ankle")


def what_to_say_of_skills(track: PoseTrack, skills: Sequence[Skill]) -> tuple[str, ...]:
    """Sentences for the person, in order of the skills; none for skills that are seen whole."""
    return tuple(sentence for skill in skills for sentence in _about(track, skill))[:MOST_SAID]


def _about(track: PoseTrack, skill: Skill) -> Iterator[str]:
    at = f"{skill.takeoff_s:.2f}"
    if skill.takeoff_frame == 0:
        yield _("The clip begins in the middle of a skill, so its flight is not measured; film from before the run-up.")
    if skill.rotation_turns is None:
        yield _(
            "The person is not seen well enough in the middle of the skill at {at} s for its rotation to be counted; "
            "film in good light, with nobody walking in front."
        ).format(at=at)
    if landing_outside(track, skill):
        yield _(
            "The landing of the skill at {at} s is out of the picture, so its flight time is less exact; move the "
            "camera back or tilt it down."
        ).format(at=at)


def landing_outside(track: PoseTrack, skill: Skill) -> bool:
    """Whether both ankles are beyond the picture's edge in most frames after touch-down.

    The engine guesses where joints outside the picture are. Where it gives the person up, the last place counts.
    """
    times = track.times
    frames = np.flatnonzero(
        track.found & (times >= skill.touchdown_s - 0.05) & (times <= skill.touchdown_s + LANDING_S)
    )
    if not len(frames):
        frames = np.flatnonzero(track.found & (times < skill.touchdown_s))[-1:]
    if not len(frames):
        return False
    ankles = track.landmarks[frames][:, track.skeleton.indices(*_ANKLES), :2]
    with np.errstate(invalid="ignore"):
        outside = ((ankles < 0) | (ankles > 1)).any(axis=-1).all(axis=-1)
    return bool(outside.mean() > 0.5)
