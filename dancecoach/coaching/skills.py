"""Measures the skills of a clip: flight, height, rotation, shape."""

from collections.abc import Sequence

from dancecoach.coaching.skill import BODY_SHAPES, BodyShape, Skill
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pose.track import PoseTrack

__all__ = ["BODY_SHAPES", "BodyShape", "Skill", "measure_skills"]


def measure_skills(track: PoseTrack, segments: Sequence[PhaseSegment]) -> tuple[Skill, ...]:
    """Measure every skill among the segments.

    Args:
        track: the followed person.
        segments: phases of the clip in order; those that are no skill say where skills begin and end.

    Returns:
        One for each segment with the phase "skill", in their order.
    """
    return tuple(_measured(track, segment) for segment in segments if segment.phase == "skill")


def _measured(track: PoseTrack, segment: PhaseSegment) -> Skill:
    last = min(segment.end_frame + 1, len(track) - 1)
    return Skill(
        takeoff_frame=segment.start_frame,
        touchdown_frame=last,
        takeoff_s=segment.start_s,
        touchdown_s=float(track.times[last]),
        confidence=segment.confidence,
    )
