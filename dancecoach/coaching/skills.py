"""Measures the skills of a clip: flight, height, rotation, shape, and the sheet of how each was done."""

from collections.abc import Sequence

import numpy as np

from dancecoach.coaching.measures.airtime import Airtime, airtime_of
from dancecoach.coaching.measures.posture import posture_of
from dancecoach.coaching.measures.rotation import turning_of
from dancecoach.coaching.measures.shape import shape_of
from dancecoach.coaching.sheet.measure import with_sheets
from dancecoach.coaching.skill import BODY_SHAPES, BodyShape, Skill
from dancecoach.motion.contact import find_contacts, find_flights
from dancecoach.motion.phases import PhaseSegment
from dancecoach.motion.points import SEEN
from dancecoach.pose.track import PoseTrack

__all__ = ["BODY_SHAPES", "GRAVITY", "BodyShape", "Skill", "measure_skills"]

GRAVITY = 9.81
"""m/s^2."""

UNSUPPORTED, DISAGREED = 0.7, 0.8
"""What is left of the confidence when the feet show no flight, and when two counts of the turns differ."""

_LOOKED_AT = tuple(f"{side}_{joint}" for joint in ("shoulder", "hip", "knee", "ankle") for side in ("left", "right"))


def measure_skills(track: PoseTrack, segments: Sequence[PhaseSegment]) -> tuple[Skill, ...]:
    """Measure every skill among the segments.

    Args:
        track: the followed person.
        segments: phases of the clip in order. The landing after a skill says how long its turning may go on.

    Returns:
        One for each segment with the phase "skill", in their order.

    Notes:
        Measured on drawn clips with exact truth, with the engine's own noise: see the tests.
    """
    if not any(segment.phase == "skill" for segment in segments):
        return ()
    posture, contacts = posture_of(track), find_contacts(track)
    flights = find_flights(track, contacts)
    skills = []
    since_s = -np.inf
    for segment, after in zip(segments, (*segments[1:], None), strict=True):
        if segment.phase == "skill":
            air = airtime_of(track, segment, flights=flights, contacts=contacts, posture=posture)
            landed_s = after.end_s if after is not None else air.touchdown_s
            turning = turning_of(posture, air, since_s=since_s, until_s=landed_s)
            shape = shape_of(posture, air, turning.turns)
            sure = segment.confidence * _visible(track, segment)
            sure *= (1.0 if air.supported else UNSUPPORTED) * (1.0 if turning.agreed else DISAGREED)
            skills.append(_skill(track, air, turning.turns, shape, sure))
            since_s = segment.end_s
    return with_sheets(track, segments, skills)


def _skill(track: PoseTrack, air: Airtime, turns: float | None, shape: BodyShape, sure: float) -> Skill:
    flew = air.uncertainty_s is not None
    seconds = air.touchdown_s - air.takeoff_s
    last = len(track) - 1
    return Skill(
        takeoff_frame=min(int(np.searchsorted(track.times, air.takeoff_s)), last),
        touchdown_frame=min(int(np.searchsorted(track.times, air.touchdown_s)), last),
        takeoff_s=air.takeoff_s,
        touchdown_s=air.touchdown_s,
        flight_time_s=seconds if flew else None,
        flight_time_uncertainty_s=air.uncertainty_s,
        jump_height_m=GRAVITY * seconds**2 / 8 if flew else None,
        rotation_turns=turns,
        body_shape=shape,
        on_hands=air.on_hands,
        confidence=float(np.clip(sure, 0.0, 1.0)),
    )


def _visible(track: PoseTrack, segment: PhaseSegment) -> float:
    """Share of trunk and legs that is seen during a skill, 0.5 (nothing) to 1: unseen, the network still has a say."""
    frames = slice(segment.start_frame, segment.end_frame + 1)
    seen = track.visibility[frames][:, track.skeleton.indices(*_LOOKED_AT)] >= SEEN
    return 0.5 + 0.5 * float((seen & track.found[frames, None]).mean())
