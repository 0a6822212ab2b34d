"""How well a style is taught from how many clips: each dance of a set in turn is the new one."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import ModelCard
from dancecoach.models.teaching.embedding import StylePack, embeddings
from dancecoach.models.teaching.head import learn_column
from dancecoach.models.teaching.support import Support
from dancecoach.motion.features import FEATURES
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.benchmark.kept import KeptOutcome, versions
from training.data.splits import grouped_folds
from training.export.write import export
from training.recipes.style_data import Dances
from training.recipes.style_workshop import StyleTraining, Workshop

_THERE = FEATURES.index("there")


@attrs.frozen
class FewShot:
    """One dance taught to a network that was trained on the others.

    Attributes:
        style: the new dance.
        clips: how many it was taught from.
        known: share of its other clips that are called by its name.
        before: share of unseen clips of the old dances that were named rightly before.
        after: the same afterwards, with one more name to choose from.
    """

    style: str
    clips: int
    known: float
    before: float
    after: float


@attrs.frozen
class FewShotOutcome(KeptOutcome):
    """One dance as the new one, in one run.

    Attributes:
        dances: name of the set.
        style: the new dance.
        number: its position among the dances.
        seed: of everything.
        draws: how often clips were drawn for each number.
        found: what came of it, for each number of clips.
        seconds: of training and teaching.
        versions: of what it depends on, by name.
    """

    schema: ClassVar[str] = "dancecoach.few-shot/1"

    dances: str
    style: str
    number: int
    seed: int
    draws: int
    found: tuple[FewShot, ...]
    seconds: float
    versions: dict[str, str] = attrs.field(factory=dict)

    @staticmethod
    def file_of(dances: str, number: int, seed: int) -> str:
        """Name under which an outcome is kept among others; names of dances may hold what file names may not."""
        return f"few-shot.{dances}.{number}.{seed}.json"

    @property
    def file_name(self) -> str:
        """As `KeptOutcome.file_name`."""
        return self.file_of(self.dances, self.number, self.seed)

    @classmethod
    def _from_json(cls, facts: dict[str, Any]) -> dict[str, Any]:
        return facts | {"found": tuple(FewShot(**one) for one in facts["found"])}


@attrs.frozen(eq=False)
class FewShotTrial:
    """Each dance in turn as the new one: a network is trained on four fifths of the others' clips and then taught.

    Attributes:
        dances: clips with their features.
        settings: of the networks' training.
        place: folder for the networks and for what came of each dance; a killed run goes on from it.
        counts: numbers of clips to teach from.
        draws: how often clips are drawn for each number.
    """

    dances: Dances
    settings: StyleTraining
    place: Path
    counts: Sequence[int] = (1, 3, 5)
    draws: int = 5

    def run(
        self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Iterator[FewShotOutcome]:
        """What came of each dance, as it is ready; what is in the folder is not worked out again.

        Raises:
            InputError: a dance has too few clips, or a kept outcome is damaged.
            EngineError: TensorFlow is not installed.
            Cancelled: ``cancel`` was set.
            OutputError: the folder cannot be written.
        """
        labels = self.dances.labels
        for number, style in enumerate(labels):
            progress(Progress(f"teaching, {style}", number, len(labels)))
            kept = self._kept(number)
            if kept is None:
                begin = time.perf_counter()
                found = tuple(self._taught(number, cancel))
                kept = FewShotOutcome(
                    self._set, style, number, self.settings.seed, self.draws, found,
                    time.perf_counter() - begin, versions(),
                )  # fmt: skip
                kept.save(self.place)
            yield kept

    @property
    def _set(self) -> str:
        return self.dances.set_name or "dances"

    def _kept(self, number: int) -> FewShotOutcome | None:
        """What an earlier run of the same kind left; one with other draws or numbers of clips is none."""
        path = self.place / FewShotOutcome.file_of(self._set, number, self.settings.seed)
        if not path.is_file():
            return None
        kept = FewShotOutcome.load(path)
        same = (kept.style, kept.draws, [f.clips for f in kept.found])
        return kept if same == (self.dances.labels[number], self.draws, self._counts(number)) else None

    def _counts(self, number: int) -> list[int]:
        """Numbers of clips that leave some of the dance to ask about."""
        return [count for count in self.counts if count < (self.dances.truth == number).sum()]

    def _taught(self, number: int, cancel: CancelToken | None) -> Iterator[FewShot]:
        """One dance, taught from each number of clips to a network without it."""
        labels, truth = self.dances.labels, self.dances.truth
        new, old = np.flatnonzero(truth == number), np.flatnonzero(truth != number)
        takes = [self.dances.groups[i] for i in old]
        fold = next(grouped_folds([labels[i] for i in truth[old]], takes, 5, self.settings.seed))
        pack = self._trained_without(number, old[fold.train], cancel)
        support = Support.of(pack, self._seen(old[fold.train]), [labels[i] for i in truth[old[fold.train]]])
        trial = _Trial(pack, support, embeddings(pack, self._seen(new)), *self._asked(pack, old[fold.test]))
        rng = np.random.default_rng(self.settings.seed)
        for count in self._counts(number):
            yield trial.taught(labels[number], count, [rng.permutation(len(new)) for _ in range(self.draws)])

    def _asked(self, pack: StylePack, clips: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Embeddings of unseen clips of the old dances, and which of them are named rightly."""
        points = embeddings(pack, self._seen(clips))
        said = [pack.labels[int(row.argmax())] for row in pack.logits(points)]
        right = [name == self.dances.labels[i] for name, i in zip(said, self.dances.truth[clips], strict=True)]
        return points, np.array(right, np.bool_)

    def _trained_without(self, number: int, clips: NDArray[np.intp], cancel: CancelToken | None) -> StylePack:
        dances = self.dances
        labels = tuple(label for i, label in enumerate(dances.labels) if i != number)
        truth = np.where(dances.truth > number, dances.truth - 1, np.minimum(dances.truth, len(labels) - 1))
        shop = Workshop(attrs.evolve(dances, labels=labels, truth=truth), None, self.settings, cancel=cancel)
        fitted = shop.fit(clips, f"without {dances.labels[number]}")
        card = ModelCard(
            kind="style", name="few-shot", version="1", date="2000-01-01", labels=labels, causal=False, look_ahead=0,
            mean=fitted.mean, scale=fitted.scale,
        )  # fmt: skip
        path = self.place / f"without-{number}.onnx"
        export(fitted.system, fitted.network, card, path)
        return StylePack.open(path)

    def _seen(self, clips: NDArray[np.intp]) -> list[NDArray[np.float32]]:
        """Features of clips as the app shows them to a style network: without samples in which nobody is there."""
        return [values[values[:, _THERE] > 0.5] for values in self.dances.values(clips)]


@attrs.frozen(eq=False)
class _Trial:
    """A network that lacks one dance.

    Attributes:
        pack: the network.
        support: of what it was trained on.
        new: (n, D) all clips of the new dance.
        others: (m, D) unseen clips of the old ones.
        right: (m,) which of those are named rightly.
    """

    pack: StylePack
    support: Support
    new: NDArray[np.float64]
    others: NDArray[np.float64]
    right: NDArray[np.bool_]

    def taught(self, style: str, count: int, orders: Sequence[NDArray[np.intp]]) -> FewShot:
        """The network with the dance, taught from the first clips of each order and asked about the rest."""
        known, after = [], []
        for order in orders:
            shown, rest = self.new[order[:count]], self.new[order[count:]]
            old = self.pack.logits(self.support.points)
            kernel, bias = learn_column(shown, self.pack.logits(shown), self.support.points, old)
            known.append(float((rest @ kernel + bias > self.pack.logits(rest).max(1)).mean()))
            stays = self.others @ kernel + bias < self.pack.logits(self.others).max(1)
            after.append(float((self.right & stays).mean()))
        return FewShot(style, count, float(np.mean(known)), float(self.right.mean()), float(np.mean(after)))
