"""Clips of dances, and of movement that is none of them, as the style network is trained on them."""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.grid import RATE_HZ
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.augment import Augmentation
from training.data.batches import Batch, Cutter, Rng
from training.data.broken import Breaking, broken_plan, broken_store
from training.data.others import KEPT, TAUGHT, others_store
from training.data.sequences import Recipe, Sequences, sequences
from training.data.trends import trend_store

Values = list[NDArray[np.float32]]


@attrs.frozen(eq=False)
class Dances:
    """C clips of dances with their features; Live and whole clips alike are judged by those that look back only.

    Attributes:
        found: features.
        names: (C,) of the clips.
        labels: of the dances.
        truth: (C,) positions in ``labels``.
    """

    found: Sequences
    names: tuple[str, ...]
    labels: tuple[str, ...]
    truth: NDArray[np.intp]

    @classmethod
    def read(
        cls,
        folder: Path,
        variants: int,
        augmentation: Augmentation,
        seed: int = 0,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> "Dances":
        """The clips of a folder, plain and varied.

        Raises:
            InputError: there are none, or one is damaged.
            Cancelled: ``cancel`` was set.
        """
        store = trend_store(folder)
        found = sequences(store, Recipe(True, variants, augmentation, seed), progress, cancel)
        styles = [str(entry["style"]) for entry in store.entries]
        labels = tuple(sorted(set(styles)))
        names = tuple(str(entry["name"]) for entry in store.entries)
        return cls(found, names, labels, np.array([labels.index(s) for s in styles], np.intp))

    def values(self, clips: NDArray[np.intp]) -> Values:
        """(G, F) features of clips as they are."""
        return _plain(self.found, clips)


@attrs.frozen(eq=False)
class Others:
    """Movement that is none of the dances. Some of it is taught as such, the rest only sets the thresholds.

    Attributes:
        found: features.
        taught: positions of clips to learn from.
        kept: positions of clips of kinds and people that are never learned from.
    """

    found: Sequences
    taught: NDArray[np.intp]
    kept: NDArray[np.intp]

    @classmethod
    def read(
        cls,
        captures: Path,
        drawn: Path | None,
        augmentation: Augmentation,
        seed: int = 0,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> "Others":
        """Captured and drawn movement, as `others_store` parts it.

        Raises:
            InputError: there is none, or a file is damaged.
            Cancelled: ``cancel`` was set.
        """
        store = others_store(captures, drawn)
        found = sequences(store, Recipe(True, 2, augmentation, seed), progress, cancel)
        return cls(found, store.where(split=TAUGHT), store.where(split=KEPT))

    def values(self) -> Values:
        """(G, F) features of the clips that set the thresholds."""
        return _plain(self.found, self.kept)


@attrs.frozen(eq=False)
class Broken:
    """Dances that are none any more, made of the clips of dances.

    Attributes:
        found: features.
        plan: what each was made of, in the same order.
    """

    found: Sequences
    plan: tuple[Breaking, ...]

    @classmethod
    def read(
        cls,
        folder: Path,
        augmentation: Augmentation,
        seed: int = 0,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> "Broken":
        """Broken versions of the clips of a folder.

        Raises:
            InputError: there are no clips, or one is damaged.
            Cancelled: ``cancel`` was set.
        """
        dances = trend_store(folder)
        plan = broken_plan({str(entry["name"]): str(entry["style"]) for entry in dances.entries}, seed)
        store = broken_store(dances, plan)
        return cls(sequences(store, Recipe(True, 2, augmentation, seed), progress, cancel), plan)

    def only_of(self, names: Collection[str]) -> NDArray[np.intp]:
        """Positions of those that were made of nothing but the named clips."""
        return np.flatnonzero(np.array([set(b.sources) <= set(names) for b in self.plan], np.bool_))

    def sources(self, clips: NDArray[np.intp]) -> set[str]:
        """Names of all clips that some of them were made of."""
        return {name for i in clips for name in self.plan[i].sources}

    def values(self, clips: NDArray[np.intp]) -> Values:
        """(G, F) features of some, not varied any further."""
        return _plain(self.found, clips)

    def summary(self) -> str:
        """How many there are of each kind."""
        return ", ".join(f"{count} {kind}" for kind, count in Counter(b.kind for b in self.plan).items())


def _plain(found: Sequences, clips: NDArray[np.intp]) -> Values:
    return [found.values[found.rows(int(clip))].astype(np.float32) for clip in clips]


@attrs.frozen(eq=False)
class Unlike:
    """Movement that is none of the dances, for batches.

    Attributes:
        cutter: cuts pieces out of it.
        clips: positions of those to learn from.
        share: of a batch.
    """

    cutter: Cutter
    clips: NDArray[np.intp]
    share: float


@attrs.frozen(eq=False)
class StyleBatches:
    """Batches in which every dance comes as often; what is none of them is to be said of all alike.

    Attributes:
        dances: cuts pieces out of the dances.
        clips: positions of those to learn from.
        truth: (C,) class of every clip.
        classes: how many there are.
        size: pieces in a batch.
        steps: batches in a round.
        shortest_s: shortest piece, s; the longest is the cutter's.
        seed: of the chance.
        unlike: what is none of the dances, each kind with its share of a batch.
    """

    dances: Cutter
    clips: NDArray[np.intp]
    truth: NDArray[np.intp]
    classes: int
    size: int
    steps: int
    shortest_s: float
    seed: int = 0
    unlike: tuple[Unlike, ...] = ()

    def round(self, number: int) -> Iterator[Batch]:
        """The batches of a round."""
        rng = np.random.default_rng((self.seed, number))
        for _ in range(self.steps):
            yield self.make(rng)

    def make(self, rng: Rng) -> Batch:
        """A batch by chance."""
        shares = [(part, round(self.size * part.share)) for part in self.unlike if len(part.clips)]
        strange = sum(count for _, count in shares)
        counts = np.bincount(self.truth[self.clips], minlength=self.classes)
        odds = 1.0 / counts[self.truth[self.clips]]
        chosen = rng.choice(self.clips, self.size - strange, p=odds / odds.sum())
        pieces = [self._pieces(self.dances, chosen, rng)]
        pieces += [self._pieces(part.cutter, rng.choice(part.clips, count), rng) for part, count in shares]
        targets = np.full((self.size, self.classes), 1 / self.classes, np.float32)
        targets[: len(chosen)] = np.eye(self.classes, dtype=np.float32)[self.truth[chosen]]
        features, mask = (np.concatenate(part) for part in zip(*pieces, strict=True))
        return Batch(features, mask, targets, np.ones(self.size, np.float32))

    def _pieces(
        self, cutter: Cutter, clips: NDArray[np.intp], rng: Rng
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        least = int(self.shortest_s * RATE_HZ)
        pieces = []
        for clip in clips:
            rows = cutter.piece(int(clip), rng)
            pieces.append(slice(rows.start, min(rows.stop, rows.start + int(rng.integers(least, cutter.length + 1)))))
        return cutter.features(pieces)
