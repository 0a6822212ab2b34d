"""What a person should know about a skill before trusting its numbers, said in one sentence each."""

from collections.abc import Iterator, Sequence

import numpy as np

from dancecoach.coaching.skills import Skill
from dancecoach.i18n import _
from dancecoach.motion.phases import PhaseSegment, runs
from dancecoach.pose.track import PoseTrack

LONGEST_GAP_S = 0.1
"""Seconds that a person may be lost in a skill without a word: a joint moves on in a straight line for so long."""

LANDING_S = 0.3
"""Seconds from touch-down in which the feet must be seen."""

_ANKLES = ("left_ankle", "right_ankle")


def what_to_say_of_skills(track: PoseTrack, phases: Sequence[PhaseSegment], skills: Sequence[Skill]) -> tuple[str, ...]:
    """Sentences for the person, in order of the skills; none for skills that are seen whole."""
    segments = [segment for segment in phases if segment.phase == "skill"]
    return tuple(
        sentence for segment, skill in zip(segments, skills, strict=False) for sentence in _about(track, segment, skill)
    )


def _about(track: PoseTrack, segment: PhaseSegment, skill: Skill) -> Iterator[str]:
    at = f"{skill.takeoff_s:.2f}"
    if segment.start_frame == 0:
        yield _(
            "The clip begins in the middle of a skill, so its flight is not measured; film from before the take-off."
        )
    gap = _longest_gap(track, segment)
    if gap > LONGEST_GAP_S:
        yield _(
            "The person is lost for {gap:.2g} s in the middle of the skill at {at} s, so its rotation and shape may be "
            "wrong; film in good light, with nobody walking in front."
        ).format(gap=gap, at=at)
    if segment.end_frame == len(track) - 1:
        yield _(
            "The clip ends in the middle of the skill at {at} s, so its flight is not measured; film until the landing "
            "is over."
        ).format(at=at)
    elif landing_outside(track, skill):
        yield _(
            "The landing of the skill at {at} s is out of the picture, so its flight time is less exact; move the "
            "camera back or tilt it down."
        ).format(at=at)


def landing_outside(track: PoseTrack, skill: Skill) -> bool:
    """Whether in most frames after touch-down nobody is found, or both ankles are beyond the picture's edge."""
    frames = np.flatnonzero((track.times >= skill.touchdown_s) & (track.times <= skill.touchdown_s + LANDING_S))
    if not len(frames):
        return False
    ankles = track.landmarks[frames][:, track.skeleton.indices(*_ANKLES), :2]
    with np.errstate(invalid="ignore"):
        outside = ((ankles < 0) | (ankles > 1)).any(axis=-1).all(axis=-1)
    return bool((outside | ~track.found[frames]).mean() > 0.5)


def _longest_gap(track: PoseTrack, segment: PhaseSegment) -> float:
    """Seconds of the longest stretch within a skill in which nobody is found."""
    found = track.found[segment.start_frame : segment.end_frame + 1]
    longest = 0.0
    for there, first, last in runs(found.astype(np.uint8)):
        if not there:
            before, after = max(segment.start_frame + first - 1, 0), min(segment.start_frame + last + 1, len(track) - 1)
            longest = max(longest, float(track.times[after] - track.times[before]))
    return longest
