"""Phase and style of the followed person, picture by picture: the trained networks' side of the pose thread.

The networks carry a state from picture to picture, and begin anew by themselves when another person is followed, when
time jumps back and after a pause; here they begin anew when the pictures have another size or the poses other joints.
"""

import logging
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import attrs

from dancecoach.errors import DancecoachError, in_short
from dancecoach.i18n import _
from dancecoach.models.packs.styles import StylePacks, pack_files, pack_name
from dancecoach.models.phases import LivePhases, PhaseNow
from dancecoach.models.stream import PersonStream, Samples
from dancecoach.models.style import LiveStyle, StyleResult
from dancecoach.pipeline.latest import LatestSlot
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

_log = logging.getLogger(__name__)

T = TypeVar("T")

_ANY_SIZE = (640, 480)


class Stream(Protocol):
    """Turns one person's poses into features."""

    def push(self, time_s: float, pose: BodyPose | None) -> Samples:
        """Take the pose of a picture, None where the person was not found."""
        ...


class Network(Protocol):
    """Says something after each picture."""

    def take(self, samples: Samples) -> Any:
        """Take what a picture brought."""
        ...


@attrs.frozen
class Recognised:
    """What the networks say after a picture; None where they cannot say anything (yet).

    Attributes:
        phase: what the followed person is doing.
        style: which dance it is.
    """

    phase: PhaseNow | None = None
    style: StyleResult | None = None


def live_style(
    packs: Collection[str] = (), more: Collection[Path] = ()
) -> Callable[[Skeleton, tuple[int, int]], LiveStyle]:
    """What makes the networks for the style.

    Args:
        packs: names of the style packs to ask; () for all.
        more: packs that are asked besides, such as those of a lesson.
    """

    def make(skeleton: Skeleton, frame_size: tuple[int, int]) -> LiveStyle:
        asked = pack_files(packs) | {pack_name(path): path for path in more}
        return LiveStyle(skeleton, frame_size, StylePacks(asked))

    return make


Make = Callable[[Skeleton, tuple[int, int]], T]
"""Makes something for the joints of an engine and pictures of a size."""


class LiveRecogniser:
    """Follows the first person of each picture. Belongs to one thread, but for `use_style`.

    Args:
        make_phases: makes the network for the phases.
        make_style: makes the networks for the style; None for all packs at hand.
        make_stream: makes what turns poses into features for both.
    """

    def __init__(
        self,
        make_phases: Callable[[Skeleton, tuple[int, int]], Network] = LivePhases,
        make_style: Callable[[Skeleton, tuple[int, int]], Network] | None = None,
        make_stream: Callable[[Skeleton, tuple[int, int]], Stream] = PersonStream,
    ) -> None:
        self._stream = _Part(make_stream, _("Phases and style cannot be named"))
        self._phases = _Part(make_phases, _("The phases cannot be named"))
        self._style: _Part[Network] = _Part(make_style or live_style(), _("The style cannot be named"))
        self._other: LatestSlot[_Other] = LatestSlot()
        self._about: tuple[Skeleton, tuple[int, int]] | None = None

    @property
    def _parts(self) -> "tuple[_Part[Any], ...]":
        return self._stream, self._phases, self._style

    def use_style(self, make_style: Make[Network]) -> None:
        """Name the style by other networks from the next picture on. What was seen before counts for these no longer.

        They are loaded in the caller's thread, which may be any; the pictures go on meanwhile.
        """
        part, about = _Part(make_style, _("The style cannot be named")), self._about
        if about is not None:
            part.start(*about)
        self._other.put(_Other(part, about))

    def prepare(self, skeleton: Skeleton) -> None:
        """Load the networks, so that the first picture need not wait for them; one that failed may try again."""
        self._about = None
        self._take_other()
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
        self._take_other()
        if self._about != (skeleton, frame.size):
            self._about = (skeleton, frame.size)
            for part in self._parts:
                part.start(skeleton, frame.size)
        pose = poses[0] if poses else None
        samples = self._stream.use(lambda stream: stream.push(frame.time_s, pose))
        if samples is None:
            return Recognised()
        return Recognised(
            self._phases.use(lambda network: network.take(samples)),
            self._style.use(lambda network: network.take(samples)),
        )

    def _take_other(self) -> None:
        """Other networks for the style are there, perhaps made for pictures of another size."""
        other = self._other.take()
        if other is not None:
            self._style = other.part
            if self._about is not None and other.about != self._about:
                self._style.start(*self._about)

    def notices(self) -> list[str]:
        """A sentence for each network that broke since this was asked last."""
        return [sentence for part in self._parts for sentence in part.notices()]


class _Part(Generic[T]):
    """Something that is used until it fails, and then done without."""

    def __init__(self, make: Callable[[Skeleton, tuple[int, int]], T], failed: str) -> None:
        self._make, self._failed = make, failed
        self._made: T | None = None
        self._broken = False
        self._notices: list[str] = []

    def revive(self) -> None:
        """Give it another chance after it failed."""
        self._broken = False

    def start(self, skeleton: Skeleton, frame_size: tuple[int, int]) -> None:
        """Make it anew, without what it knew; not after it failed."""
        self._made = None
        if not self._broken:
            self._made = self._tried(lambda: self._make(skeleton, frame_size))

    def use(self, work: Callable[[T], Any]) -> Any:
        """What ``work`` makes of it; None when it is not there or fails."""
        made = self._made
        return None if made is None else self._tried(lambda: work(made))

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
            self._break(f"{self._failed} ({in_short(error)}).")
        return None

    def _break(self, sentence: str) -> None:
        self._made, self._broken = None, True
        self._notices.append(sentence)


@attrs.frozen
class _Other:
    """Other networks for the style, and what they are made for; None for nothing yet."""

    part: _Part[Network]
    about: tuple[Skeleton, tuple[int, int]] | None
