"""The ways in which systems are asked, the published one included.

A protocol gives pairs of examples to learn from and to be judged by. All but one keep clips, and whatever belongs to
the same take, on one side. The exception is the published protocol, kept to show what it is worth.
"""

from collections.abc import Callable, Iterator

import attrs
import numpy as np

from dancecoach.errors import InputError
from training.data.groups import joined
from training.data.sets import StyleSet
from training.data.splits import Fold, by_source, grouped_folds, random_windows_leaky, refuse_leak
from training.networks.system import Examples

FOLDS = 5


@attrs.frozen
class Protocol:
    """A way to ask.

    Attributes:
        name: in tables and on the command line.
        meaning: in a sentence.
        folds: pairs of positions of examples.
        leaky: whether neighbours of what is asked were learned: its figures say little about new clips.
    """

    name: str
    meaning: str
    folds: Callable[[StyleSet, Examples, int], Iterator[Fold]]
    leaky: bool = False


def _random_windows(dances: StyleSet, examples: Examples, seed: int) -> Iterator[Fold]:
    del dances
    if len(examples) == len(np.unique(examples.clip)):
        raise InputError("cuts no windows", subject="the system", remedy="ask it by clip")
    yield random_windows_leaky(examples.truth.tolist(), seed=seed)


def _by_clip(dances: StyleSet, examples: Examples, seed: int) -> Iterator[Fold]:
    yield from _of_examples(grouped_folds(dances.styles, dances.takes, FOLDS, seed), dances, examples)


def _by_performer(dances: StyleSet, examples: Examples, seed: int) -> Iterator[Fold]:
    if len(set(dances.performers) - {""}) < 2:
        raise InputError("names no performers", subject=dances.name, remedy="ask by clip")
    groups = joined([clip.name for clip in dances.clips], dances.takes, dances.performers)
    yield from _of_examples(grouped_folds(dances.styles, groups, FOLDS, seed), dances, examples)


def _by_source(dances: StyleSet, examples: Examples, seed: int) -> Iterator[Fold]:
    del seed
    yield from _of_examples(by_source(dances.styles, dances.sources, dances.takes), dances, examples)


def _of_examples(folds: Iterator[Fold], dances: StyleSet, examples: Examples) -> Iterator[Fold]:
    for fold in folds:
        learned, asked = ([dances.takes[int(i)] for i in side] for side in (fold.train, fold.test))
        refuse_leak(learned, asked, "take")
        yield Fold(examples.of_clips(fold.train), examples.of_clips(fold.test))


PROTOCOLS: dict[str, Protocol] = {
    p.name: p
    for p in (
        Protocol(
            "random_windows_leaky",
            "published: overlapping windows split at random, 80/20; neighbours of one clip stand on both sides",
            _random_windows,
            leaky=True,
        ),
        Protocol("by_clip", "five folds; a clip, and all of its take, is on one side", _by_clip),
        Protocol("by_performer", "five folds; a person is on one side", _by_performer),
        Protocol("by_source", "learned from one maker's captures, asked about another's", _by_source),
    )
}
"""By name."""
