"""Says what is wrong with where the camera stands, one thing at a time, the most costly first.

It is told from what is there anyway: the poses, and a small grey picture a few times a second. A hint comes only when
it has been true for a while, and goes only when it has not been true for a while: nothing flickers. Pure state; times
are those of the pictures.
"""

from collections import deque
from collections.abc import Sequence
from enum import StrEnum

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.viewpoint import Views
from dancecoach.motion.points import SEEN
from dancecoach.pipeline.live.setup.pictures import (
    GREY_SIZE,
    Floats,
    Mask,
    backlit,
    brightness,
    free_of,
    grey_of,
    lit_part,
    moved,
)
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import Image

__all__ = ["GREY_SIZE", "Hint", "SetupWatch"]


class Hint(StrEnum):
    """What could be better, the most costly first."""

    DARK = "dark"
    """So little light that joints are guessed."""
    MOVING = "moving"
    """The camera moves: nothing level or high can be told from the picture."""
    FEET_OUT = "feet out"
    """Feet leave the picture: neither take-off nor landing can be seen."""
    HANDS_OUT = "hands out"
    """Hands leave the picture at its sides or its top."""
    CLOSE = "close"
    """The body fills the picture: a jump leaves it."""
    FAR = "far"
    """The body is so small that its angles are uncertain."""
    BACKLIT = "backlit"
    """The person is dark in front of a bright ground."""
    SLOW = "slow"
    """Too few pictures a second are looked at for a flight time worth having."""
    OBLIQUE = "oblique"
    """Seen neither from beside nor from the front."""


#: How often a picture is looked at, s.
EVERY_S = 0.2
#: So many looks lie between two pictures that are compared: a hand that sways is seen, not only one that jerks.
_STRIDE = 3
#: What is judged together, s.
_OVER_S = 3.0
#: A hint comes when it has been true in this share of a while, and goes when in less than that share.
_COMES, _GOES = 0.5, 0.2
#: A hint stays for at least so long, s: it can be read.
_STAYS_S = 3.0
#: Feet and hands are out in the middle of much that is in: less of the time is enough.
_OUT_COMES, _OUT_GOES = 0.25, 0.08
#: Height of the standing body as a share of the picture's.
_CLOSE, _FAR = 0.8, 0.22
#: Mean of the picture, and of what is lit of somebody in it, 0 to 255: a spotlight is enough.
_DARK, _DARK_BODY = 38.0, 60.0
#: Pictures a second.
_SLOW_FPS = 18.0
#: Degrees from the front within which it is neither from there nor from beside.
_OBLIQUE = (25.0, 55.0)
#: So long somebody has to face the same way, s: a dancer who does has not been put there.
_ASLANT_S = 5.0
#: Who faces all over so many degrees (half of the time) is turning: no place is better than another.
_TURNING = 20.0
_MARGIN = 0.01
_NOSE_TO_ANKLES = 0.88
_TRUNK, _LEG = ("shoulder", "hip"), ("hip", "knee", "ankle")


@attrs.frozen(eq=False)
class _Look:
    """What one picture says: True, False, or None where it cannot be told."""

    time_s: float
    says: dict[Hint, bool | None]
    pose: BodyPose | None


@attrs.frozen(eq=False)
class _Small:
    """A small picture, and where nobody was in it."""

    grey: Floats
    free: Mask


