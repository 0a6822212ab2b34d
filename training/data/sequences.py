"""Features of a whole set of clips, worked out once and mapped into memory: plain, and varied several times over."""

import hashlib
import json
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from dancecoach.files import output_error, write_text
from dancecoach.motion.features import FEATURE_SET, FEATURES, mirrored, track_features
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.augment import PLAIN, Augmentation, augmented
from training.data.clips import Clip
from training.data.store import ClipStore

_SCHEMA = "dancecoach.sequences/2"
_KINDS = ("values", "labels", "weights")


@attrs.frozen(eq=False)
class Sequences:
    """V variants of C clips on the even grid of the features; variant 0 is the clip as it is.

    Attributes:
        values: (N, F) float16 features, NaN where missing; all clips and variants one after the other.
        labels: (N,) uint8 positions in `PHASES`, of the frame nearest in time.
        weights: (N,) float16, how much a sample's label counts.
        bounds: (V, C, 2) first row and row after the last of each.
    """

    values: NDArray[np.float16]
    labels: NDArray[np.uint8]
    weights: NDArray[np.float16]
    bounds: NDArray[np.int64]

    @property
    def variants(self) -> int:
        """V."""
        return len(self.bounds)

    def rows(self, clip: int, variant: int = 0) -> slice:
        """Where a clip's samples are."""
        start, stop = self.bounds[variant, clip].tolist()
        return slice(start, stop)

    def length(self, clip: int, variant: int = 0) -> int:
        """Number of samples of a clip."""
        start, stop = self.bounds[variant, clip].tolist()
        return int(stop - start)


@attrs.frozen
class Recipe:
    """How features are made of clips.

    Attributes:
        causal: whether they look back only.
        variants: how many varied copies there are beside the plain one.
        augmentation: how far they are varied.
        seed: of the variation.
    """

    causal: bool
    variants: int = 0
    augmentation: Augmentation = PLAIN
    seed: int = 0

    def key(self, of: str) -> str:
        """A short text that differs wherever the result may."""
        parts = [_SCHEMA, FEATURE_SET, FEATURES, attrs.asdict(self), of]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def sequences(
    store: ClipStore,
    recipe: Recipe,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Sequences:
    """The features of all clips of a store, kept in its folder.

    Args:
        store: the clips.
        recipe: what is wanted.
        progress: listener.
        cancel: stops the work.

    Raises:
        OutputError: the files cannot be written.
        Cancelled: ``cancel`` was set.
    """
    name = f"{FEATURE_SET}-{'causal' if recipe.causal else 'centred'}-{recipe.variants}"
    note = store.folder / f"{name}.json"
    wanted = recipe.key(store.key)
    if not _matches(note, wanted):
        note.unlink(missing_ok=True)
        try:
            _write(store.folder / name, store, recipe, progress, cancel)
        except OSError as error:
            raise output_error(store.folder, error) from error
        write_text(note, json.dumps({"key": wanted}) + "\n")
    part = {kind: np.load(f"{store.folder / name}.{kind}.npy", mmap_mode="r") for kind in _KINDS}
    return Sequences(bounds=np.load(f"{store.folder / name}.bounds.npy"), **part)


def _matches(note: Path, wanted: str) -> bool:
    try:
        return bool(json.loads(note.read_text("utf-8"))["key"] == wanted)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(
    base: Path, clips: ClipStore, recipe: Recipe, progress: ProgressCallback, cancel: CancelToken | None
) -> None:
    """Every variant of every clip, straight to the files; rows are counted beforehand by the longest they can be."""
    many = recipe.variants + 1
    rng = np.random.default_rng(recipe.seed)
    longest = max(1.0, recipe.augmentation.stretch)
    room = sum(many * (int(_seconds(clip) * longest * 30) + 2) for clip in clips)
    shapes: dict[str, tuple[Any, tuple[int, ...]]] = {
        "values": (np.float16, (room, len(FEATURES))), "labels": (np.uint8, (room,)), "weights": (np.float16, (room,)),
    }  # fmt: skip
    for kind in shapes:
        # Not over the old file: another process may have it mapped, for a training with the recipe before.
        Path(f"{base}.{kind}.npy").unlink(missing_ok=True)
    files = {k: open_memmap(f"{base}.{k}.npy", "w+", dtype, shape) for k, (dtype, shape) in shapes.items()}
    bounds = np.zeros((many, len(clips), 2), np.int64)
    stop = 0
    for number, clip in enumerate(clips):
        if cancel is not None:
            cancel.check()
        for variant in range(many):
            varied = augmented(clip, recipe.augmentation, rng) if variant else clip
            found = track_features(varied.track, causal=recipe.causal)
            start, stop = stop, stop + len(found)
            bounds[variant, number] = start, stop
            nearest = nearest_frames(varied.track.times, found.times)
            files["values"][start:stop] = np.clip(found.values, -6e4, 6e4)
            files["labels"][start:stop] = varied.labels[nearest]
            files["weights"][start:stop] = varied.weights[nearest]
        progress(Progress("working out features", number + 1, len(clips)))
    for file in files.values():
        file.flush()
    np.save(f"{base}.bounds.npy", bounds)


def _seconds(clip: Clip) -> float:
    times = clip.track.times
    return float(times[-1] - times[0]) if len(times) else 0.0


def nearest_frames(times: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.intp]:
    """(G,) position of the frame nearest to each moment."""
    middles = (times[1:] + times[:-1]) / 2
    return np.searchsorted(middles, at)


def normalisation(found: Sequences, clips: NDArray[np.intp]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(F,) mean and (F,) spread of the features of some clips as they are and mirrored, so that no side is preferred.

    A feature that never varies, or is never known, gets the spread 1.
    """
    rows = np.concatenate([found.values[found.rows(int(clip))] for clip in clips]).astype(np.float32)
    total, squares, count = (np.zeros(len(FEATURES)) for _ in range(3))
    for block in np.array_split(rows, max(1, len(rows) // 65536)):
        for side in (block, mirrored(block)):
            known = np.isfinite(side)
            plain = np.where(known, side, 0.0).astype(np.float64)
            total += plain.sum(0)
            squares += (plain**2).sum(0)
            count += known.sum(0)
    mean = total / np.maximum(count, 1)
    spread = np.sqrt(np.maximum(squares / np.maximum(count, 1) - mean**2, 0.0))
    spread[spread < 1e-3] = 1.0
    return mean.astype(np.float32), spread.astype(np.float32)
