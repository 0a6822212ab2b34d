"""Phase and style of the followed person, picture by picture: the trained networks' side of the pose thread.

The networks carry a state from picture to picture. It is thrown away when it would be about something else: another
person is followed, the pictures have another size, time jumps back, or nothing came for a while.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

if TYPE_CHECKING:
    from dancecoach.models.phases import PhaseNow
    from dancecoach.models.style import StyleResult

_log = logging.getLogger(__name__)

PAUSE_S = 1.0
"""Seconds without a picture after which everything starts anew: what came before says nothing about now."""

_ANY_SIZE = (640, 480)


class Network(Protocol):
    """What is fed with one person's poses and says something after each."""

    def push(self, time_s: float, pose: BodyPose | None) -> Any:
        """Take the pose of a picture, None where the person was not found."""
        ...


MakeNetwork = Callable[[Skeleton, tuple[int, int]], Network]


def _phases(skeleton: Skeleton, frame_size: tuple[int, int]) -> Network:
    from dancecoach.models.phases import LivePhases

    return LivePhases(skeleton, frame_size)


def _style(skeleton: Skeleton, frame_size: tuple[int, int]) -> Network:
    from dancecoach.models.style import LiveStyle

    return LiveStyle(skeleton, frame_size)


@attrs.frozen
class Recognised:
    """What the networks say after a picture; None where they cannot say anything (yet).

    Attributes:
        phase: what the followed person is doing.
        style: which dance it is.
    """

    phase: "PhaseNow | None" = None
    style: "StyleResult | None" = None


class LiveRecogniser:
    """Follows the first person of each picture. Belongs to one thread.

    Args:
        make_phases: makes the network for the phases.
        make_style: makes the network for the style.
    """

    def __init__(self, make_phases: MakeNetwork = _phases, make_style: MakeNetwork = _style) -> None:
        self._phases = _Part(make_phases, _("The phases cannot be named"))
        self._style = _Part(make_style, _("The style cannot be named"))
        self._about: _About | None = None
        self._last = Recognised()

    def prepare(self, skeleton: Skeleton) -> None:
        """Load the networks, so that the first picture need not wait for them; one that failed may try again."""
        self._about = None
        for part in self._parts:
            part.revive()
            part.start(skeleton, _ANY_SIZE)

    def look(self, frame: Frame, poses: tuple[BodyPose, ...], skeleton: Skeleton) -> Recognised:
        """What is recognised after this picture; never fails.

        Args:
            frame: the picture.
            poses: people in it as the engine saw them, the followed one first.
            skeleton: their joints.
        """
        before, pose = self._about, poses[0] if poses else None
        if before is not None and frame.time_s == before.time_s:
            return self._last  # a picture shown twice
        now = _About(skeleton, frame.size, frame.time_s, _person(pose, before))
        if before is None or now.is_news_after(before):
            for part in self._parts:
                part.start(skeleton, frame.size)
        self._about = now
        self._last = Recognised(self._phases.push(frame.time_s, pose), self._style.push(frame.time_s, pose))
        return self._last

    def notices(self) -> list[str]:
        """A sentence for each network that broke since this was asked last."""
        return [sentence for part in self._parts for sentence in part.notices()]

    @property
    def _parts(self) -> "tuple[_Part, _Part]":
        return self._phases, self._style


def _person(pose: BodyPose | None, before: "_About | None") -> int | None:
    """Who is followed: in a picture without anybody still the one before."""
    if pose is not None:
        return pose.person
    return None if before is None else before.person


@attrs.frozen
class _About:
    """Whom and what the networks' state is about."""

    skeleton: Skeleton
    size: tuple[int, int]
    time_s: float
    person: int | None

    def is_news_after(self, before: "_About") -> bool:
        """Whether a state from before says nothing about this."""
        same = self.skeleton is before.skeleton and self.size == before.size
        same_person = before.person is None or self.person == before.person
        return not (same and same_person and 0 < self.time_s - before.time_s <= PAUSE_S)


class _Part:
    """One network, until it fails."""

    def __init__(self, make: MakeNetwork, failed: str) -> None:
        self._make, self._failed = make, failed
        self._network: Network | None = None
        self._broken = False
        self._notices: list[str] = []

    def revive(self) -> None:
        """Give a network that failed another chance."""
        self._broken = False

    def start(self, skeleton: Skeleton, frame_size: tuple[int, int]) -> None:
        """Make the network anew, without what it knew; not one that failed."""
        self._network = None
        if not self._broken:
            self._network = self._tried(lambda: self._make(skeleton, frame_size))

    def push(self, time_s: float, pose: BodyPose | None) -> Any:
        """What the network says; None when there is none."""
        network = self._network
        return None if network is None else self._tried(lambda: network.push(time_s, pose))

    def notices(self) -> list[str]:
        """What broke since this was asked last."""
        notices, self._notices = self._notices, []
        return notices

    def _tried(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except DancecoachError as error:
            self._break(f"{self._failed}: {error}")
        except Exception as error:  # whatever a network does, the mirror and the skeleton go on
            _log.exception("%s", self._failed)
            self._break(f"{self._failed} ({type(error).__name__}: {error}).")
        return None

    def _break(self, sentence: str) -> None:
        self._network, self._broken = None, True
        self._notices.append(sentence)
