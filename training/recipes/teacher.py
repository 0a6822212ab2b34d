"""Real movement that nobody labelled, as the live phase network is taught it: with Review's verdicts.

Review knows what comes after and says hardly ever a skill where there is none. What it says of real dancers shows Live
what standing and dancing look like outside of drawn clips; Live is given the track as a camera's thread has it, Review
the same one repaired.
"""

from collections.abc import Iterable
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import TrainingData
from dancecoach.models.model import OnnxModel
from dancecoach.motion.features import track_features
from dancecoach.pose.repair import repair
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.augment import Augmentation, augmented
from training.data.clips import Clip
from training.data.mocap import OTHERS, load_mocap
from training.data.sequences import Sequences
from training.data.trends import LICENCE, SOURCE, load_trends

REAL_AUGMENTATION = Augmentation(aspect=0.12, trim=0.1)
"""As for drawn clips; but the pictures' shape is not known for sure, and there are no borders to cut at."""


@attrs.frozen(eq=False)
class Lessons:
    """Movement with a teacher's verdicts.

    Attributes:
        found: causal features of the clips and of varied copies; their labels are the likeliest phases.
        targets: (N, 4) float16 probabilities of the phases, a row for each of ``found``.
        sources: what was taken, for the card.
    """

    found: Sequences
    targets: NDArray[np.float16]
    sources: tuple[TrainingData, ...]

    @property
    def clips(self) -> int:
        """How many clips there are, varied copies not counted."""
        return int(self.found.bounds.shape[1])


def real_lessons(
    review: Path,
    dances: Path | None = None,
    captures: Path | None = None,
    *,
    variants: int = 5,
    seed: int = 0,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Lessons | None:
    """What Review says of the clips of two folders; None where neither is named.

    Args:
        review: the teacher's file.
        dances: folder of CLASS-NN.npz landmarks.
        captures: folder of motion capture.
        variants: varied copies of each clip.
        seed: of the variation.
        progress: listener.
        cancel: stops it.

    Raises:
        ModelError: the teacher cannot be used.
        InputError: a folder holds nothing, or something damaged.
        Cancelled: ``cancel`` was set.
    """
    clips: list[Clip] = []
    sources = []
    if dances is not None:
        clips += load_trends(dances)
        sources.append(TrainingData("trends-vn, phases by phases-review", SOURCE, LICENCE, len(clips)))
    if captures is not None:
        captured = list(load_mocap(captures))
        name, source, licence = OTHERS
        sources.append(TrainingData(f"{name}, phases by phases-review", source, licence, len(captured)))
        clips += captured
    if not clips:
        return None
    teacher = OnnxModel(review, kind="phases", causal=False)
    rng = np.random.default_rng(seed)
    found = _Found(variants + 1, len(clips))
    for number, clip in enumerate(clips):
        if cancel is not None:
            cancel.check()
        for variant, track in enumerate(_varied(clip, variants, rng)):
            found.add(variant, number, track_features(track, causal=True).values, verdicts(teacher, track))
        progress(Progress("asking the teacher", number + 1, len(clips)))
    return found.lessons(tuple(sources))


class _Found:
    """What is put together, clip by clip and copy by copy."""

    def __init__(self, variants: int, clips: int) -> None:
        self._values: list[NDArray[np.float16]] = []
        self._targets: list[NDArray[np.float16]] = []
        self._bounds = np.zeros((variants, clips, 2), np.int64)
        self._stop = 0

    def add(self, variant: int, clip: int, values: NDArray[np.float32], said: NDArray[np.float64]) -> None:
        """Features of a copy, and what the teacher says of it."""
        start, self._stop = self._stop, self._stop + len(said)
        self._bounds[variant, clip] = start, self._stop
        self._values.append(values.clip(-6e4, 6e4).astype(np.float16))
        self._targets.append(said.astype(np.float16))

    def lessons(self, sources: tuple[TrainingData, ...]) -> Lessons:
        """All of them."""
        targets = np.concatenate(self._targets)
        labels = targets.argmax(1).astype(np.uint8)
        weights = np.ones(len(labels), np.float16)
        return Lessons(Sequences(np.concatenate(self._values), labels, weights, self._bounds), targets, sources)


def _varied(clip: Clip, variants: int, rng: np.random.Generator) -> Iterable[PoseTrack]:
    yield clip.track
    for _ in range(variants):
        yield augmented(clip, REAL_AUGMENTATION, rng).track


def verdicts(teacher: OnnxModel, track: PoseTrack) -> NDArray[np.float64]:
    """(G, 4) probabilities of the phases, of a raw track's samples."""
    samples = track_features(repair(track).track, causal=False)
    return teacher.probabilities(teacher.whole(samples.values))
