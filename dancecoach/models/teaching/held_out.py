"""How well a style is learnt, asked only of clips that were not learnt from."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.style import StyleClassifier
from dancecoach.models.surest import Said, surest
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.learner import Learner, choose
from dancecoach.models.teaching.share import Share

FOLDS = 5
"""In so many parts clips are held out that there are many of."""

Tick = Callable[[], None]


@attrs.frozen(eq=False)
class Witnesses:
    """What each pack, as it is now, says of each clip: in the app the surest of all packs is believed.

    Attributes:
        said: by pack, one verdict for each clip.
    """

    said: Mapping[str, Sequence[Said]]

    @classmethod
    def of(cls, classifiers: Mapping[str, StyleClassifier], clips: Sequence[StyleClip]) -> "Witnesses":
        """Ask the packs."""
        return cls(
            {
                name: [Said(attrs.evolve(one.judge(clip.values), pack=name), one.model.card.unknown) for clip in clips]
                for name, one in classifiers.items()
            }
        )

    def heard(self, row: int, taught: Said) -> str:
        """What the app calls a clip with a taught pack in the place of the one it was made from."""
        others = [said[row] for name, said in self.said.items() if name != taught.result.pack]
        return surest([*others, taught]).label


def hear(
    learners: Sequence[Learner], witnesses: Witnesses, groups: Sequence[str], tick: Tick = lambda: None
) -> tuple[str, ...]:
    """What each clip is called after learning from the clips of all other groups, the choice of a pack included.

    Args:
        learners: packs that may be taught.
        witnesses: what the packs say of the clips by themselves.
        groups: of the n clips, at least two different ones; those of a group are held out together.
        tick: called after each group.
    """
    heard = [""] * len(groups)
    for held, rest in _each(groups):
        best = choose(learners, rest)
        column = best.learn(rest)
        for row in held:
            heard[row] = witnesses.heard(int(row), best.said(best.points[row], column))
        tick()
    return tuple(heard)


def hear_others(
    learner: Learner, witnesses: Witnesses, groups: Sequence[str], tick: Tick = lambda: None
) -> tuple[str, ...]:
    """What each of the m clips is called that are not of the style, when the learner was not told so of it.

    Args:
        learner: the pack that is taught.
        witnesses: what the packs say of these clips by themselves.
        groups: of the m clips; those of a group are held out together.
        tick: called after each fifth of them.
    """
    heard = [""] * len(groups)
    order = {group: number % FOLDS for number, group in enumerate(dict.fromkeys(groups))}
    for held, rest in _each([str(order[group]) for group in groups]):
        column = learner.learn(learner.rows, unlike=rest)
        for row in held:
            heard[row] = witnesses.heard(int(row), learner.said(learner.unlike[row], column))
        tick()
    return tuple(heard)


def _each(groups: Sequence[str]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows of each group, and those of all the others."""
    names = np.array(groups)
    for group in dict.fromkeys(groups):
        yield np.flatnonzero(names == group), np.flatnonzero(names != group)


def by_person(clips: Sequence[StyleClip]) -> tuple[str, ...]:
    """Each clip's person, or the clip itself where nobody said; () where fewer than two persons are known."""
    if len({clip.person for clip in clips} - {""}) < 2:
        return ()
    return persons(clips)


def persons(clips: Sequence[StyleClip]) -> tuple[str, ...]:
    """Each clip's person, or a name of its own where nobody said."""
    return tuple(clip.person or f"clip {i}\0" for i, clip in enumerate(clips))


@attrs.frozen
class Old:
    """What becomes of what a pack knew, asked of examples that the new column was not held against.

    Attributes:
        kept: how many examples of its styles are called as before.
        refused: how many examples of other movement are not taken for the new style.
    """

    kept: Share
    refused: Share


def old_styles(learner: Learner) -> Old:
    """Ask a taught pack about its own examples, a fifth at a time."""
    support = learner.support
    fold = _folds(support.styles)
    same, named = np.zeros(len(fold), np.bool_), np.zeros(len(fold), np.bool_)
    for number in range(FOLDS):
        asked = np.flatnonzero(fold == number)
        column = learner.learn(learner.rows, support=np.flatnonzero(fold != number))
        before, after = learner.pack.logits(support.points[asked]), learner.outputs(support.points[asked], column)
        for row, old, new in zip(asked, before, after, strict=True):
            now = learner.say(new).label
            same[row], named[row] = now == learner.say(old).label, now == learner.style
    own = np.array([style != "" for style in support.styles])
    return Old(Share(int(same[own].sum()), int(own.sum())), Share(int((~named[~own]).sum()), int((~own).sum())))


def _folds(styles: Sequence[str]) -> NDArray[np.intp]:
    """A fold for each example; neighbours, which are often of one recording, share it as far as can be."""
    fold = np.zeros(len(styles), np.intp)
    names = np.array(styles)
    for style in set(styles):
        rows = np.flatnonzero(names == style)
        fold[rows] = np.arange(len(rows)) * FOLDS // len(rows)
    return fold
