"""The style network: few clips of dances in, a network that names them, and what it is worth by clip, out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import ModelCard, TrainingData
from dancecoach.models.style import SLICE_S
from dancecoach.motion.features import FEATURES, normalise, track_features
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.augment import STYLE_AUGMENTATION, Augmentation
from training.data.batches import Batch, Cutter, Rng
from training.data.clips import Clip
from training.data.sequences import Recipe, Sequences, normalisation, sequences
from training.data.splits import folds_by_clip, refuse_leak
from training.data.store import ClipStore
from training.data.trends import LICENCE, SOURCE, trend_store
from training.networks.backend import start
from training.networks.style_gru import StyleGru
from training.networks.view import view_kernel
from training.predict import predict
from training.recipes.style_report import StyleReport
from training.run import Run
from training.train import History, Schedule, fit

_THERE = FEATURES.index("there")


@attrs.frozen
class StyleTraining:
    """Settings of a style network's training.

    Attributes:
        units: of the GRU in each direction.
        layers: GRUs on one another.
        dropout: before the last layer.
        input_dropout: of what is looked at, for a whole piece.
        noise: on what is looked at.
        stride: samples of 1/30 s from one step to the next.
        longest_s: longest piece of a clip, s.
        shortest_s: shortest.
        variants: varied copies of each clip.
        augmentation: how far they are varied.
        label_smoothing: share of each target that goes to all classes.
        steps: batches in a round.
        schedule: of the fitting; the last round's weights are taken, nothing is chosen by the judged clips.
        folds: of the judgement by clip.
        seed: of everything.
        threads: TensorFlow's; 0 leaves it to it.
    """

    units: int = 64
    layers: int = 1
    dropout: float = 0.4
    input_dropout: float = 0.1
    noise: float = 0.1
    stride: int = 3
    longest_s: float = 10.0
    shortest_s: float = 5.0
    variants: int = 40
    augmentation: Augmentation = STYLE_AUGMENTATION
    label_smoothing: float = 0.05
    steps: int = 17
    schedule: Schedule = attrs.field(factory=lambda: Schedule(epochs=30, learning_rate=3e-3, patience=0))
    folds: int = 5
    seed: int = 0
    threads: int = 0

    @classmethod
    def usual(cls, *, seed: int = 0, threads: int = 0, epochs: int = 0) -> "StyleTraining":
        """The settings of the shipped network.

        Args:
            seed: of everything.
            threads: TensorFlow's; 0 leaves it to it.
            epochs: rounds; 0 is the usual number.
        """
        settings = cls(seed=seed, threads=threads)
        return attrs.evolve(settings, schedule=attrs.evolve(settings.schedule, epochs=epochs)) if epochs else settings


@attrs.frozen(eq=False)
class _Workshop:
    """Everything that the folds share."""

    store: ClipStore
    found: Sequences
    labels: tuple[str, ...]
    truth: NDArray[np.intp]
    settings: StyleTraining

    def fit(
        self, clips: NDArray[np.intp], stage: str, progress: ProgressCallback, cancel: CancelToken | None
    ) -> "_Fitted":
        """A network trained on some clips."""
        settings = self.settings
        start(settings.seed, settings.threads)
        mean, scale = normalisation(self.found, clips)
        plain = np.concatenate([normalise(self._values(int(c)), mean, scale) for c in clips])
        kernel = view_kernel(plain, scale)
        system = StyleGru(
            len(mean), len(self.labels), settings.units, settings.layers, settings.dropout, settings.input_dropout,
            settings.stride, noise=settings.noise, view=kernel.shape[1],
        )  # fmt: skip
        network = system.build()
        network.get_layer("view").set_weights([kernel])
        cutter = Cutter(self.found, mean, scale, int(settings.longest_s * RATE_HZ))
        batches = _Batches(cutter, clips, self.truth, len(self.labels), settings)
        history = fit(
            network, batches.round, settings.steps, settings.schedule, label_smoothing=settings.label_smoothing,
            stage=stage, progress=progress, cancel=cancel,
        )  # fmt: skip
        return _Fitted(system, network, mean, scale, history)

    def _values(self, clip: int) -> NDArray[np.float32]:
        return self.found.values[self.found.rows(clip)].astype(np.float32)

    def clip_values(self, clips: NDArray[np.intp]) -> list[NDArray[np.float32]]:
        """(G, F) features of clips as they are."""
        return [self._values(int(clip)) for clip in clips]


@attrs.frozen(eq=False)
class _Fitted:
    """A trained network with its normalisation."""

    system: StyleGru
    network: Any
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    history: History

    def logits(self, values: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        """(C, classes) as `StyleClassifier` has them: without absences, in slices, averaged."""
        slices, owner = [], []
        for i, rows in enumerate(values):
            seen = rows[rows[:, _THERE] > 0.5]
            for part in np.array_split(seen, max(1, round(len(seen) / RATE_HZ / SLICE_S))):
                slices.append(normalise(part, self.mean, self.scale))
                owner.append(i)
        said = np.stack(predict(self.network, slices)).astype(np.float64)
        lengths = np.array([len(part) for part in slices], np.float64)
        out = np.zeros((len(values), said.shape[1]))
        np.add.at(out, owner, said * lengths[:, None])
        return out / np.maximum(np.bincount(owner, lengths, len(values)), 1)[:, None]


@attrs.frozen(eq=False)
class _Batches:
    """Batches in which every class comes as often."""

    cutter: Cutter
    clips: NDArray[np.intp]
    truth: NDArray[np.intp]
    classes: int
    settings: StyleTraining

    def round(self, number: int) -> Any:
        """The batches of a round."""
        rng = np.random.default_rng((self.settings.seed, number))
        for _ in range(self.settings.steps):
            yield self.make(rng)

    def make(self, rng: Rng) -> Batch:
        """A batch by chance."""
        counts = np.bincount(self.truth[self.clips], minlength=self.classes)
        shares = 1.0 / counts[self.truth[self.clips]]
        chosen = rng.choice(self.clips, self.settings.schedule.batch, p=shares / shares.sum())
        least, most = int(self.settings.shortest_s * RATE_HZ), self.cutter.length
        pieces = []
        for clip in chosen:
            rows = self.cutter.piece(int(clip), rng)
            pieces.append(slice(rows.start, min(rows.stop, rows.start + int(rng.integers(least, most + 1)))))
        features, mask = self.cutter.features(pieces)
        targets = np.eye(self.classes, dtype=np.float32)[self.truth[chosen]]
        return Batch(features, mask, targets, np.ones(len(chosen), np.float32))


def _workshop(
    folder: Path, settings: StyleTraining, progress: ProgressCallback, cancel: CancelToken | None
) -> _Workshop:
    store = trend_store(folder)
    # Live and whole clips alike are judged by the features that look back only.
    recipe = Recipe(True, settings.variants, settings.augmentation, settings.seed)
    found = sequences(store, recipe, progress, cancel)
    styles = [str(entry["style"]) for entry in store.entries]
    labels = tuple(sorted(set(styles)))
    return _Workshop(store, found, labels, np.array([labels.index(s) for s in styles]), settings)


def cross_validate(
    folder: Path,
    settings: StyleTraining,
    others: Sequence[Clip] = (),
    strangers: Sequence[PoseTrack] = (),
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> StyleReport:
    """Judge the settings by clip: every clip by a network that never saw it.

    Args:
        folder: clips of dances.
        settings: how.
        others: movement that is none of the styles, to set the thresholds by.
        strangers: the same, only to judge by.
        progress: listener.
        cancel: stops it.

    Raises:
        InputError: there are no clips, or too few of a class.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    shop = _workshop(folder, settings, progress, cancel)
    tracks = [*(clip.track for clip in others), *strangers]
    outside = [track_features(track, causal=True).values for track in tracks]
    names = tuple(str(entry["name"]) for entry in shop.store.entries)
    logits = np.zeros((len(names), len(shop.labels)))
    unlike = np.zeros((len(outside), settings.folds, len(shop.labels)))
    folds = folds_by_clip([shop.labels[i] for i in shop.truth], settings.folds, settings.seed)
    for number, fold in enumerate(folds, 1):
        refuse_leak([names[i] for i in fold.train], [names[i] for i in fold.test])
        fitted = shop.fit(fold.train, f"fold {number} of {settings.folds}", progress, cancel)
        logits[fold.test] = fitted.logits(shop.clip_values(fold.test))
        if outside:
            unlike[:, number - 1] = fitted.logits(outside)
    known, new = (part.reshape(-1, len(shop.labels)) for part in np.split(unlike, [len(others)]))
    return StyleReport(shop.labels, names, shop.truth, logits, known, new)


def train_style(
    folder: Path,
    settings: StyleTraining,
    report: StyleReport,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    today: date | None = None,
) -> tuple[Run, History]:
    """Train on all clips, with the thresholds that the judgement by clip gave.

    Args:
        folder: clips of dances.
        settings: how; those of the report.
        report: of `cross_validate`.
        progress: listener.
        cancel: stops it.
        today: date on the card; the day of the call when left out.

    Raises:
        InputError: there are no clips.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    shop = _workshop(folder, settings, progress, cancel)
    fitted = shop.fit(np.arange(len(shop.store)), "all clips", progress, cancel)
    progress(Progress("style trained", 1, 1))
    card = ModelCard(
        kind="style",
        name="style-trends-vn",
        version="1",
        date=(today or date.today()).isoformat(),
        labels=shop.labels,
        causal=False,
        look_ahead=0,
        mean=fitted.mean,
        scale=fitted.scale,
        temperature=report.temperature,
        unknown=report.unknown,
        training=(TrainingData("trends-vn", SOURCE, LICENCE, len(shop.store)),),
        metrics={"by_clip": report.to_dict()},
    )
    return Run(fitted.system, fitted.network, card), fitted.history
