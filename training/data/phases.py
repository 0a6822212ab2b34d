"""Drawn clips as the phase networks take them."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import IDLE, PHASES, runs
from dancecoach.pose.repair import repair
from dancecoach.pose.skeleton import BODY_13
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.clips import Clip
from training.data.drawn import DrawnClip, drawn_truths, load_drawn
from training.data.store import ClipStore, stored

SOFT_SAMPLES = 4
"""Samples to each side over which the beginning of a take-off and the end of a landing go over from one phase to the
other: people differ by as much about where a knee bend begins and when someone stands steady."""

CONTACT_SAMPLES = 1
"""The same for the last and the first contact, which are seen to a frame."""


def phase_store(
    folder: Path,
    *,
    repaired: bool,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> ClipStore:
    """The drawn clips of a folder, read once and then kept beside them.

    Args:
        folder: made by ``python -m training figure``, or a folder of such folders.
        repaired: whether the tracks are repaired, as for Review; Live works on raw ones.
        progress: listener.
        cancel: stops the reading.

    Raises:
        InputError: there are no clips.
        PoseFileError: a clip is damaged.
        Cancelled: ``cancel`` was set.
    """
    folders = drawn_folders(folder)
    truths = [path for part in folders for path in drawn_truths(part)]
    newest = max(path.stat().st_mtime_ns for path in truths)
    name = "repaired" if repaired else "raw"

    def clips() -> Iterator[Clip]:
        all_drawn = ((part, drawn) for part in folders for drawn in load_drawn(part))
        for number, (part, drawn) in enumerate(all_drawn, 1):
            if cancel is not None:
                cancel.check()
            yield phase_clip(drawn, part.name, repaired=repaired)
            progress(Progress(f"reading clips ({name})", number, len(truths)))

    return stored(folder / "training" / name, clips(), f"{len(truths)} clips, newest {newest}")


def drawn_folders(folder: Path) -> list[Path]:
    """The folder itself where it holds drawn clips, else those of its folders that do."""
    inside = sorted(note.parent for note in folder.glob("*/drawn.json"))
    return [folder] if (folder / "drawn.json").is_file() or not inside else inside


def phase_clip(drawn: DrawnClip, of: str, *, repaired: bool) -> Clip:
    """A drawn clip with its phases, named after its folder; frames that teach nothing weigh nothing."""
    track = repair(drawn.track).track if repaired else drawn.track
    truth = drawn.truth
    return Clip(
        name=f"{of}/clip-{drawn.index:05d}",
        track=track.to_skeleton(BODY_13),
        labels=drawn.labels.astype(np.uint8),
        weights=drawn.usable.astype(np.float32),
        performer=truth.performer,
        split=truth.split,
        kind=truth.kind,
        moves=truth.moves,
    )


def soft_targets(labels: NDArray[np.integer]) -> NDArray[np.float32]:
    """(G, 4) target probabilities on the grid: the labels, with soft borders (`SOFT_SAMPLES`, `CONTACT_SAMPLES`)."""
    targets: NDArray[np.float32] = np.eye(len(PHASES), dtype=np.float32)[labels]
    found = runs(labels)
    for (before, a, _), (after, b, end) in pairwise(found):
        outer = IDLE in (before, after)
        # Never past the middle of either phase.
        width = min(SOFT_SAMPLES if outer else CONTACT_SAMPLES, (b - a) // 2, (end - b + 1) // 2)
        share = ((np.arange(2 * width) + 0.5) / max(2 * width, 1))[:, None]
        span = slice(b - width, b + width)
        targets[span] = (1 - share) * np.eye(len(PHASES))[before] + share * np.eye(len(PHASES))[after]
    return targets


def class_weights(labels: NDArray[np.integer], power: float = 0.5) -> NDArray[np.float32]:
    """(4,) weights of the phases, mean 1 over the samples.

    Args:
        labels: (N,) positions in `PHASES`.
        power: 0 treats all samples alike, 1 all phases.
    """
    counts = np.maximum(np.bincount(labels, minlength=len(PHASES)), 1).astype(np.float64)
    weights = (counts.sum() / counts) ** power
    return np.asarray(weights / (weights * counts).sum() * counts.sum(), np.float32)
