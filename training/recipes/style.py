"""The style network: few clips of dances in, a network that names them, and what it is worth by clip, out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import UNKNOWN, ModelCard, TrainingData
from dancecoach.models.style import LEAST_S, SLICE_S
from dancecoach.motion.features import FEATURES, normalise, track_features
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.augment import STYLE_AUGMENTATION, Augmentation
from training.data.batches import Cutter
from training.data.mocap import OTHERS
from training.data.packs import pack_of
from training.data.sequences import normalisation
from training.data.sets import StyleSet
from training.data.splits import grouped_folds, refuse_leak
from training.data.store import ClipStore
from training.networks.backend import start
from training.networks.members import SEEDS_APART
from training.networks.style_gru import StyleGru, united
from training.networks.view import view_kernel
from training.predict import predict
from training.recipes.style_data import Dances, Others, StyleBatches
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
        variants: varied copies of each clip, where the clips are few.
        most_copies: varied copies in all; of many clips, fewer each.
        strange: share of a batch that is movement which is none of the dances, a class of its own.
        augmentation: how far they are varied.
        label_smoothing: share of each target that goes to all classes.
        steps: batches in a round.
        schedule: of the fitting; the last round's weights are taken, nothing is chosen by the judged clips.
        folds: of the judgement by clip.
        members: networks that are trained, each by other chances, and then vote as one.
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
    most_copies: int = 2000
    strange: float = 0.25
    augmentation: Augmentation = STYLE_AUGMENTATION
    label_smoothing: float = 0.05
    steps: int = 17
    schedule: Schedule = attrs.field(factory=lambda: Schedule(epochs=30, learning_rate=3e-3, patience=0))
    folds: int = 5
    members: int = 1
    seed: int = 0
    threads: int = 0

    def copies(self, clips: int) -> int:
        """Varied copies of each of so many clips."""
        return int(np.clip(self.most_copies // clips, 2, max(2, self.variants)))

    @classmethod
    def usual(cls, *, seed: int = 0, threads: int = 0, epochs: int = 0, members: int = 1) -> "StyleTraining":
        """The settings of the shipped network.

        Args:
            seed: of everything.
            threads: TensorFlow's; 0 leaves it to it.
            epochs: rounds; 0 is the usual number.
            members: networks that vote as one.
        """
        settings = cls(members=members, seed=seed, threads=threads)
        return attrs.evolve(settings, schedule=attrs.evolve(settings.schedule, epochs=epochs)) if epochs else settings


@attrs.frozen(eq=False)
class Fitted:
    """A trained network with its normalisation.

    Attributes:
        system: how it is built.
        network: the Keras model.
        mean: (F,) of the features.
        scale: (F,) of the features.
        history: how the training went.
    """

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
class Workshop:
    """What all folds share.

    Attributes:
        dances: clips with their features.
        others: movement that is none of them, or None.
        settings: of the training.
        progress: listener.
        cancel: stops it.
    """

    dances: Dances
    others: Others | None
    settings: StyleTraining
    progress: ProgressCallback = ignore_progress
    cancel: CancelToken | None = None

    @classmethod
    def open(
        cls,
        dances: StyleSet,
        others: ClipStore | None,
        settings: StyleTraining,
        *,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> "Workshop":
        """Work the features of the clips out.

        Args:
            dances: clips of dances.
            others: as in `cross_validate`.
            settings: of the training.
            progress: listener.
            cancel: stops it.

        Raises:
            Cancelled: ``cancel`` was set.
        """
        varied = (settings.augmentation, settings.seed)
        found = Dances.of(dances, settings.copies(len(dances)), *varied, progress=progress, cancel=cancel)
        strange = None if others is None else Others.of(others, *varied, progress=progress, cancel=cancel)
        return cls(found, strange, settings, progress, cancel)

    def fit(self, clips: NDArray[np.intp], stage: str) -> Fitted:
        """A network trained on some clips: one, or several that vote."""
        settings = self.settings
        mean, scale = normalisation(self.dances.found, clips)
        kernel = view_kernel(np.concatenate([normalise(v, mean, scale) for v in self.dances.values(clips)]), scale)
        system = StyleGru(
            len(mean), len(self.labels), settings.units, settings.layers, settings.dropout, settings.input_dropout,
            settings.stride, noise=settings.noise, view=kernel.shape[1],
        )  # fmt: skip
        networks, histories = [], []
        for number in range(settings.members):
            seed = settings.seed + number * SEEDS_APART
            start(seed, settings.threads)
            network = system.build()
            network.get_layer("view").set_weights([kernel])
            said = stage if settings.members == 1 else f"{stage}, network {number + 1} of {settings.members}"
            histories.append(self._train(network, self._batches(clips, mean, scale, seed), said))
            networks.append(network)
        if settings.members > 1:
            system, network = united(system, networks)
        return Fitted(system, network, mean, scale, _together(histories))

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the network's classes: the dances and, where other movement is taught, none of them as the last."""
        return (*self.dances.labels, UNKNOWN) if self.knows_none else self.dances.labels

    @property
    def knows_none(self) -> bool:
        """Whether there is other movement to learn from."""
        return self.others is not None and len(self.others.taught) > 0

    def _batches(
        self, clips: NDArray[np.intp], mean: NDArray[np.float32], scale: NDArray[np.float32], seed: int
    ) -> StyleBatches:
        settings, dances = self.settings, self.dances
        length = int(settings.longest_s * RATE_HZ)
        batches = StyleBatches(
            Cutter(dances.found, mean, scale, length), clips, dances.truth, len(dances.labels),
            settings.schedule.batch, settings.steps, settings.shortest_s, dances.shares(clips), seed,
        )  # fmt: skip
        if self.others is None or not self.knows_none:
            return batches
        strange = Cutter(self.others.found, mean, scale, length)
        return attrs.evolve(batches, others=strange, taught=self.others.taught, share=settings.strange)

    def _train(self, network: Any, batches: StyleBatches, stage: str) -> History:
        settings = self.settings
        return fit(
            network, batches.round, settings.steps, settings.schedule, label_smoothing=settings.label_smoothing,
            stage=stage, progress=self.progress, cancel=self.cancel,
        )  # fmt: skip


