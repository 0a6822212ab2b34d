"""Clips of dances, and of movement that is none of them, as the style network is trained on them."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.skeleton import BODY_13
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from training.data.augment import Augmentation
from training.data.batches import Batch, Cutter, Rng
from training.data.clips import Clip, body_joints
from training.data.groups import joined
from training.data.others import KEPT, OTHER_DANCE, TAUGHT
from training.data.sequences import Recipe, Sequences, sequences
from training.data.sets import StyleSet
from training.data.store import ClipStore, stored

Values = list[NDArray[np.float32]]


@attrs.frozen(eq=False)
class Dances:
    """C clips of dances with their features; Live and whole clips alike are judged by those that look back only.

    Attributes:
        found: features.
        names: (C,) of the clips.
        labels: of the dances.
        truth: (C,) positions in ``labels``.
        groups: (C,) clips of the same are never parted.
        sources: (C,) who recorded it.
        set_name: of the set that they are.
    """

    found: Sequences
    names: tuple[str, ...]
    labels: tuple[str, ...]
    truth: NDArray[np.intp]
    groups: tuple[str, ...]
    sources: tuple[str, ...]
    set_name: str = ""

    @classmethod
    def of(
        cls,
        dances: StyleSet,
        variants: int,
        augmentation: Augmentation,
        seed: int = 0,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> "Dances":
        """The clips of a set, plain and varied.

        Raises:
            Cancelled: ``cancel`` was set.
        """
        found = sequences(kept_clips(dances.clips), Recipe(True, variants, augmentation, seed), progress, cancel)
        names = tuple(clip.name for clip in dances.clips)
        groups = joined(names, dances.takes)
        return cls(found, names, dances.labels, dances.truth, groups, dances.sources, dances.name)

    def shares(self, clips: NDArray[np.intp]) -> NDArray[np.float64]:
        """How often each of some clips is to be met, together 1: every dance alike, in a dance every source alike."""
        cells = [(int(self.truth[i]), self.sources[i]) for i in clips]
        sizes, cells_of = Counter(cells), Counter(dance for dance, _ in set(cells))
        shares = np.array([1.0 / (cells_of[cell[0]] * sizes[cell]) for cell in cells])
        return np.asarray(shares / shares.sum())

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
        near: which of ``kept`` are dances, only others.
    """

    found: Sequences
    taught: NDArray[np.intp]
    kept: NDArray[np.intp]
    near: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        store: ClipStore,
        augmentation: Augmentation,
        seed: int = 0,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> "Others":
        """Captured and drawn movement, as `training.data.others` parts it.

        Raises:
            Cancelled: ``cancel`` was set.
        """
        found = sequences(store, Recipe(True, 2, augmentation, seed), progress, cancel)
        kept = store.where(split=KEPT)
        near = [str(store.entries[i]["kind"]).startswith(OTHER_DANCE) for i in kept]
        return cls(found, store.where(split=TAUGHT), kept, np.array(near, np.bool_))

    def values(self) -> Values:
        """(G, F) features of the clips that set the thresholds."""
        return _plain(self.found, self.kept)


def _plain(found: Sequences, clips: NDArray[np.intp]) -> Values:
    return [found.values[found.rows(int(clip))].astype(np.float32) for clip in clips]


@attrs.frozen(eq=False)
class StyleBatches:
    """Batches in which dances come as often as wanted; what is none of them is a class of its own, the last.

    Attributes:
        dances: cuts pieces out of the dances.
        clips: positions of those to learn from.
        truth: (C,) class of every clip.
        dance_count: how many dances there are, K. Targets are (B, K), or (B, K + 1) where there is other movement.
        size: pieces in a batch.
        steps: batches in a round.
        shortest_s: shortest piece, s; the longest is the cutter's.
        shares: how often each of ``clips`` is to be met, together 1.
        seed: of the chance.
        others: cuts pieces out of other movement, or None.
        taught: positions of those to learn from; some, where there is other movement.
        share: of a batch that is other movement.
    """

    dances: Cutter
    clips: NDArray[np.intp]
    truth: NDArray[np.intp]
    dance_count: int
    size: int
    steps: int
    shortest_s: float
    shares: NDArray[np.float64]
    seed: int = 0
    others: Cutter | None = None
    taught: NDArray[np.intp] = attrs.field(factory=lambda: np.zeros(0, np.intp))
    share: float = 0.0

    def round(self, number: int) -> Iterator[Batch]:
        """The batches of a round."""
        rng = np.random.default_rng((self.seed, number))
        for _ in range(self.steps):
            yield self.make(rng)

    def make(self, rng: Rng) -> Batch:
        """A batch by chance."""
        strange = round(self.size * self.share) if self.others is not None else 0
        chosen = rng.choice(self.clips, self.size - strange, p=self.shares)
        features, mask = self._pieces(self.dances, chosen, rng)
        classes = self.truth[chosen]
        if self.others is not None and strange:
            more, seen = self._pieces(self.others, rng.choice(self.taught, strange), rng)
            features, mask = np.concatenate([features, more]), np.concatenate([mask, seen])
            classes = np.concatenate([classes, np.full(strange, self.dance_count)])
        targets = np.eye(self.dance_count + (self.others is not None), dtype=np.float32)[classes]
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


def kept_clips(clips: Sequence[Clip]) -> ClipStore:
    """The clips as a store in this user's cache, where their features lie from one run to the next."""
    digest = hashlib.sha256()
    for clip in clips:
        digest.update(clip.name.encode())
        digest.update(body_joints(clip.track).tobytes())
    body = (attrs.evolve(clip, track=clip.track.to_skeleton(BODY_13)) for clip in clips)
    key = digest.hexdigest()
    return stored(user_cache_path("dancecoach") / "training" / f"systems-{key[:12]}", body, key)
