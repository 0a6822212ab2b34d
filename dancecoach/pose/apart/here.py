"""The program's side of the engine's process."""

import contextlib
import errno
import itertools
import os
import time
from collections import deque
from multiprocessing.connection import Connection
from typing import TypeVar

from dancecoach.errors import EngineError, EngineLostError
from dancecoach.i18n import _
from dancecoach.pose.apart.messages import (
    Failed,
    Found,
    HasMemory,
    Made,
    Make,
    PassedOver,
    Picture,
    Rest,
    Started,
    UseMemory,
)
from dancecoach.pose.apart.pictures import PLACES, SharedPictures
from dancecoach.pose.apart.there import serve
from dancecoach.pose.skeleton import Skeleton
from dancecoach.processes import Helper
from dancecoach.video.frame import Frame

T = TypeVar("T")

_USUAL_BYTES = 1280 * 720 * 3
_START_S, _MAKE_S, _STUCK_S = 30.0, 120.0, 20.0
"""How long starting a process, making an engine (mediapipe from a cold disk) and a picture may take at most."""


class EngineProcess:
    """A process that finds people, with no engine at first. For one thread at a time, but for `kill`.

    Whatever is asked of it raises `EngineLostError` when the process has ended.

    Raises:
        OSError: no process can be started.
    """

    def __init__(self) -> None:
        self._helper = Helper(serve)
        self._memory: SharedPictures | None = None
        self._tickets = itertools.count()
        self._places: dict[int, int] = {}
        self._free: list[int] = []
        self._arrived: deque[Found | PassedOver | Failed] = deque()
        self._heard_at = 0.0
        self._given_up = False

    def begin(self) -> None:
        """Wait until it lives and shares memory with us; at once where it does already.

        Raises:
            OSError: it does not live, or there is no memory to share.
        """
        if self._memory is not None:
            return
        try:
            self._answer(Started, _START_S)
            self._share(_USUAL_BYTES)
        except (EngineError, RuntimeError) as error:
            raise OSError(errno.ECHILD, str(error)) from error

    @property
    def line(self) -> Connection:
        """Can be read as soon as something has come from it."""
        return self._helper.line

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        return self._helper.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked for something."""
        return not self._given_up and self._helper.alive

    def make(self, engine: str, model: str) -> Skeleton:
        """Make an engine; the joints of its poses.

        Raises:
            EngineError: it is unknown, not installed or cannot start.
            ModelError: a network file is missing or corrupt.
        """
        self.tell(Make(engine, model))
        skeleton = self._answer(Made, _MAKE_S).skeleton
        self._arrived.clear()  # these are about another engine's pictures
        self._places.clear()
        self._free = list(range(PLACES))
        return skeleton

    def rest(self) -> None:
        """Let the engine go; does not wait for that, and does not mind if the process has ended."""
        with contextlib.suppress(EngineLostError):
            self.tell(Rest())

    @property
    def has_room(self) -> bool:
        """Whether there is a place for another picture."""
        return bool(self._free)

    def hand_in(self, frame: Frame) -> int:
        """Put a picture before the engine, while there is room; its ticket.

        Raises:
            EngineError: there is no memory for a picture of this size.
        """
        if self._memory is None or frame.image.nbytes > self._memory.slot:
            self._grow(frame)
        assert self._memory is not None
        if not self._places:
            self._heard_at = time.perf_counter()
        place, ticket = self._free.pop(), next(self._tickets)
        self._places[ticket] = place
        self._memory.write(place, frame.image)
        self.tell(Picture(ticket, place, frame.image.shape, frame.time_s, frame.index))
        return ticket

    def collect(self) -> list[Found | PassedOver]:
        """What has come; does not wait.

        Raises:
            Exception: what the engine threw.
        """
        while self._poll(0.0):
            self._receive()
        if self._places and time.perf_counter() - self._heard_at > _STUCK_S:
            raise self._lost(_("it gave no answer for {seconds:.0f} s").format(seconds=_STUCK_S))
        answers = []
        while self._arrived:
            answer = self._arrived.popleft()
            if isinstance(answer, Failed):
                raise answer.error
            answers.append(answer)
        return answers

    def tell(self, message: object) -> None:
        """Send it something."""
        try:
            self.line.send(message)
        except OSError as error:
            raise self._lost() from error

    def kill(self) -> None:
        """End it, from whatever thread; who is using it gets an `EngineLostError`."""
        self._helper.kill()

    def stop(self) -> None:
        """End it and free everything."""
        self._helper.stop()
        memory, self._memory = self._memory, None
        if memory is not None:
            memory.close()

    def _grow(self, frame: Frame) -> None:
        try:
            self._share(frame.image.nbytes)
        except OSError as error:
            raise EngineError(
                _("there is no memory for pictures of this size ({reason})").format(
                    reason=os.strerror(error.errno or 0)
                ),
                subject="{} x {}".format(*frame.size),
                remedy=_("choose smaller pictures or close other programs"),
            ) from error

    def _share(self, slot: int) -> None:
        """Have the pictures lie in a new memory. Answers about those in the old one still come, and free nothing."""
        memory = SharedPictures(slot)
        try:
            with memory.offered() as name:
                self.tell(UseMemory(name, slot))
                self._answer(HasMemory, _START_S)
        except BaseException:
            memory.close()
            raise
        if self._memory is not None:
            self._memory.close()
        self._memory = memory
        self._places = dict.fromkeys(self._places, -1)
        self._free = list(range(PLACES))

    def _answer(self, kind: type[T], within_s: float) -> T:
        """Wait for an answer; those about pictures are kept for `collect`."""
        deadline = time.perf_counter() + within_s
        while self._poll(max(0.0, deadline - time.perf_counter())):
            other = self._receive()
            if isinstance(other, kind):
                return other
            if isinstance(other, Failed):
                raise other.error
        raise self._lost(_("it gave no answer for {seconds:.0f} s").format(seconds=within_s))

    def _poll(self, timeout_s: float) -> bool:
        try:
            return self.line.poll(timeout_s)
        except OSError as error:
            raise self._lost() from error

    def _receive(self) -> object:
        """The next answer, when it is not about a picture."""
        try:
            answer = self.line.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        self._heard_at = time.perf_counter()
        if isinstance(answer, Found | PassedOver) or (isinstance(answer, Failed) and answer.ticket is not None):
            place = self._places.pop(answer.ticket or 0, -1)
            if place >= 0:
                self._free.append(place)
            self._arrived.append(answer)
            return None
        return answer

    def _lost(self, how: str = "") -> EngineLostError:
        """Why nothing more can be asked of it."""
        self._given_up = True
        if how:
            self._helper.kill()
        return EngineLostError(
            _("the pose engine ended unexpectedly ({how})").format(how=how or self._helper.how_it_ended()),
            remedy=_("close other programs if memory is short, or choose the other network in the settings"),
        )
