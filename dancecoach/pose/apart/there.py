"""The life of the engine's process.

One thread reads the line, the other works. So a newer picture replaces the one that waits at once, also while the
engine is at work, and so does the end of the program: whose line breaks has nobody to work for.
"""

import os
import threading
from collections import deque
from multiprocessing.connection import Connection

import attrs

from dancecoach.pose.apart.messages import (
    Failed,
    Follow,
    Found,
    HasMemory,
    Made,
    Make,
    PassedOver,
    Picture,
    Reset,
    Rest,
    Started,
    UseMemory,
)
from dancecoach.pose.apart.pictures import OpenedPictures
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.processes import sendable
from dancecoach.video.frame import Frame


@attrs.frozen(eq=False)
class Look:
    """Find the people in a frame, whose picture lies in shared memory."""

    ticket: int
    frame: Frame


Order = Make | Rest | Follow | Reset
Task = Order | Look


def serve(line: Connection) -> None:
    """Do what comes along the line until it breaks."""
    inbox = Inbox(line)
    threading.Thread(target=inbox.read, name="dancecoach-line", daemon=True).start()
    engine = _Engine()
    answer: object = Started()
    while True:
        task = inbox.exchange(answer)
        answer = engine.do(task)
        del task  # else the memory of its picture could not be let go before the next one comes


class Inbox:
    """What is to be done next: orders one by one, and of the pictures the newest.

    Args:
        line: where it comes from, and where answers go.
    """

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._sending = threading.Lock()
        self._changed = threading.Condition()
        self._orders: deque[Order] = deque()
        self._newest: Picture | None = None
        self._memory: OpenedPictures | None = None

    def read(self) -> None:
        """Take in what comes; for a thread of its own, which ends the process with the line."""
        try:
            while True:
                self.take(self._line.recv())
        except (EOFError, OSError):
            os._exit(0)  # in the middle of a picture too; nothing is written here, so there is nothing to tidy up

    def take(self, message: object) -> None:
        """Take a message in."""
        if isinstance(message, Picture):
            self._replace(message)
        elif isinstance(message, UseMemory):
            self._replace(None)  # it lies in the old one
            with self._changed:
                self._memory = OpenedPictures(message.name, message.slot)
            self.say(HasMemory())
        elif isinstance(message, Make | Rest | Follow | Reset):
            if isinstance(message, Make | Rest):
                self._replace(None)  # it was for the engine before
            with self._changed:
                self._orders.append(message)
                self._changed.notify()

    def _replace(self, picture: Picture | None) -> None:
        """Have another picture wait, or none."""
        with self._changed:
            before, self._newest = self._newest, picture
            self._changed.notify()
        if before is not None:
            self.say(PassedOver(before.ticket))

    def exchange(self, answer: object) -> Task:
        """Give an answer, unless it is None, for the next task; waits until there is one.

        What waits is taken before the answer is given: a picture that comes because of the answer shall not replace it.
        """
        with self._changed:
            task = self._pop()
        if answer is not None:
            self.say(answer)
        with self._changed:
            while task is None and (task := self._pop()) is None:
                self._changed.wait()
        return task

    def _pop(self) -> Task | None:
        """The oldest order, else the newest picture."""
        if self._orders:
            return self._orders.popleft()
        picture, self._newest = self._newest, None
        if picture is None or self._memory is None:
            return None
        image = self._memory.read(picture.place, picture.shape)
        return Look(picture.ticket, Frame(image, picture.time_s, picture.index))

    def say(self, answer: object) -> None:
        """Answer; any thread."""
        with self._sending:
            self._line.send(answer)


class _Engine:
    """The engine of the moment."""

    def __init__(self) -> None:
        self._engine: PoseEstimator | None = None

    def do(self, task: Task) -> object:
        """Do a task; its answer, or None where it has none. Whatever an engine throws is for the one who asked."""
        try:
            return self._look(task) if isinstance(task, Look) else self._obey(task)
        except Exception as error:
            return Failed(sendable(error), task.ticket if isinstance(task, Look) else None)

    def _look(self, look: Look) -> Found | PassedOver:
        if self._engine is None:
            return PassedOver(look.ticket)
        poses = tuple(self._engine.estimate(look.frame))
        return Found(look.ticket, poses, self._engine.people_seen)

    def _obey(self, order: Order) -> Made | None:
        if isinstance(order, Make | Rest):
            engine, self._engine = self._engine, None
            if engine is not None:
                engine.close()
            if isinstance(order, Make):
                self._engine = _make(order)
                return Made(self._engine.skeleton)
        elif self._engine is not None and isinstance(order, Follow):
            self._engine.follow_at(order.x, order.y)
        elif self._engine is not None:
            self._engine.reset()
        return None


def _make(wanted: Make) -> PoseEstimator:
    import cv2

    from dancecoach.pose.engines import make_estimator

    cv2.setNumThreads(1)
    return make_estimator(wanted.engine, wanted.model)
