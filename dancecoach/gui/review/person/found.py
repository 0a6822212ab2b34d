"""Who is in one picture, and which of them the analysis follows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.gui.libraries import load_pose
from dancecoach.gui.widgets.view import Point
from dancecoach.library.analyses.record import Analysis
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, Skeleton
from dancecoach.pose.track import PoseTrack
from dancecoach.settings import Settings

Floats = NDArray[np.float64]

COMPANY = 0.1
"""Share of the frames in which there are several people from which somebody is asked whom to follow."""

SAME_TORSOS = 0.5
"""A pose is the followed person's when its joints are nearer to theirs than this on average, in torso lengths."""

_CROWN = 0.7
"""How far the crown of the head is beyond the nose, as a share of the way there from the shoulders."""

_EDGE = 0.04
"""Room around a body in its outline, as a share of the body's extent."""


@attrs.frozen
class Candidate:
    """Somebody in the picture. Points and lengths are shares of the picture's width and height.

    Attributes:
        centre: middle of the trunk: what the choice points at.
        low: left top of the outline.
        high: its right bottom.
        followed: whether this is the person followed now.
    """

    centre: Point
    low: Point
    high: Point
    followed: bool = False

    def holds(self, point: Point) -> bool:
        """Whether a point lies within the outline."""
        return self.low[0] <= point[0] <= self.high[0] and self.low[1] <= point[1] <= self.high[1]


#: Looks who is in a frame of a clip.
FindPeople = Callable[[Path, int, Settings], Sequence[BodyPose]]


def people_in(path: Path, frame: int, chosen: Settings) -> Sequence[BodyPose]:
    """Who is in a frame, by the engine that the person chose; takes about a second.

    Raises:
        DancecoachError: the clip or the engine cannot be used.
    """
    load_pose()
    from dancecoach.pipeline.crowd import people_at

    return people_at(path, frame, chosen.engine, chosen.pose_model)


def candidates_of(poses: Sequence[BodyPose], frame: int, analysis: Analysis | None) -> tuple[Candidate, ...]:
    """The people of a picture from left to right.

    Args:
        poses: as found in it.
        frame: which frame it is.
        analysis: tells who is followed; None for nobody.
    """
    own = _followed(analysis, frame)
    away = [np.inf if own is None else _distance(pose, own) for pose in poses]
    nearest = int(np.argmin(away)) if away else -1
    found = [
        attrs.evolve(_candidate(pose), followed=i == nearest and away[i] < SAME_TORSOS) for i, pose in enumerate(poses)
    ]
    return tuple(sorted(found, key=lambda candidate: candidate.centre))


def at_point(candidates: Sequence[Candidate], point: Point) -> int | None:
    """Which of the people is meant by a point: of those around whom it lies the one whose middle is nearest."""
    here = [i for i, candidate in enumerate(candidates) if candidate.holds(point)]
    return min(here, key=lambda i: np.hypot(*np.subtract(candidates[i].centre, point)), default=None)


def company(track: PoseTrack) -> int:
    """How many people are in a clip in which there are several for long; 0 for one, and where nobody counted."""
    if track.people is None or not (counted := track.people >= 0).any():
        return 0
    people = track.people[counted]
    return max(2, int(np.percentile(people, 95))) if (people > 1).mean() >= COMPANY else 0


def _followed(analysis: Analysis | None, frame: int) -> Floats | None:
    """(13, 2) the followed person's joints in the frame; None where nobody is followed there."""
    if analysis is None or not 0 <= frame < len(analysis.track) or not analysis.track.found[frame]:
        return None
    return _joints(analysis.track.landmarks[frame], analysis.track.skeleton)


def _joints(landmarks: NDArray[np.float32], skeleton: Skeleton) -> Floats:
    return np.asarray(landmarks[skeleton.mapping_to(BODY_13), :2], np.float64)


def _distance(pose: BodyPose, own: Floats) -> float:
    """Mean distance of two poses' joints in torso lengths."""
    mine = _joints(pose.landmarks, BLAZEPOSE_33)
    torso = [np.linalg.norm(np.diff(_trunk(body), axis=0)) for body in (mine, own)]
    return float(np.nanmean(np.linalg.norm(mine - own, axis=1)) / max(*torso, 1e-6))


def _trunk(joints: Floats) -> Floats:
    """(2, 2) middle of the shoulders and of the hips."""
    shoulders, hips = BODY_13.indices("left_shoulder", "right_shoulder"), BODY_13.indices("left_hip", "right_hip")
    return np.stack([joints[shoulders].mean(axis=0), joints[hips].mean(axis=0)])


def _candidate(pose: BodyPose) -> Candidate:
    joints = _joints(pose.landmarks, BLAZEPOSE_33)
    trunk = _trunk(joints)
    nose = joints[BODY_13.index("nose")]
    crown = nose + _CROWN * (nose - trunk[0])
    points = np.concatenate([pose.landmarks[:, :2].astype(np.float64), crown[None]])
    seen = points[((points >= 0) & (points <= 1)).all(axis=1)]
    points = seen if len(seen) else np.clip(points, 0, 1)
    low, high = points.min(axis=0), points.max(axis=0)
    edge = _EDGE * float((high - low).max())
    low, high = np.clip(low - edge, 0.002, 0.998), np.clip(high + edge, 0.002, 0.998)
    x, y = np.clip(trunk.mean(axis=0), 0, 1).round(3).tolist()
    return Candidate((x, y), (float(low[0]), float(low[1])), (float(high[0]), float(high[1])))
