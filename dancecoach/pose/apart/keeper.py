"""Who starts the engine's process, keeps it warm for the next who wants an engine, and ends it."""

import logging
import threading

from dancecoach.errors import EngineError
from dancecoach.i18n import _
from dancecoach.pose.apart.estimator import ApartPose
from dancecoach.pose.apart.here import EngineProcess
from dancecoach.pose.engines import make_estimator
from dancecoach.pose.estimator import PoseEstimator

_log = logging.getLogger(__name__)

_PATIENCE_S = 5.0
"""How long to wait for an engine to be given back before another process is started, seconds."""


class EngineKeeper:
    """Makes engines that work in a process of their own, one after the other in the same. Any thread may ask.

    Where no process can be started (a sandbox, no shared memory) engines work in the thread that uses them.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._idle: EngineProcess | None = None
        self._out: set[EngineProcess] = set()
        self._possible = True
        self._closed = False

    def start(self) -> None:
        """Let a process begin its life, if there is none; does not wait for it. What follows can load meanwhile."""
        with self._changed:
            if self._idle is None and not self._out and not self._closed:
                self._idle = self._born()

    def make_estimator(self, engine: str, model: str) -> PoseEstimator:
        """A ready engine; takes half a second where the process has to start, and a moment where it is warm.

        Args:
            engine: by name, as for `dancecoach.pose.engines.make_estimator`.
            model: size of its network.

        Raises:
            EngineError: it is unknown, not installed or cannot start; or the keeper is closed.
            ModelError: a network file is missing or corrupt.
        """
        process = self._begun(self._take())
        if process is None:
            return make_estimator(engine, model)
        return ApartPose(process, engine, model, self._give_back)

    def close(self) -> None:
        """End all processes, whoever uses them. Calling it twice does no harm."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, None
            for process in self._out:
                process.kill()
            self._changed.notify_all()
        if idle is not None:
            idle.stop()

    def _take(self) -> EngineProcess | None:
        """The warm process, or a new one; None where there can be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._closed or not self._out, _PATIENCE_S)
            if self._closed:
                raise _closing()
            process, self._idle = self._idle, None
            if process is not None and not process.alive:  # ended while nobody used it
                process.stop()
                process = None
            process = process or self._born()
            if process is not None:
                self._out.add(process)
            return process

    def _born(self) -> EngineProcess | None:
        if self._possible:
            try:
                return EngineProcess()
            except OSError as error:
                self._do_without(error)
        return None

    def _begun(self, process: EngineProcess | None) -> EngineProcess | None:
        """The process as soon as it can be used; None where it cannot."""
        try:
            if process is not None:
                process.begin()
        except OSError as error:
            assert process is not None
            self._dispose(process)
            if self._closed:
                raise _closing() from error
            self._do_without(error)
            return None
        return process

    def _do_without(self, error: OSError) -> None:
        _log.warning("the pose engine works in the window's own process: %s", error)
        self._possible = False

    def _give_back(self, process: EngineProcess) -> None:
        with self._changed:
            keep = process.alive and self._idle is None and not self._closed
            if keep:
                self._out.discard(process)
                self._idle = process
                self._changed.notify_all()
        if not keep:
            self._dispose(process)

    def _dispose(self, process: EngineProcess) -> None:
        with self._changed:
            self._out.discard(process)
            self._changed.notify_all()
        process.stop()


def _closing() -> EngineError:
    return EngineError(_("the pose engine cannot start, as the program is being closed"))
