"""Many clips by chance, drawn by several processes into one folder, and taken up again where it was left."""

import json
import os
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.files import make_folder, write_text
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.figure.casting import Casting, random_scene
from training.figure.scene import render_clip

_SCHEMA = "dancecoach.drawn-clips/1"


@attrs.frozen
class Farm:
    """A set of clips to draw.

    Attributes:
        folder: where ``clip-00000.mp4`` and ``clip-00000.npz`` (its `Truth`) and so on go.
        count: how many clips.
        seed: of the whole set; the pictures of clip n depend on it and on n alone.
        casting: what the scenes may hold.
    """

    folder: Path
    count: int
    seed: int = 0
    casting: Casting = attrs.field(factory=Casting)

    def paths(self, index: int) -> tuple[Path, Path]:
        """The clip's video and truth."""
        stem = self.folder / f"clip-{index:05d}"
        return stem.with_suffix(".mp4"), stem.with_suffix(".npz")

    def missing(self) -> list[int]:
        """Clips not drawn yet; the truth is written last, so it stands for both."""
        return [i for i in range(self.count) if not self.paths(i)[1].is_file()]

    def prepare(self) -> None:
        """Make the folder, note the settings in it, and clear what a killed run left half-done.

        Raises:
            InputError: the folder holds clips of other settings.
            OutputError: it cannot be made.
        """
        make_folder(self.folder)
        note = self.folder / "drawn.json"
        wanted = {"schema": _SCHEMA, "seed": self.seed, "casting": attrs.asdict(self.casting)}
        if note.is_file():
            if json.loads(note.read_text("utf-8")) != json.loads(json.dumps(wanted)):
                raise InputError(
                    "holds clips drawn with other settings", subject=self.folder, remedy="choose another folder"
                )
        else:
            write_text(note, json.dumps(wanted, indent=1) + "\n")
        for left in self.folder.glob(".clip-*.part.*"):
            left.unlink(missing_ok=True)

    def draw(self, index: int) -> int:
        """Draw one clip and its truth; returns the number of frames."""
        clip, facts = self.paths(index)
        truth = render_clip(random_scene((self.seed, index), self.casting), clip)
        if truth is None:
            raise InputError("shows nobody", subject=clip)
        truth.save(facts)
        return len(truth)

    def run(
        self, workers: int = 1, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> int:
        """Draw what is missing; returns how many clips were drawn now.

        Raises:
            InputError: the folder holds clips of other settings.
            OutputError: something cannot be written.
            Cancelled: ``cancel`` was set; clips already drawn stay.
        """
        self.prepare()
        todo = self.missing()
        done = self.count - len(todo)
        progress(Progress("drawing clips", done, self.count))
        if workers <= 1:
            for number, index in enumerate(todo, 1):
                _check(cancel)
                self.draw(index)
                progress(Progress("drawing clips", done + number, self.count))
            return len(todo)
        with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_one_thread) as pool:
            pending: set[Future[int]] = {pool.submit(self.draw, i) for i in todo}
            try:
                while pending:
                    ready, pending = wait(pending, timeout=0.5, return_when=FIRST_COMPLETED)
                    _check(cancel)
                    for job in ready:
                        job.result()
                    done += len(ready)
                    progress(Progress("drawing clips", done, self.count))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return len(todo)


def _check(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.check()


def _one_thread() -> None:
    """Each worker keeps to one core."""
    import cv2

    cv2.setNumThreads(1)


def usual_workers() -> int:
    """One per core."""
    return os.cpu_count() or 1
