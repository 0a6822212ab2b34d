"""A style pack that is to learn one style more, with what it makes of the clips."""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.model import probabilities
from dancecoach.models.style import StyleResult, verdict
from dancecoach.models.surest import Said
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.embedding import StylePack, embeddings
from dancecoach.models.teaching.head import learn_column
from dancecoach.models.teaching.support import Support

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

_MOST_FOLDS = 5

_AS_FILMED = 0.5
"""How much a clip counts as it was filmed, of 1; the rest is shared by what it would be from other sides."""


@attrs.frozen
class Column:
    """What the last layer gets for the new style.

    Attributes:
        kernel: (D,) weights.
        bias: a number.
    """

    kernel: Floats
    bias: float


@attrs.frozen(eq=False)
class Views:
    """Clips as a pack sees them from several sides.

    Attributes:
        points: (N, D) as they were filmed.
        sides: (C, D) of each clip, from other sides; C may be 0.
    """

    points: Floats
    sides: tuple[Floats, ...]

    @classmethod
    def of(cls, pack: StylePack, clips: Sequence[StyleClip]) -> "Views":
        """What a pack makes of clips."""
        return cls(
            embeddings(pack, [clip.values for clip in clips]), tuple(embeddings(pack, clip.sides) for clip in clips)
        )

    def __len__(self) -> int:
        """Number of clips, N."""
        return len(self.points)

    def weighed(self, rows: Rows) -> tuple[Floats, Floats]:
        """(M, D) all that is seen of some of the clips, and (M,) how much each counts: a clip 1 in all."""
        points, weights = [self.points[:0]], [np.zeros(0)]
        for row in rows:
            sides = self.sides[row]
            filmed = _AS_FILMED if len(sides) else 1.0
            points += [self.points[row][None], sides]
            weights += [np.array([filmed]), np.full(len(sides), (1 - filmed) / max(1, len(sides)))]
        return np.concatenate(points), np.concatenate(weights)


@attrs.frozen(eq=False)
class Learner:
    """A pack, the n clips of the new style, and m clips that are not of it.

    Attributes:
        name: of the pack.
        pack: the pack.
        style: the new style.
        support: clips that it was made from.
        new: what it makes of the new clips.
        others: what it makes of clips that are not of the new style; m may be 0.
    """

    name: str
    pack: StylePack
    style: str
    support: Support
    new: Views
    others: Views

    @property
    def points(self) -> Floats:
        """(n, D) the new clips as they were filmed."""
        return self.new.points

    @property
    def rows(self) -> Rows:
        """Those of all new clips."""
        return np.arange(len(self.new))

    @property
    def unlike(self) -> Floats:
        """(m, D) the clips that are not of the new style as they were filmed."""
        return self.others.points

    @classmethod
    def of(
        cls, name: str, pack: StylePack, style: str, clips: Sequence[StyleClip], unlike: Sequence[StyleClip] = ()
    ) -> "Learner":
        """A pack that is shown the clips.

        Raises:
            ModelError: it carries no examples of its own styles.
        """
        return cls(name, pack, style, Support.read(pack), Views.of(pack, clips), Views.of(pack, unlike))

    def learn(self, rows: Rows, *, support: Rows | None = None, unlike: Rows | None = None) -> Column:
        """The new column, from some of the clips against some of the others; None is all of them.

        Clips that are not of the style count as much in all as the pack's own examples do: those tell a dance from
        other dances, these from whatever else is filmed in the same place by the same camera. All clips are learnt
        from as cameras on other sides would have filmed them too: a few clips come from few sides.

        Captured dances, each in turn taught to the network that does not know them from five clips (20 draws), were
        then asked about as filmed by cameras anywhere: 69 to 70 of 100 were known and 96 to 97 of 100 clips of dances
        it was not told of refused; without the other sides 45 to 46 and 98 to 99; with those of the new clips alone
        73 to 75 and 94 to 95.
        """
        own = self.support.points if support is None else self.support.points[support]
        new, counted = self.new.weighed(rows)
        others, shares = self.others.weighed(np.arange(len(self.others)) if unlike is None else unlike)
        old = np.concatenate([own, others])
        weights = np.r_[np.ones(len(own)) / max(1, len(own)), shares / max(1.0, shares.sum())]
        column = learn_column(
            new, self.pack.logits(new), old, self.pack.logits(old), weights=counted, old_weights=weights
        )
        return Column(*column)

    def outputs(self, points: Floats, column: Column) -> Floats:
        """(N, K + 1) of the taught network, for (N, D)."""
        return np.concatenate([self.pack.logits(points), (points @ column.kernel + column.bias)[:, None]], axis=1)

    def say(self, outputs: Floats) -> StyleResult:
        """What the taught network says by (K + 1,) outputs, or the network as it was by (K,)."""
        card = self.pack.model.card
        taught = len(outputs) > len(card.labels)
        return verdict(attrs.evolve(card, labels=(*card.labels, self.style)) if taught else card, outputs)

    def said(self, point: Floats, column: Column) -> Said:
        """What the taught network says of a clip, given as (D,), to be weighed against other packs."""
        result = self.say(self.outputs(point[None], column)[0])
        return Said(attrs.evolve(result, pack=self.name), self.pack.model.card.unknown)

    def fit(self, rows: Rows) -> float:
        """How well the style is learnt from some of the clips: mean log probability of the truth, of clips held out.

        The clips of the style and the others count as much in all.
        """
        found = [
            self._truth(self.points[fold], self.learn(np.setdiff1d(rows, fold)))
            for fold in np.array_split(rows, min(_MOST_FOLDS, len(rows)))
        ]
        everything = np.arange(len(self.unlike))
        refused = [
            self._truth(self.unlike[fold], self.learn(rows, unlike=np.setdiff1d(everything, fold)), new=False)
            for fold in np.array_split(everything, min(_MOST_FOLDS, len(everything)))
        ]
        return float(np.concatenate(found).mean() + np.concatenate(refused).mean())

    def _truth(self, points: Floats, column: Column, *, new: bool = True) -> Floats:
        """(N,) log probability that it is the new style, or that it is not."""
        share = probabilities(self.outputs(points, column), self.pack.model.card.temperature)[:, -1]
        return np.asarray(np.log((share if new else 1 - share) + 1e-12))

    def strangeness(self, rows: Rows) -> float:
        """How far some of the clips are from all that the pack was made from, in units of that set's spread."""
        spread = self.support.points.std(0) + 1e-3
        away = (self.points[rows][:, None] - self.support.points[None]) / spread
        return float(np.median(np.sqrt((away**2).mean(-1)).min(1)))


def choose(learners: Sequence[Learner], rows: Rows) -> Learner:
    """The pack to teach some of the clips to.

    With clips that are not of the style, the one that tells them apart best. Without, the one whose own examples are
    most like the clips: whatever is unlike everything else is told from it too easily, and so is all that is filmed
    in the same way.
    """
    if len(learners) == 1:
        return learners[0]
    if len(rows) < 2 or len(learners[0].unlike) < 2:
        return min(learners, key=lambda one: one.strangeness(rows))
    return max(learners, key=lambda one: one.fit(rows))
