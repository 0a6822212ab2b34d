"""Batches for the phase networks: pieces of drawn clips, some replaced by real ones with a teacher's verdicts."""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES
from training.data.batches import Batch, Cutter, Rng
from training.data.phases import soft_targets
from training.recipes.teacher import Lessons


@attrs.frozen(eq=False)
class RealPieces:
    """Pieces of real movement among the drawn ones.

    Attributes:
        cutter: of the clips of real movement.
        targets: (N, 4) what the teacher says of each of their samples.
        share: of the pieces that are real.
    """

    cutter: Cutter
    targets: NDArray[np.float16]
    share: float

    def pieces(self, count: int, rng: Rng) -> list[slice]:
        """About its share of ``count`` pieces."""
        chosen = rng.integers(self.cutter.found.bounds.shape[1], size=rng.binomial(count, self.share))
        return [self.cutter.piece(int(clip), rng) for clip in chosen]


def real_pieces(lessons: Lessons | None, drawn: Cutter, share: float) -> RealPieces | None:
    """Real movement cut and made alike as the drawn one is; None where there is none, or none is wanted."""
    if lessons is None or not share:
        return None
    cutter = Cutter(lessons.found, drawn.mean, drawn.scale, drawn.length)
    return RealPieces(cutter, lessons.targets, share)


@attrs.frozen(eq=False)
class PhaseBatches:
    """Makes batches for `fit`: drawn pieces, some of them replaced by real ones where there are such.

    Attributes:
        weights: (4,) how much a sample of each phase counts.
        delay: samples by which a verdict trails what it is about.
        real: pieces of real movement; None for none.
    """

    weights: NDArray[np.float32]
    delay: int
    real: RealPieces | None = None

    def __call__(self, cutter: Cutter, clips: list[int], rng: Rng) -> Batch:
        """A batch of a piece of each of these drawn clips."""
        taught = self.real.pieces(len(clips), rng) if self.real else []
        drawn = [cutter.piece(clip, rng) for clip in clips[: len(clips) - len(taught)]]
        aims = [soft_targets(cutter.found.labels[rows]) for rows in drawn]
        counts = [cutter.found.weights[rows].astype(np.float32) for rows in drawn]
        features, mask = cutter.features(drawn)
        if self.real and taught:
            aims += [self.real.targets[rows].astype(np.float32) for rows in taught]
            counts += [self.real.cutter.found.weights[rows].astype(np.float32) for rows in taught]
            more, there = self.real.cutter.features(taught)
            features, mask = np.concatenate([features, more]), np.concatenate([mask, there])
        return Batch(features, mask, *self._late(aims, counts, mask.shape))

    def _late(
        self, aims: list[NDArray[np.float32]], counts: list[NDArray[np.float32]], shape: tuple[int, ...]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(B, L, 4) targets and (B, L) weights, each said ``delay`` samples after the one it is about."""
        targets = np.zeros((*shape, len(PHASES)), np.float32)
        weights = np.zeros(shape, np.float32)
        for i, (aim, count) in enumerate(zip(aims, counts, strict=True)):
            kept = len(aim) - self.delay
            if kept > 0:
                targets[i, self.delay : len(aim)] = aim[:kept]
                weights[i, self.delay : len(aim)] = (count * (aim @ self.weights))[:kept]
        return targets, weights