class SetupWatch:
    """Watches the pictures of one camera.

    Args:
        skills: whether skills are to be measured: for a dance no side is better than another.

    Attributes:
        hint: what to say now; None for nothing.
    """

    def __init__(self, *, skills: bool = True) -> None:
        self.hint: Hint | None = None
        self._skills = skills
        self._since_s = 0.0
        self.forget()

    def forget(self) -> None:
        """Another camera, or none."""
        self.hint = None
        self._looks: deque[_Look] = deque()
        self._steps: deque[float] = deque(maxlen=40)
        self._last_s: float | None = None
        self._looked_s = float("-inf")
        self._aslant_s: float | None = None
        self._small: deque[_Small] = deque(maxlen=_STRIDE + 1)

    def push(self, time_s: float, image: Image, poses: Sequence[BodyPose], skeleton: Skeleton | None) -> Hint | None:
        """Take a picture; most of them only count.

        Args:
            time_s: its presentation time.
            image: (H, W, 3) uint8.
            poses: people in it as the engine saw them, the followed one first.
            skeleton: their joints; None while there is no engine.

        Returns:
            What to say now.
        """
        if self._last_s is not None and time_s < self._last_s:
            self.forget()
        if self._last_s is not None:
            self._steps.append(time_s - self._last_s)
        self._last_s = time_s
        if time_s - self._looked_s < EVERY_S - 1e-6:
            return self.hint
        self._looked_s = time_s
        self._looks.append(self._look(time_s, image, poses, skeleton))
        while time_s - self._looks[0].time_s > _OVER_S:
            self._looks.popleft()
        self._decide(time_s, skeleton, (image.shape[1], image.shape[0]))
        return self.hint

    def _look(self, time_s: float, image: Image, poses: Sequence[BodyPose], skeleton: Skeleton | None) -> _Look:
        grey, pose = grey_of(image), poses[0] if poses else None
        self._small.append(_Small(grey, free_of([p.landmarks[:, :2] for p in poses])))
        lit = None if pose is None else lit_part(grey, pose.landmarks[:, :2])
        dark = brightness(grey) < _DARK and (lit is None or lit < _DARK_BODY)
        says: dict[Hint, bool | None] = {Hint.DARK: dark, Hint.MOVING: self._moved()}
        if pose is not None and skeleton is not None:
            says |= _body_says(pose, skeleton, image.shape[1] / image.shape[0])
            says[Hint.BACKLIT] = backlit(grey, pose.landmarks[:, :2])
        return _Look(time_s, says, pose)

    def _moved(self) -> bool | None:
        if len(self._small) <= _STRIDE:
            return None
        before, now = self._small[0], self._small[-1]
        return moved(before.grey, now.grey, before.free & now.free)

    def _decide(self, time_s: float, skeleton: Skeleton | None, size: tuple[int, int]) -> None:
        """Stay with a hint that still holds, unless a more costly one has come up."""
        if time_s - self._looks[0].time_s < 0.8 * _OVER_S:
            return
        now = self.hint
        if now is not None and (time_s - self._since_s < _STAYS_S or not self._holds(now, skeleton, size, stays=True)):
            if time_s - self._since_s < _STAYS_S:
                return
            now = None
        before = list(Hint) if now is None else list(Hint)[: list(Hint).index(now)]
        found = next((hint for hint in before if self._holds(hint, skeleton, size, stays=False)), now)
        if found is not self.hint:
            self.hint, self._since_s = found, time_s

    def _holds(self, hint: Hint, skeleton: Skeleton | None, size: tuple[int, int], *, stays: bool) -> bool:
        if hint is Hint.SLOW:
            return self._slow(stays=stays)
        if hint is Hint.OBLIQUE:
            return self._skills and skeleton is not None and self._aslant(skeleton, size, stays=stays)
        said = [look.says.get(hint) for look in self._looks]
        known = [value for value in said if value is not None]
        if len(known) < 0.4 * len(said):
            return False
        out = hint in (Hint.FEET_OUT, Hint.HANDS_OUT)
        enough = (_OUT_GOES if stays else _OUT_COMES) if out else (_GOES if stays else _COMES)
        return sum(known) >= enough * len(known)

    def _slow(self, *, stays: bool) -> bool:
        if len(self._steps) < 10:
            return False
        return 1 / max(float(np.median(self._steps)), 1e-6) < _SLOW_FPS * (1.15 if stays else 1.0)

    def _aslant(self, skeleton: Skeleton, size: tuple[int, int], *, stays: bool) -> bool:
        """Whether it has been oblique for long enough."""
        now_s = self._looks[-1].time_s
        if not self._oblique(skeleton, size, stays=stays):
            self._aslant_s = None
        elif self._aslant_s is None:
            self._aslant_s = now_s
        return self._aslant_s is not None and (stays or now_s - self._aslant_s >= _ASLANT_S)

    def _oblique(self, skeleton: Skeleton, size: tuple[int, int], *, stays: bool) -> bool:
        """From the way the body faced in the last seconds; turning about says nothing."""
        seen = [look for look in self._looks if look.pose is not None]
        if len(seen) < 0.6 * len(self._looks):
            return False
        track = PoseTrack.from_poses(
            [look.time_s for look in seen],
            [look.pose for look in seen],
            frame_size=size,
            skeleton=skeleton,
            source="live",
        )
        views = Views.of(track)
        view = views.between(-np.inf, np.inf)
        room = 4.0 if stays else 0.0
        if _spread(views.facing) > _TURNING + 2 * room:
            return False
        return view is not None and _OBLIQUE[0] - room <= view.side_on < _OBLIQUE[1] + room


def _spread(facing: NDArray[np.floating]) -> float:
    """Degrees between which a body faces half of the time; front and back are one, as in `Views.between`."""
    known = facing[np.isfinite(facing)]
    if not len(known):
        return 0.0
    low, high = np.percentile(np.degrees(np.arcsin(np.sin(np.radians(known)))), (25, 75))
    return float(high - low)


def _body_says(pose: BodyPose, skeleton: Skeleton, aspect: float) -> dict[Hint, bool | None]:
    """What the landmarks say of the distance, and of what is outside the picture; ``aspect`` is width over height."""
    x, y = pose.landmarks[:, 0], pose.landmarks[:, 1]
    feet = skeleton.indices("left_ankle", "right_ankle")
    hands = skeleton.indices("left_wrist", "right_wrist")
    head = skeleton.indices("nose")
    below = bool((y[feet] > 1 - _MARGIN).any())
    beside = bool(((x[feet] < _MARGIN) | (x[feet] > 1 - _MARGIN)).any())
    away = (x[hands] < _MARGIN) | (x[hands] > 1 - _MARGIN) | (y[hands] < _MARGIN)
    # Nose to ankles is nine tenths of a body's height; who bends or lies says nothing of the room above them.
    height = float(y[feet].mean() - y[head].mean()) / _NOSE_TO_ANKLES
    whole = bool((pose.visibility[feet] >= SEEN).any())
    return {
        Hint.FEET_OUT: below or beside,
        Hint.HANDS_OUT: bool(away.any()),
        Hint.CLOSE: height > _CLOSE if height > 0 else None,
        Hint.FAR: _length(pose, skeleton, aspect) < _FAR if whole else None,
    }


def _length(pose: BodyPose, skeleton: Skeleton, aspect: float) -> float:
    """How tall the body is, stretched out, as a share of the picture's height: on the feet, on the hands, lying."""
    points = pose.landmarks[:, :2] * (aspect, 1.0)
    chain = [points[skeleton.indices(*names)].mean(axis=0) for names in (("nose",), *(_pair(part) for part in _TRUNK))]
    trunk = np.linalg.norm(np.diff(chain, axis=0), axis=1).sum()
    legs = [
        np.linalg.norm(np.diff(points[skeleton.indices(*(f"{side}_{part}" for part in _LEG))], axis=0), axis=1).sum()
        for side in ("left", "right")
    ]
    return float(trunk + np.mean(legs)) / _NOSE_TO_ANKLES


def _pair(part: str) -> tuple[str, str]:
    return f"left_{part}", f"right_{part}"
