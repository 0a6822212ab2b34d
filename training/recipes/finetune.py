"""Review's phase network goes on learning from phases that a person corrected, a copy of it: the shipped one stays.

What few clips say must not cost what thousands did: the copy learns slowly, for a few rounds, and half of what it is
shown are drawn figures whose phases are exactly known. How much better it is, is asked of clips that a copy has not
seen: all of a person's, where it is known who is in the clips, else clip by clip.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.files import write_text
from dancecoach.models.card import ModelCard, TrainingData
from dancecoach.motion.phases import PHASES
from dancecoach.pose.formats import load_npz
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.archive import DAMAGED
from training.cases import Case
from training.data.augment import PHASES_AUGMENTATION
from training.data.batches import Batch, Cutter, Rng, epoch
from training.data.clips import Clip
from training.data.phases import class_weights, soft_targets
from training.data.sequences import Recipe, Sequences, sequences
from training.data.splits import Fold
from training.data.store import write_store
from training.evaluate import PhaseReport, judge_all, review_judge
from training.export.weights import phases_network
from training.export.write import export
from training.figure.performers import Split
from training.metrics import macro_f1
from training.networks.backend import start
from training.skills.drawn import drawn_truth
from training.train import Schedule, fit

INDEX = "clips.json"
FEWEST = 3
"""Clips from which it is worth while."""

_BOOTSTRAP = 2000


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


@attrs.frozen(eq=False)
class Corrected:
    """A clip of T frames whose phases a person corrected.

    Attributes:
        name: of the clip.
        person: who is in it, or empty.
        track: the landmarks, repaired.
        labels: (T,) positions in `PHASES`, -1 where nothing was said.
    """

    name: str
    person: str
    track: PoseTrack
    labels: NDArray[np.int8]

    def clip(self) -> Clip:
        """As training takes it."""
        known = self.labels >= 0
        return Clip(
            self.name,
            self.track.to_skeleton(BODY_13),
            np.where(known, self.labels, 0).astype(np.uint8),
            known.astype(np.float32),
            performer=self.person,
        )

    def case(self) -> Case:
        """As it is judged."""
        known = self.labels >= 0
        return Case(self.name, self.track, np.where(known, self.labels, 0).astype(np.uint8), known, "corrected")


@attrs.frozen(eq=False)
class Finetuned:
    """What came of it.

    Attributes:
        before: the network as it was, on the person's clips.
        after: copies that did not see them, on the same.
        drawn_before: the network as it was, on drawn figures.
        drawn_after: the copy, on the same.
        by_person: whether all clips of a person were held out together.
    """

    before: PhaseReport
    after: PhaseReport
    drawn_before: PhaseReport
    drawn_after: PhaseReport
    by_person: bool

    @property
    def gain(self) -> tuple[float, float, float]:
        """By how much the macro F1 of the person's clips is better, and its 95 % interval, the clips drawn anew."""
        tables = [np.stack([c.table for c in report.clips]) for report in (self.before, self.after)]
        rng, count = np.random.default_rng(0), len(tables[0])
        drawn = rng.integers(count, size=(_BOOTSTRAP, count))
        found = [macro_f1(tables[1][rows].sum(0)) - macro_f1(tables[0][rows].sum(0)) for rows in drawn]
        low, high = np.percentile(found, [2.5, 97.5]).tolist()
        return self.after.macro_f1 - self.before.macro_f1, low, high

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON and for the card."""
        gain, low, high = self.gain
        rows = [
            {"clip": a.name, "frames": a.frames, "before": _share(a.macro_f1), "after": _share(b.macro_f1)}
            for a, b in zip(self.before.clips, self.after.clips, strict=True)
        ]
        return {
            "split": "by person" if self.by_person else "by clip",
            "clips": rows,
            "before": _share(self.before.macro_f1),
            "after": _share(self.after.macro_f1),
            "gain": [_share(gain), _share(low), _share(high)],
            "drawn_before": _share(self.drawn_before.macro_f1),
            "drawn_after": _share(self.drawn_after.macro_f1),
        }


def read_corrected(folder: Path) -> list[Corrected]:
    """Clips as the app lays them out: ``clips.json`` names files of poses and of labels.

    Raises:
        InputError: there are none, or they are damaged.
    """
    try:
        entries = json.loads((folder / INDEX).read_text("utf-8"))
        found = []
        for entry in entries:
            track = load_npz(folder / entry["poses"])
            labels = np.load(folder / entry["labels"], allow_pickle=False)
            if labels.shape != (len(track),) or labels.min() < -1 or labels.max() >= len(PHASES):
                raise ValueError(entry["labels"])
            found.append(Corrected(entry["name"], entry["person"], track, labels.astype(np.int8)))
    except DAMAGED as error:
        raise InputError("holds no corrected clips", subject=folder, remedy="let the app write them") from error
    if len(found) < FEWEST:
        raise InputError(
            f"holds {len(found)} clips, where {FEWEST} are needed", subject=folder, remedy="correct more of them"
        )
    return found


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
    asked = list(_drawn_cases("validation", settings.asked, settings.seed, progress, cancel))
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


def save_result(found: Finetuned, path: Path) -> None:
    """Write the numbers for the app.

    Raises:
        OutputError: they cannot be written.
    """
    write_text(path, json.dumps(found.to_dict(), indent=1) + "\n")


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
        drawn = [_clip(case) for case in _drawn_cases("train", settings.drawn, settings.seed, progress, cancel)]
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


def _drawn_cases(
    split: Split, count: int, seed: int, progress: ProgressCallback, cancel: CancelToken | None
) -> Iterator[Case]:
    """Figures by chance with their exact joints and phases."""
    for number in range(count):
        if cancel is not None:
            cancel.check()
        progress(Progress(f"moving figures, {split}", number, count))
        truth = drawn_truth(number, split, seed)
        if truth is not None:
            yield Case(f"drawn {number}", truth.to_track(), truth.phases.astype(np.uint8), truth.present, truth.kind)


def _clip(case: Case) -> Clip:
    return Clip(case.name, case.track.to_skeleton(BODY_13), case.labels, case.counted.astype(np.float32))


def _share(value: float) -> float:
    return round(float(value), 4)
