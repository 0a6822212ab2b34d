"""Batches of equal length cut out of clips of any length."""

from collections.abc import Callable, Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.features import FEATURES, normalise
from training.data.sequences import Sequences

Rng = np.random.Generator


@attrs.frozen(eq=False)
class Batch:
    """B pieces of L samples.

    Attributes:
        features: (B, L, F) float32, normalised.
        mask: (B, L) bool, False behind the end of a clip.
        targets: what is to be learned; (B, L, classes) or (B, classes).
        weights: how much it counts; (B, L) or (B,).
    """

    features: NDArray[np.float32]
    mask: NDArray[np.bool_]
    targets: NDArray[np.float32]
    weights: NDArray[np.float32]


@attrs.frozen(eq=False)
class Cutter:
    """Cuts pieces out of the clips of a set.

    Attributes:
        found: features of the clips.
        mean: (F,) of the normalisation.
        scale: (F,) of the normalisation.
        length: samples in a piece, L.
    """

    found: Sequences
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    length: int

    def piece(self, clip: int, rng: Rng) -> slice:
        """Rows of a piece of a clip, of a variant and at a place by chance; all of a clip that is shorter."""
        variant = int(rng.integers(self.found.variants))
        rows = self.found.rows(clip, variant)
        first = rows.start + int(rng.integers(max(1, rows.stop - rows.start - self.length + 1)))
        return slice(first, min(first + self.length, rows.stop))

    def features(self, pieces: Sequence[slice]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """(B, L, F) normalised features and (B, L) mask."""
        values = np.zeros((len(pieces), self.length, len(FEATURES)), np.float32)
        mask = np.zeros((len(pieces), self.length), np.bool_)
        for i, rows in enumerate(pieces):
            count = rows.stop - rows.start
            values[i, :count] = normalise(self.found.values[rows].astype(np.float32), self.mean, self.scale)
            mask[i, :count] = True
        return values, mask


def epoch(
    cutter: Cutter,
    clips: Sequence[int] | NDArray[np.intp],
    size: int,
    rng: Rng,
    make: Callable[[Cutter, list[int], Rng], Batch],
) -> Iterator[Batch]:
    """Every clip in an order by chance, a long one several times; all batches are full.

    Args:
        cutter: of the set.
        clips: positions in the set.
        size: B.
        rng: chance.
        make: a batch of pieces of the given clips.
    """
    times = [max(1, round(cutter.found.length(int(c)) / cutter.length)) for c in clips]
    order = rng.permutation(np.repeat(np.asarray(clips, np.intp), times))
    short = -len(order) % size
    order = np.concatenate([order, rng.choice(order, short)]) if short else order
    for start in range(0, len(order), size):
        yield make(cutter, order[start : start + size].tolist(), rng)


def padded(pieces: Sequence[NDArray[np.float32]], multiple: int = 64) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(B, L, F) and (B, L) mask of sequences of different lengths, L rounded up so that few lengths are met.

    Args:
        pieces: (G, F) each.
        multiple: L is one of it.
    """
    longest = max(len(piece) for piece in pieces)
    length = -(-longest // multiple) * multiple
    values = np.zeros((len(pieces), length, pieces[0].shape[1]), np.float32)
    mask = np.zeros((len(pieces), length), np.bool_)
    for i, piece in enumerate(pieces):
        values[i, : len(piece)], mask[i, : len(piece)] = piece, True
    return values, mask
