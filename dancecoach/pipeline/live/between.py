"""Where people are in a picture that the engine had no time for: between where they were before and after it.

Only a picture of the past has both. Without this the skeleton of a slow computer would flicker in the delay mirror.
"""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from dancecoach.pipeline.live.records import Findings, Kept
from dancecoach.pose.estimator import BodyPose

#: Farther apart, in seconds, two pictures say nothing of what lies between them.
REACH_S = 0.25


def findings_of(picture: Kept, around: Sequence[Kept]) -> Findings:
    """What is known of a picture; people in it, where it was not looked at, from the nearest that were.

    Args:
        picture: one of the past.
        around: pictures before and after it in order of time, itself included or not.
    """
    own = picture.note or Findings()
    if own.poses is not None:
        return own
    before = _looked_at(reversed([p for p in around if p.time_s < picture.time_s]), picture.time_s)
    after = _looked_at([p for p in around if p.time_s > picture.time_s], picture.time_s)
    if before is None or after is None:
        return own
    (a, found), (b, later) = before, after
    if found.skeleton is not later.skeleton:
        return own
    share = (picture.time_s - a) / (b - a)
    return attrs.evolve(
        own,
        poses=_poses_between(found.poses or (), later.poses or (), share),
        raw_poses=(),
        skeleton=found.skeleton,
        phase=own.phase or found.phase,
        style=own.style or found.style,
    )


def _looked_at(pictures: Iterable[Kept], time_s: float) -> tuple[float, Findings] | None:
    """Time and findings of the first picture that was looked at, unless it is too far away."""
    for picture in pictures:
        if abs(picture.time_s - time_s) > REACH_S:
            return None
        if picture.note is not None and picture.note.poses is not None:
            return picture.time_s, picture.note
    return None


def _poses_between(before: tuple[BodyPose, ...], after: tuple[BodyPose, ...], share: float) -> tuple[BodyPose, ...]:
    """The people who are in both, ``share`` of the way from one to the other."""
    later = {pose.person: pose for pose in after}
    return tuple(_between(pose, later[pose.person], share) for pose in before if pose.person in later)


def _between(a: BodyPose, b: BodyPose, share: float) -> BodyPose:
    return BodyPose(
        (a.landmarks + np.float32(share) * (b.landmarks - a.landmarks)).astype(np.float32),
        np.minimum(a.visibility, b.visibility),
        None,
        min(a.score, b.score),
        a.person,
    )
