"""Which clips train and which judge. A clip never does both, nor do two clips of one person where people are known."""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError


@attrs.frozen(eq=False)
class Fold:
    """Positions of clips.

    Attributes:
        train: to learn from.
        test: to judge with.
    """

    train: NDArray[np.intp]
    test: NDArray[np.intp]


def folds_by_clip(styles: Sequence[str], count: int = 5, seed: int = 0) -> Iterator[Fold]:
    """Folds in which every class has its share, clip by clip.

    Args:
        styles: class of each clip.
        count: how many folds.
        seed: of the order within a class.

    Raises:
        InputError: a class has fewer than two clips, so that it cannot be learned and judged.
    """
    rng = np.random.default_rng(seed)
    fold = np.zeros(len(styles), np.intp)
    given = np.array(styles)
    begin = 0
    for style in sorted(set(styles)):
        where = np.flatnonzero(given == style)
        if len(where) < 2:
            raise InputError(f"has {len(where)} clip", subject=style, remedy="add clips of it, or leave it out")
        # Each class starts where the one before ended, so that the folds stay equally large.
        fold[rng.permutation(where)] = (begin + np.arange(len(where))) % count
        begin += len(where)
    for number in range(count):
        yield Fold(np.flatnonzero(fold != number), np.flatnonzero(fold == number))


def refuse_leak(train: Sequence[str], test: Sequence[str], what: str = "clip") -> None:
    """Check that nothing stands on both sides.

    Args:
        train: names on one side.
        test: names on the other; empty names say nothing.
        what: they name, for the sentence.

    Raises:
        InputError: a name is on both.
    """
    both = sorted((set(train) & set(test)) - {""})
    if both:
        raise InputError(
            f"is in training and in test ({len(both)} such)", subject=f"{what} {both[0]}", remedy="split the set anew"
        )
