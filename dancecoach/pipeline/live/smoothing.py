"""Steadies what is drawn, person by person."""

from collections.abc import Callable

from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.smoothing import LandmarkSmoother
from dancecoach.video.frame import Frame

_MakeSmoother = Callable[[Skeleton, float], LandmarkSmoother]


def _one_person(skeleton: Skeleton, aspect: float) -> LandmarkSmoother:
    return LandmarkSmoother(skeleton=skeleton, aspect=aspect)


class PeopleSmoother:
    """One `LandmarkSmoother` for each person in the picture, for as long as they are in it."""

    def __init__(self, make: _MakeSmoother = _one_person) -> None:
        self._make = make
        self._people: dict[int, LandmarkSmoother] = {}
        self._size: tuple[int, int] | None = None

    def reset(self) -> None:
        """Forget everything seen so far."""
        self._people.clear()

    def smooth(self, poses: tuple[BodyPose, ...], frame: Frame, skeleton: Skeleton) -> tuple[BodyPose, ...]:
        """The same people, steadied; somebody new, or back after an absence, as they were seen."""
        if frame.size != self._size:
            self._people.clear()
            self._size = frame.size
        aspect = frame.size[0] / frame.size[1]
        # Who is not in this picture is forgotten: a skeleton must not glide in from where it was lost.
        self._people = {pose.person: self._people.get(pose.person) or self._make(skeleton, aspect) for pose in poses}
        return tuple(self._people[pose.person](pose, frame.time_s) for pose in poses)