def _together(histories: Sequence[History]) -> History:
    """Of networks that were trained for the same number of rounds: the mean of their losses."""
    losses = np.mean([history.losses for history in histories], axis=0)
    return History(tuple(losses.tolist()), (), histories[0].best)


def _long_enough(values: NDArray[np.float32]) -> bool:
    """Whether the app would name a style at all."""
    return bool((values[:, _THERE] > 0.5).sum() >= LEAST_S * RATE_HZ)


def cross_validate(
    dances: StyleSet,
    settings: StyleTraining,
    others: ClipStore | None = None,
    strangers: Sequence[PoseTrack] = (),
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> StyleReport:
    """Judge the settings: every clip by a network that saw neither it nor what belongs to its take.

    Args:
        dances: clips of dances.
        settings: how.
        others: movement that is none of the dances, as `others_store` parts it: some is taught, the rest sets the
            thresholds.
        strangers: clips of none of the dances, only to judge by; those too short for a style are left out.
        progress: listener.
        cancel: stops it.

    Raises:
        InputError: there are too few clips or takes of a dance.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    shop = Workshop.open(dances, others, settings, progress=progress, cancel=cancel)
    clips = shop.dances
    unlike = [] if shop.others is None else shop.others.values()
    new = [values for values in (track_features(t, causal=True).values for t in strangers) if _long_enough(values)]
    logits = np.zeros((len(clips.names), len(shop.labels)))
    said = np.zeros((settings.folds, len(unlike) + len(new), len(shop.labels)))
    for number, fold in enumerate(grouped_folds(dances.styles, clips.groups, settings.folds, settings.seed)):
        refuse_leak([clips.groups[i] for i in fold.train], [clips.groups[i] for i in fold.test], "take")
        fitted = shop.fit(fold.train, f"fold {number + 1} of {settings.folds}")
        logits[fold.test] = fitted.logits(clips.values(fold.test))
        if said.size:
            said[number] = fitted.logits([*unlike, *new])
    kept, judged = (part.reshape(-1, len(shop.labels)) for part in np.split(said, [len(unlike)], axis=1))
    near = np.zeros(0, np.bool_) if shop.others is None else np.tile(shop.others.near, settings.folds)
    return StyleReport(clips.labels, clips.names, clips.truth, logits, kept, judged, clips.groups, near)


def train_style(
    dances: StyleSet,
    settings: StyleTraining,
    report: StyleReport,
    others: ClipStore | None = None,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    today: date | None = None,
) -> tuple[Run, History]:
    """Train on all clips, with the thresholds that the judgement gave.

    Args:
        dances: clips of dances.
        settings: how; those of the report.
        report: of `cross_validate`.
        others: as there.
        progress: listener.
        cancel: stops it.
        today: date on the card; the day of the call when left out.

    Raises:
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    shop = Workshop.open(dances, others, settings, progress=progress, cancel=cancel)
    count = len(shop.dances.names)
    fitted = shop.fit(np.arange(count), "all clips")
    if shop.knows_none:
        _raise_none(fitted.network, report.shift)
    pack = pack_of(dances.name)
    made_from = [TrainingData(pack.name, pack.source, pack.licence, count)]
    if shop.others is not None:
        made_from.append(TrainingData(*OTHERS, len(shop.others.taught)))
    card = ModelCard(
        kind="style",
        name=f"style-{dances.name}",
        version="2",
        date=(today or date.today()).isoformat(),
        labels=shop.labels,
        causal=False,
        look_ahead=0,
        mean=fitted.mean,
        scale=fitted.scale,
        temperature=report.temperature,
        unknown=report.unknown,
        training=tuple(made_from),
        metrics={"by_clip": report.to_dict()},
    )
    return Run(fitted.system, fitted.network, card), fitted.history


def _raise_none(network: Any, shift: float) -> None:
    """Have a network say none of the dances as much more readily as its judgement asks for."""
    last = network.get_layer("logits")
    kernel, bias = last.get_weights()
    bias[-1] += shift
    last.set_weights([kernel, bias])
