"""Many clips by chance, drawn and looked at by several processes into one folder, and taken up where it was left.

A clip costs one pass: its pictures go from the painter straight into our pose engine and are then forgotten, unless
the video is asked for. The track is kept raw, as Live sees it; repairing it as `dancecoach analyze` does is left to
the training of the network for Review.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.files import atomic_path, make_folder, write_text
from dancecoach.pose.engines import ModelName
from dancecoach.pose.formats import save_npz
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.video.frame import Frame
from dancecoach.video.writer import VideoWriter
from training.data.extract import SUFFIX, engine, track_of
from training.figure.casting import Casting, random_scene
from training.figure.rotation import Array
from training.figure.scene import Stage
from training.figure.truth import Truth
from training.workers import spread

_SCHEMA = "dancecoach.drawn-clips/2"
_MOST_TRIES = 20
_LITE = 0.3
"""Share of the clips that the smaller network looks at."""

_DEEPEST, _DEEPEST_IN_BED, _FASTEST = -0.10, -0.45, 34.0
"""Metres below the floor, metres below the edge of a trampoline's bed, and metres per second of a landmark, that no
sound movement reaches: a hand in the air in a fast double has 25 m/s."""


@attrs.frozen
class Farm:
    """A set of clips to draw.

    Attributes:
        folder: where ``clip-00000.npz`` (its `Truth`), ``clip-00000.pose.npz`` (what our engine sees) and so on go.
        count: how many clips.
        seed: of the whole set; the pictures of clip n depend on it and on n alone.
        casting: what the scenes may hold.
        keep_video: write ``clip-00000.mp4`` too.
        pose: look at the clips with our engine.
    """

    folder: Path
    count: int
    seed: int = 0
    casting: Casting = attrs.field(factory=Casting)
    keep_video: bool = False
    pose: bool = True

    def path(self, index: int, suffix: str = ".npz") -> Path:
        """A clip's truth, or another file of it."""
        return self.folder / f"clip-{index:05d}{suffix}"

    def missing(self) -> list[int]:
        """Clips not drawn yet; the truth is written last, so it stands for all of a clip's files."""
        return [i for i in range(self.count) if not self.path(i).is_file()]

    def prepare(self) -> None:
        """Make the folder, note the settings in it, and clear what a killed run left half-done.

        Raises:
            InputError: the folder holds clips of other settings.
            OutputError: it cannot be made.
        """
        make_folder(self.folder)
        note = self.folder / "drawn.json"
        settings = {"seed": self.seed, "pose": self.pose, "casting": attrs.asdict(self.casting)}
        wanted = {"schema": _SCHEMA, **settings}
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
        """Draw and look at one clip; returns how many scenes had to be worked out, 1 if the first was sound.

        Raises:
            OutputError: something cannot be written.
            InputError: no scene of many was sound.
        """
        stage, truth = self._sound(index)
        with ExitStack() as open_files:
            frames = self._frames(stage, index, open_files)
            if self.pose:
                model: ModelName = "lite" if np.random.default_rng((self.seed, index)).random() < _LITE else "full"
                save_npz(track_of(frames, engine(model), stage.scene.size), self.path(index, SUFFIX))
            else:
                for _ in frames:
                    pass
        truth.save(self.path(index))
        return truth.tries

    def _frames(self, stage: Stage, index: int, open_files: ExitStack) -> Iterator[Frame]:
        """The clip's pictures, written on their way when the video is kept."""
        scene, writer = stage.scene, None
        if self.keep_video:
            temporary = open_files.enter_context(atomic_path(self.path(index, ".mp4")))
            fps = scene.fps if scene.times is None else None
            writer = open_files.enter_context(VideoWriter(temporary, scene.size, fps=fps))
        for number, (image, time) in enumerate(stage.frames()):
            if writer is not None:
                writer.write(image, time)
            yield Frame(image, time, number)

    def _sound(self, index: int) -> tuple[Stage, Truth]:
        """The first of the clip's scenes that a body can do."""
        problem: Exception | None = None
        for number in range(_MOST_TRIES):
            try:
                stage = Stage(random_scene((self.seed, index, number), self.casting))
                truth = stage.truth()
            except (ArithmeticError, ValueError, np.linalg.LinAlgError, InputError) as error:  # no body can do it
                problem = error
                continue
            if sound(truth, stage.shown):
                return stage, attrs.evolve(truth, tries=number + 1)
        raise InputError(
            f"cannot be drawn: none of {_MOST_TRIES} scenes is sound", subject=f"clip {index}", remedy="see the cause"
        ) from problem

    def run(
        self, workers: int = 1, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> "Harvest":
        """Draw what is missing.

        Raises:
            InputError: the folder holds clips of other settings.
            OutputError: something cannot be written.
            Cancelled: ``cancel`` was set; clips already drawn stay.
        """
        self.prepare()
        todo = self.missing()
        done, again = self.count - len(todo), 0
        progress(Progress("drawing clips", done, self.count))
        for tries in spread(self.draw, todo, workers, cancel):
            done, again = done + 1, again + tries - 1
            progress(Progress("drawing clips", done, self.count))
        return Harvest(len(todo), again)


@attrs.frozen
class Harvest:
    """What a run brought.

    Attributes:
        drawn: clips.
        again: scenes worked out in vain, because a body cannot do a movement.
    """

    drawn: int
    again: int


def sound(truth: Truth, shown: Array) -> bool:
    """Whether a body could do it: nothing through the floor, no joint faster than any limb, somebody to be seen.

    Args:
        truth: of the clip.
        shown: (T,) the moment each frame shows, s.
    """
    deepest = _DEEPEST_IN_BED if any("trampoline" in move for move in truth.moves) else _DEEPEST
    if not np.isfinite(truth.world).all() or truth.world[..., 1].min() < deepest:
        return False
    steps = np.diff(shown)
    speed = np.linalg.norm(np.diff(truth.world, axis=0), axis=-1).max(1, initial=0.0)[steps > 0] / steps[steps > 0]
    return bool(speed.max(initial=0.0) < _FASTEST and truth.present.mean() > 0.25)
