"""What is done with the people after they were found: steadied for the eye, named by the networks, handed on.

It has a thread of its own, so that the pose engine begins with the next picture at once. Most of the engine's time
is spent outside the interpreter, which is free meanwhile for the work here.
"""

import logging
import time
from collections.abc import Callable
from typing import Protocol

from dancecoach.errors import in_short
from dancecoach.i18n import _
from dancecoach.pipeline.live.handover import HandOver
from dancecoach.pipeline.live.recognition import LiveRecogniser
from dancecoach.pipeline.live.records import FoundPeople, LiveResult
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

_log = logging.getLogger(__name__)


class Smoother(Protocol):
    """Steadies the landmarks of the people in successive frames for the eye."""

    def smooth(self, poses: tuple[BodyPose, ...], frame: Frame, skeleton: Skeleton) -> tuple[BodyPose, ...]:
        """The same people, steadied; ``frame`` is the picture they are in."""
        ...

    def reset(self) -> None:
        """Forget everything seen so far."""
        ...


class ResultLoop:
    """Body of the recognition thread: each picture with its people, one after the other, in order.

    Args:
        found: what the pose thread hands over.
        smoother: steadies what is drawn, or None to draw what the engine sees.
        recogniser: names phase and style.
        emit: takes each result.
        notice: hears a sentence about what broke and is done without.
    """

    def __init__(
        self,
        found: HandOver[FoundPeople],
        *,
        smoother: Smoother | None,
        recogniser: LiveRecogniser,
        emit: Callable[[LiveResult], None],
        notice: Callable[[str], None],
    ) -> None:
        self._found = found
        self._smoother = smoother
        self._recogniser = recogniser
        self._emit = emit
        self._notice = notice

    def prepare(self, skeleton: Skeleton) -> None:
        """Get ready for another pose engine's people.

        For the pose thread, which has the time for it while an engine is loaded. Nobody found by an engine may be on
        the way then, pictures without a skeleton may: they touch neither smoother nor recogniser.
        """
        if self._smoother is not None:
            self._smoother.reset()
        self._recogniser.prepare(skeleton)

    def run(self) -> None:
        """Hand results on until the hand-over is closed."""
        for found in self._found:
            try:
                self._emit(self._finish(found))
            except Exception as error:  # the thread's outermost edge: the next picture may do better
                _log.exception("a picture could not be handed on")
                text = _("A picture could not be shown ({error}).")
                self._notice(text.format(error=in_short(error)))

    def _finish(self, found: FoundPeople) -> LiveResult:
        frame, raw, skeleton = found.captured.frame, found.poses, found.skeleton
        if skeleton is None:
            return LiveResult(frame, (), (), found.captured.captured_at, time.perf_counter())
        shown = raw if self._smoother is None else self._smoother.smooth(raw, frame, skeleton)
        said = self._recogniser.look(frame, raw, skeleton)
        for sentence in self._recogniser.notices():
            self._notice(sentence)
        return LiveResult(
            frame,
            shown,
            raw,
            found.captured.captured_at,
            time.perf_counter(),
            skeleton=skeleton,
            phase=said.phase,
            style=said.style,
        )
