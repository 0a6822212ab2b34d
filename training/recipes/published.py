"""The published protocol for the dance trends, beside the same network judged by clip.

Overlapping windows of ten frames split at random put neighbours of one clip, nearly the same, on both sides: the
network is asked about what it has seen. Split by clip it is asked about clips that it has not.
"""

from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.splits import folds_by_clip
from training.data.trends import load_trend, trend_files
from training.metrics import accuracy, confusion
from training.networks.backend import start
from training.networks.gru50 import COLUMNS, WINDOW, Gru50

_BATCH = 64


@attrs.frozen
class PublishedTraining:
    """Settings.

    Attributes:
        epochs: rounds over the windows; 16 as published.
        step: frames from one window to the next.
        layers: GRUs on one another; 4 as published.
        folds: of the split by clip.
        seed: of everything.
        threads: TensorFlow's; 0 leaves it to it.
    """

    epochs: int = 16
    step: int = 1
    layers: int = 4
    folds: int = 5
    seed: int = 0
    threads: int = 0


@attrs.frozen(eq=False)
class PublishedReport:
    """What the network is worth, asked in two ways.

    Attributes:
        labels: of the dances.
        random: confusion of windows, split at random: the published protocol. It says little about new clips.
        windows: confusion of windows, split by clip.
        clips: confusion of clips by the mean over their windows, split by clip.
    """

    labels: tuple[str, ...]
    random: NDArray[np.int64]
    windows: NDArray[np.int64]
    clips: NDArray[np.int64]

    def tables(self) -> dict[str, NDArray[np.int64]]:
        """Confusion matrices by a title that holds the accuracy."""
        return {
            f"published protocol, windows split at random: {accuracy(self.random):.1%}": self.random,
            f"windows, split by clip: {accuracy(self.windows):.1%}": self.windows,
            f"clips, split by clip: {accuracy(self.clips):.1%}": self.clips,
        }

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON."""
        parts = {"random_windows": self.random, "windows_by_clip": self.windows, "clips": self.clips}
        return {
            "labels": list(self.labels),
            **{k: {"accuracy": round(accuracy(t), 4), "confusion": t.tolist()} for k, t in parts.items()},
        }


@attrs.frozen(eq=False)
class _Windows:
    """N windows of all clips.

    Attributes:
        values: (N, 10, 132).
        truth: (N,) dances.
        clip: (N,) which clip each is from.
    """

    values: NDArray[np.float32]
    truth: NDArray[np.intp]
    clip: NDArray[np.intp]


def run_published(
    folder: Path,
    settings: PublishedTraining,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> PublishedReport:
    """Train and judge in both ways.

    Raises:
        InputError: there are no clips, or too few of a class.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    styles, windows = _read(folder, settings.step)
    labels = tuple(sorted(set(styles)))
    classes, count = len(labels), settings.folds + 1
    test = np.random.default_rng(settings.seed).random(len(windows.truth)) < 0.2
    said = _train_and_judge(windows, test, classes, settings, cancel).argmax(1)
    by_chance = confusion(windows.truth[test], said, classes)
    progress(Progress("published network", 1, count))
    shares = np.zeros((len(windows.truth), classes))
    for number, fold in enumerate(folds_by_clip(styles, settings.folds, settings.seed), 2):
        test = np.isin(windows.clip, fold.test)
        shares[test] = _train_and_judge(windows, test, classes, settings, cancel)
        progress(Progress("published network", number, count))
    truth = np.array([labels.index(s) for s in styles])
    votes = np.stack([shares[windows.clip == i].mean(0) for i in range(len(styles))])
    return PublishedReport(
        labels,
        by_chance,
        confusion(windows.truth, shares.argmax(1), classes),
        confusion(truth, votes.argmax(1), classes),
    )


def _read(folder: Path, step: int) -> tuple[list[str], _Windows]:
    """Class of each clip, and the windows of all."""
    tracks = [load_trend(path) for path in trend_files(folder)]
    styles = [label for _, label in tracks]
    labels = sorted(set(styles))
    values, truth, clip = [], [], []
    for number, (track, label) in enumerate(tracks):
        rows = np.concatenate([track.landmarks, track.visibility[..., None]], -1)[track.found].reshape(-1, COLUMNS)
        cut = np.lib.stride_tricks.sliding_window_view(rows, WINDOW, axis=0)[::step].transpose(0, 2, 1)
        values.append(np.ascontiguousarray(cut))
        truth += [labels.index(label)] * len(cut)
        clip += [number] * len(cut)
    return styles, _Windows(np.concatenate(values), np.array(truth), np.array(clip))


def _train_and_judge(
    windows: _Windows,
    test: NDArray[np.bool_],
    classes: int,
    settings: PublishedTraining,
    cancel: CancelToken | None,
) -> NDArray[np.float32]:
    """(n, classes) probabilities of the test windows by a network trained on all others."""
    if cancel is not None:
        cancel.check()
    start(settings.seed, settings.threads)
    model = Gru50(classes, layers=settings.layers).build()
    model.fit(windows.values[~test], windows.truth[~test], _BATCH, settings.epochs, verbose=0)
    return np.asarray(model.predict(windows.values[test], 1024, verbose=0))
