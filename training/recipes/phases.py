"""The phase networks: drawn clips in, a trained network for Live or for Review out."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.models.card import ModelCard, TrainingData
from dancecoach.motion.phases import PHASES
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.augment import PHASES_AUGMENTATION, Augmentation
from training.data.batches import Batch, Cutter, Rng, epoch
from training.data.phases import class_weights, phase_store
from training.data.sequences import Recipe, Sequences, normalisation, sequences
from training.data.splits import refuse_leak
from training.data.store import ClipStore
from training.errors import CallError
from training.networks.backend import start
from training.networks.members import SEEDS_APART
from training.networks.phases_gru import PhasesGru, united
from training.recipes.phases_batches import PhaseBatches, real_pieces
from training.recipes.phases_judge import PhasesJudge, cautious
from training.recipes.teacher import Lessons
from training.run import Run
from training.train import History, Schedule, fit

DRAWN = "drawn gymnast"

_VOTING = 3
"""Networks that vote in Review: on real clips a point better than one of them (`training/RESULTS.md`)."""


@attrs.frozen
class PhasesTraining:
    """Settings of a phase network's training.

    Attributes:
        live: for Live, from the past alone; else for Review, both ways.
        units: of each GRU.
        layers: GRUs on one another.
        dropout: share left out between them.
        look_ahead: samples of 1/30 s by which a live verdict trails.
        length: samples in a piece of a clip.
        variants: varied copies of each clip.
        augmentation: how far they are varied.
        balance: 0 counts all samples alike, 1 all phases.
        taught: share of the pieces that are real movement with a teacher's verdicts, where there is such.
        members: networks that are trained, each by other chances, and then vote as one; for Review.
        schedule: of the fitting.
        seed: of everything.
        threads: TensorFlow's; 0 leaves it to it.
    """

    live: bool
    units: int = 96
    layers: int = 2
    dropout: float = 0.3
    look_ahead: int = 2
    length: int = 180
    variants: int = 5
    augmentation: Augmentation = PHASES_AUGMENTATION
    balance: float = 0.5
    taught: float = 0.1
    members: int = 1
    schedule: Schedule = attrs.field(factory=lambda: Schedule(epochs=30))
    seed: int = 0
    threads: int = 0

    @classmethod
    def usual(
        cls, *, live: bool, seed: int = 0, threads: int = 0, epochs: int = 0, members: int = 0
    ) -> "PhasesTraining":
        """The settings of the shipped networks.

        Args:
            live: for Live, else for Review.
            seed: of everything.
            threads: TensorFlow's; 0 leaves it to it.
            epochs: most rounds; 0 is the usual number.
            members: networks that vote as one; 0 is the usual number.
        """
        if live:
            schedule = Schedule(epochs=epochs or 60, patience=0)
            return cls(live, units=128, schedule=schedule, seed=seed, threads=threads, members=members or 1)
        schedule = Schedule(epochs=epochs or 30)
        return cls(live, schedule=schedule, seed=seed, threads=threads, members=members or _VOTING)

    @property
    def delay(self) -> int:
        """Samples by which a verdict trails; 0 where the future is known."""
        return self.look_ahead if self.live else 0

    @property
    def name(self) -> str:
        """Of the network, as results name it."""
        return "phases-live" if self.live else "phases-review"


def train_phases(
    folder: Path,
    settings: PhasesTraining,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    *,
    today: date | None = None,
    lessons: Lessons | None = None,
) -> tuple[Run, History]:
    """Train on the clips of the split "train", choose by those of "validation".

    Args:
        folder: drawn clips, or a folder of such folders.
        settings: how.
        progress: listener.
        cancel: stops it.
        today: date on the card; the day of the call when left out.
        lessons: real movement with Review's verdicts, for Live; None trains on drawn clips alone.

    Raises:
        CallError: several members are wanted for Live.
        InputError: a split has no clips, or a performer is in both.
        EngineError: TensorFlow is not installed.
        Cancelled: ``cancel`` was set.
    """
    if settings.live and settings.members > 1:
        raise CallError("one network follows a camera", subject=f"{settings.members} members", remedy="train one")
    start(settings.seed, settings.threads)  # said now if TensorFlow is missing, not after minutes of features
    store = phase_store(folder, repaired=not settings.live, progress=progress, cancel=cancel)
    train, validation = _split(store, "train"), _split(store, "validation")
    refuse_leak(_performers(store, train), _performers(store, validation), "performer")
    recipe = Recipe(settings.live, settings.variants, settings.augmentation, settings.seed)
    found = sequences(store, recipe, progress, cancel)
    mean, scale = normalisation(found, train)
    cutter = Cutter(found, mean, scale, settings.length)
    judge = PhasesJudge(found, validation, mean, scale, settings.delay)
    make = PhaseBatches(
        _balance(found, train, settings.balance), settings.delay, real_pieces(lessons, cutter, settings.taught)
    )
    system, network, history = _fit(settings, cutter, train, make, judge, progress=progress, cancel=cancel)
    temperature = judge.temperature(network)
    worth = {"split": "unseen drawn people", "frames_macro_f1": round(history.scores[history.best], 4)}
    if settings.live:
        worth |= cautious(network, judge, temperature)
    sources = (
        TrainingData(DRAWN, "python -m training figure", "Apache-2.0", len(train)),
        *(lessons.sources if lessons else ()),
    )
    card = attrs.evolve(
        _card(settings, mean, scale, worth), temperature=temperature, training=sources,
        date=(today or date.today()).isoformat(),
    )  # fmt: skip
    return Run(system, network, card), history


def _fit(
    settings: PhasesTraining,
    cutter: Cutter,
    train: NDArray[np.intp],
    make: PhaseBatches,
    judge: PhasesJudge,
    *,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> tuple[PhasesGru, Any, History]:
    """A network, or several that vote as one."""
    system = PhasesGru(
        len(cutter.mean), len(PHASES), settings.units, settings.layers, settings.dropout,
        bidirectional=not settings.live,
    )  # fmt: skip
    steps, networks, histories = _steps(cutter, train, settings.schedule.batch), [], []
    for number in range(settings.members):
        own = attrs.evolve(settings, seed=settings.seed + number * SEEDS_APART)
        start(own.seed, own.threads)
        networks.append(system.build())
        said = own.name if own.members == 1 else f"{own.name} {number + 1} of {own.members}"
        rounds = partial(_round, own, cutter, train, make)
        histories.append(
            fit(networks[-1], rounds, steps, own.schedule, judge.macro_f1, stage=said, progress=progress, cancel=cancel)
        )
    if settings.members == 1:
        return system, networks[0], histories[0]
    system, network = united(system, networks)
    return system, network, _voted(histories, judge.macro_f1(network))


def _round(
    settings: PhasesTraining, cutter: Cutter, clips: NDArray[np.intp], make: PhaseBatches, number: int
) -> Iterator[Batch]:
    return epoch(cutter, clips, settings.schedule.batch, _rng(settings, number), make)


def _voted(histories: Sequence[History], verdict: float) -> History:
    """The rounds of all members one after the other, and then the verdict on their vote."""
    losses = [loss for history in histories for loss in history.losses]
    scores = [score for history in histories for score in history.scores]
    return History((*losses, losses[-1]), (*scores, verdict), len(scores))


def _card(
    settings: PhasesTraining, mean: NDArray[np.float32], scale: NDArray[np.float32], worth: dict[str, Any]
) -> ModelCard:
    """What follows from the settings; when it was made, and from what, is said by the training."""
    return ModelCard(
        kind="phases",
        name=settings.name,
        version="2",
        date="",
        labels=PHASES,
        causal=settings.live,
        look_ahead=settings.delay,
        mean=mean,
        scale=scale,
        metrics={"validation": worth},
    )


def _split(store: ClipStore, split: str) -> NDArray[np.intp]:
    clips = store.where(split=split)
    if not len(clips):
        raise InputError(
            f"holds no clips of the split {split}",
            subject=store.folder.parent.parent,
            remedy=f"draw some with python -m training figure FOLDER --split {split}",
        )
    return clips


def _performers(store: ClipStore, clips: NDArray[np.intp]) -> Sequence[str]:
    return [str(store.entries[int(clip)]["performer"]) for clip in clips]


def _balance(found: Sequences, clips: NDArray[np.intp], power: float) -> NDArray[np.float32]:
    return class_weights(np.concatenate([found.labels[found.rows(int(clip))] for clip in clips]), power)


def _rng(settings: PhasesTraining, number: int) -> Rng:
    return np.random.default_rng((settings.seed, number))


def _steps(cutter: Cutter, clips: NDArray[np.intp], size: int) -> int:
    """PhaseBatches in a round, as `epoch` gives them."""
    pieces = sum(max(1, round(cutter.found.length(int(c)) / cutter.length)) for c in clips)
    return -(-pieces // size)
