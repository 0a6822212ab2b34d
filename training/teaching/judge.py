"""How well a style is taught from how many clips: each dance of a set in turn is the new one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.card import ModelCard
from dancecoach.motion.features import FEATURES
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.data.splits import grouped_folds
from training.export.write import export
from training.recipes.style import StyleTraining, Workshop
from training.recipes.style_data import Dances
from training.teaching.embedding import StylePack, embeddings
from training.teaching.head import learn_column
from training.teaching.support import Support

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


@attrs.frozen(eq=False)
class FewShotTrial:
    """Each dance in turn as the new one: a network is trained on four fifths of the others' clips and then taught.

    Attributes:
        dances: clips with their features.
        settings: of the networks' training.
        place: folder for the networks.
        counts: numbers of clips to teach from.
        draws: how often clips are drawn for each number.
    """

    dances: Dances
    settings: StyleTraining
    place: Path
    counts: Sequence[int] = (1, 3, 5)
    draws: int = 5

    def run(self, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> Iterator[FewShot]:
        """What came of it, as it is ready.

        Raises:
            InputError: a dance has too few clips.
            EngineError: TensorFlow is not installed.
            Cancelled: ``cancel`` was set.
        """
        labels, truth = self.dances.labels, self.dances.truth
        for number, style in enumerate(labels):
            progress(Progress(f"teaching, {style}", number, len(labels)))
            new, old = np.flatnonzero(truth == number), np.flatnonzero(truth != number)
            fold = next(grouped_folds([labels[i] for i in truth[old]], None, 5, self.settings.seed))
            pack = self._trained_without(number, old[fold.train], cancel)
            support = Support.of(pack, self._seen(old[fold.train]), [labels[i] for i in truth[old[fold.train]]])
            trial = _Trial(pack, support, embeddings(pack, self._seen(new)), *self._asked(pack, old[fold.test]))
            rng = np.random.default_rng(self.settings.seed)
            for count in self.counts:
                if count < len(new):
                    yield trial.taught(style, count, [rng.permutation(len(new)) for _ in range(self.draws)])

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
