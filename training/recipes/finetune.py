"""Review's phase network goes on learning from phases that a person corrected, a copy of it: the shipped one stays.

What few clips say must not cost what thousands did: the copy learns slowly, for a few rounds, and half of what it is
shown are drawn figures whose phases are exactly known. How much better it is, is asked of clips that a copy has not
seen: all of a person's, where it is known who is in the clips, else clip by clip.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import ModelCard, TrainingData
from dancecoach.motion.phases import PHASES
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.augment import PHASES_AUGMENTATION
from training.data.batches import Batch, Cutter, Rng, epoch
from training.data.phases import class_weights, soft_targets
from training.data.sequences import Recipe, Sequences, sequences
from training.data.splits import Fold
from training.data.store import write_store
from training.evaluate import PhaseReport, judge_all, review_judge
from training.export.weights import phases_network
from training.export.write import export
from training.networks.backend import start
from training.recipes.finetune_data import Corrected, clip_of, drawn_cases
from training.recipes.finetune_report import Finetuned
from training.train import Schedule, fit


@attrs.frozen
class FinetuneSettings:
    """How a copy is trained.

    Attributes:
        epochs: rounds over the clips.
        learning_rate: the highest; a tenth of that of the first training.
        variants: varied copies of each clip.
        folds: parts that are held out in turn.
        drawn: figures by chance that keep alive what was learnt before.
        asked: figures of other people that say whether it is alive.
        batch: pieces in a batch.
        length: samples in a piece.
        seed: of everything.
        threads: TensorFlow's; 0 leaves it to it.
    """

    epochs: int = 6
    learning_rate: float = 2e-4
    variants: int = 2
    folds: int = 3
    drawn: int = 16
    asked: int = 12
    batch: int = 16
    length: int = 180
    seed: int = 0
    threads: int = 0


def finetune(
    clips: Sequence[Corrected],
    base: Path,
    out: Path,
    name: str,
    *,
    work: Path,
    settings: FinetuneSettings | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Finetuned:
    """Train a copy on all of the clips, and say by others that were held out what it is worth.

    Args:
        clips: at least `FEWEST`.
        base: the network to copy.
        out: the new file.
        name: for the card.
        work: folder for what is made on the way.
        settings: how.
        progress: listener.
        cancel: stops it.

    Raises:
        EngineError: TensorFlow is not installed.
        ModelError: the network cannot be trained on.
        OutputError: something cannot be written.
        Cancelled: ``cancel`` was set.
    """
    settings = settings or FinetuneSettings()
    start(settings.seed, settings.threads)  # said now if TensorFlow is missing, not after minutes of figures
    lesson = _Lesson.of(clips, base, settings, work, progress=progress, cancel=cancel)
    persons = [clip.person for clip in clips]
    by_person = len(set(persons) - {""}) > 1
    groups = [person if by_person and person else f"clip {i}" for i, person in enumerate(persons)]
    parts = list(_parts(groups, settings))
    own, before = [clip.case() for clip in clips], review_judge(base)
    after: dict[int, Any] = {}
    many = len(parts) + 1
    for number, part in enumerate(parts):
        draft = lesson.taught(part.train, f"part {number + 1} of {many}", work / "draft.onnx", lesson.card)
        report = judge_all("copy", [own[i] for i in part.test], review_judge(draft))
        after |= dict(zip(part.test.tolist(), report.clips, strict=True))
    everything = np.arange(len(clips), dtype=np.intp)
    last = lesson.taught(everything, f"part {many} of {many}", work / "draft.onnx", lesson.card)
    asked = list(drawn_cases("validation", settings.asked, settings.seed, progress, cancel))
    found = Finetuned(
        judge_all("shipped", own, before),
        PhaseReport("copy", tuple(after[i] for i in range(len(clips)))),
        judge_all("shipped", asked, before),
        judge_all("copy", asked, review_judge(last)),
        by_person,
    )
    export(lesson.system, lesson.network, _card(lesson.card, name, len(clips), found), out)
    return found


def _parts(groups: Sequence[str], settings: FinetuneSettings) -> Iterator[Fold]:
    """Each group is held out once, several together where there are many."""
    names = np.random.default_rng(settings.seed).permutation(sorted(set(groups)))
    for held in np.array_split(names, min(settings.folds, len(names))):
        out = np.isin(groups, held)
        yield Fold(np.flatnonzero(~out), np.flatnonzero(out))


def _card(card: ModelCard, name: str, clips: int, found: Finetuned) -> ModelCard:
    told = {key: value for key, value in found.to_dict().items() if key != "clips"} | {"clips": clips}
    data = TrainingData("the user's own corrections", "the user's own", "the user's own", clips)
    return attrs.evolve(
        card, version=f"{card.version}+{name}", date=date.today().isoformat(), training=(*card.training, data),
        metrics={**card.metrics, "finetuned": told},
    )  # fmt: skip


@attrs.define(eq=False)
class _Lesson:
    """The material, and the copy that learns from it."""

    base: Path
    settings: FinetuneSettings
    found: Sequences
    own: int
    system: Any
    network: Any
    card: ModelCard
    progress: ProgressCallback
    cancel: CancelToken | None
    _fresh: list[NDArray[Any]]

    @classmethod
    def of(
        cls,
        clips: Sequence[Corrected],
        base: Path,
        settings: FinetuneSettings,
        work: Path,
        *,
        progress: ProgressCallback,
        cancel: CancelToken | None,
    ) -> "_Lesson":
        drawn = [clip_of(case) for case in drawn_cases("train", settings.drawn, settings.seed, progress, cancel)]
        store = write_store(work / "store", [*(clip.clip() for clip in clips), *drawn], "finetune")
        recipe = Recipe(False, settings.variants, PHASES_AUGMENTATION, settings.seed)
        found = sequences(store, recipe, progress, cancel)
        system, network, card = phases_network(base)
        fresh = network.get_weights()
        return cls(base, settings, found, len(clips), system, network, card, progress, cancel, fresh)

    def taught(self, rows: NDArray[np.intp], stage: str, path: Path, card: ModelCard) -> Path:
        """The file of a copy that has learnt from some of the person's clips."""
        settings = self.settings
        self.network.set_weights(self._fresh)
        cutter = Cutter(self.found, card.mean, card.scale, settings.length)
        drawn = np.arange(self.own, self.found.bounds.shape[1])
        # As many of the person's pieces as of the drawn ones.
        clips = np.concatenate([np.repeat(rows, max(1, round(len(drawn) / max(1, len(rows))))), drawn])
        labels = np.concatenate([self.found.labels[self.found.rows(int(clip))] for clip in clips])
        make = _maker(class_weights(labels))

        def rounds(number: int) -> Iterator[Batch]:
            return epoch(cutter, clips, settings.batch, np.random.default_rng((settings.seed, number)), make)

        steps = sum(1 for _ in rounds(0)) if settings.epochs else 1
        schedule = Schedule(settings.epochs, settings.batch, settings.learning_rate, patience=0)

        def tell(said: Progress) -> None:
            self.progress(Progress(f"learning, {stage}", said.done, said.total))

        fit(self.network, rounds, steps, schedule, progress=tell, cancel=self.cancel)
        export(self.system, self.network, card, path)
        return path


def _maker(weights: NDArray[np.float32]) -> Callable[[Cutter, list[int], Rng], Batch]:
    def make(cutter: Cutter, clips: list[int], rng: Rng) -> Batch:
        pieces = [cutter.piece(clip, rng) for clip in clips]
        features, mask = cutter.features(pieces)
        targets = np.zeros((*mask.shape, len(PHASES)), np.float32)
        counts = np.zeros(mask.shape, np.float32)
        for i, rows in enumerate(pieces):
            aim = soft_targets(cutter.found.labels[rows])
            targets[i, : len(aim)] = aim
            counts[i, : len(aim)] = cutter.found.weights[rows].astype(np.float32) * (aim @ weights)
        return Batch(features, mask, targets, counts)

    return make
