"""Which clips train and which judge. A clip never does both, nor do two clips of one person where people are known.

Everything here works on parallel sequences of strings, one entry a clip, and gives positions in them. What must stay on
one side of a split is a *group*: a clip and its mirror image, the clips of one take or song, those of one performer
(`training.data.groups`). The one exception has "leaky" in its name.
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.scikit import scikit

Positions = NDArray[np.intp]


@attrs.frozen(eq=False)
class Fold:
    """Positions of clips.

    Attributes:
        train: to learn from.
        test: to judge with.
    """

    train: Positions
    test: Positions


@attrs.frozen(eq=False)
class NestedFold:
    """A fold, and folds of what it trains on: settings are chosen by the inner ones, and the outer one judges them.

    Attributes:
        outer: the fold.
        inner: folds of ``outer.train``, as positions in the whole set; their ``test`` is for validation.
    """

    outer: Fold
    inner: tuple[Fold, ...]


@attrs.frozen(eq=False)
class ThreeWay:
    """Positions of clips.

    Attributes:
        train: to learn from.
        validation: to choose settings and the best round with.
        test: to judge with, once.
    """

    train: Positions
    validation: Positions
    test: Positions


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


def grouped_folds(
    styles: Sequence[str], groups: Sequence[str] | None = None, count: int = 5, seed: int = 0
) -> Iterator[Fold]:
    """Folds in which every class has about its share and no group stands on both sides; every clip is judged once.

    Where each group is a single clip they are those of `folds_by_clip`.

    Args:
        styles: class of each clip.
        groups: what each clip must stay together with; None for nothing.
        count: how many folds.
        seed: of the order of clips or groups that are alike.

    Raises:
        InputError: a class has fewer groups than there are folds, or they are so uneven that a fold cannot learn it.
        EngineError: scikit-learn, which groups are divided by, is not installed.
    """
    together = list(groups) if groups is not None else [str(i) for i in range(len(styles))]
    alone = len(set(together)) == len(together)
    _refuse_few(styles, together, count, "clip{}" if alone else "group{} of clips")
    if alone:
        yield from folds_by_clip(styles, count, seed)
        return
    for fold in _stratified_groups(styles, together, count, seed):
        _refuse_unlearnable(styles, fold)
        yield fold


def nested(
    styles: Sequence[str], groups: Sequence[str] | None = None, outer: int = 5, inner: int = 4, seed: int = 0
) -> Iterator[NestedFold]:
    """Folds of folds: `grouped_folds`, and each one's training clips divided again in the same way.

    Args:
        styles: class of each clip.
        groups: what each clip must stay together with; None for nothing.
        outer: how many folds judge.
        inner: how many choose, within each.
        seed: of the order of clips or groups that are alike.

    Raises:
        InputError: as for `grouped_folds`.
    """
    for number, fold in enumerate(grouped_folds(styles, groups, outer, seed)):
        part = [styles[i] for i in fold.train.tolist()]
        together = None if groups is None else [groups[i] for i in fold.train.tolist()]
        drawn = int(np.random.SeedSequence((seed, number)).generate_state(1)[0])
        within = grouped_folds(part, together, inner, drawn)
        yield NestedFold(fold, tuple(Fold(fold.train[f.train], fold.train[f.test]) for f in within))


def split_80_20(styles: Sequence[str], groups: Sequence[str] | None = None, seed: int = 0) -> Fold:
    """Four fifths to learn from and one to judge with, by class; the first of five `grouped_folds`.

    Raises:
        InputError: as for `grouped_folds`.
    """
    return next(grouped_folds(styles, groups, 5, seed))


def split_60_20_20(styles: Sequence[str], groups: Sequence[str] | None = None, seed: int = 0) -> ThreeWay:
    """Three fifths to learn from, one to choose and one to judge with, by class; two of five `grouped_folds`.

    Raises:
        InputError: as for `grouped_folds`.
    """
    test, validation, *rest = (fold.test for fold in grouped_folds(styles, groups, 5, seed))
    return ThreeWay(np.sort(np.concatenate(rest)), validation, test)


def by_source(styles: Sequence[str], sources: Sequence[str], groups: Sequence[str] | None = None) -> Iterator[Fold]:
    """Leave one source out: learned from all others, judged by the one, for every source in order.

    Judged are the classes that the others have too, and a source without any is left out: who has a class to himself
    could be told by how he records. Clips of the others that share a group with a judged one do not train.

    Args:
        styles: class of each clip.
        sources: who recorded it.
        groups: what each clip must stay together with; None for nothing.

    Raises:
        InputError: no class has two sources.
    """
    style, source = np.array(styles), np.array(sources)
    group = np.array(groups) if groups is not None else np.arange(len(styles)).astype(str)
    found = 0
    for left_out in sorted(set(sources)):
        own = source == left_out
        known = ~own & ~np.isin(group, group[own])
        test = own & np.isin(style, style[known])
        if test.any():
            found += 1
            yield Fold(np.flatnonzero(known), np.flatnonzero(test))
    if not found:
        raise InputError(
            f"has no class that two sources share (of {len(set(sources))})",
            subject="the set",
            remedy="split it by clip",
        )


def random_windows_leaky(windows: Sequence[object], share: float = 0.2, seed: int = 0) -> Fold:
    """The published protocol: windows drawn at random, whatever clip they are cut from.

    Neighbours of a window, which show nearly the same, stand on the other side. What is measured so says little about
    new clips, see ``training/RESULTS.md``; it is here to be compared with what others published.

    Args:
        windows: an entry for each window.
        share: of the windows that judge.
        seed: of the draw.
    """
    test = np.random.default_rng(seed).random(len(windows)) < share
    return Fold(np.flatnonzero(~test), np.flatnonzero(test))


def groups_per_class(styles: Sequence[str], groups: Sequence[str]) -> dict[str, int]:
    """How many groups each class has, by its name: no split has more folds than the least of them."""
    own: dict[str, set[str]] = {style: set() for style in sorted(set(styles))}
    for style, group in zip(styles, groups, strict=True):
        own[style].add(group)
    return {style: len(found) for style, found in own.items()}


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


def _stratified_groups(styles: Sequence[str], groups: Sequence[str], count: int, seed: int) -> Iterator[Fold]:
    """scikit-learn's folds of groups, in an order of our own.

    Its ``shuffle`` gave folds without regard to the classes up to 1.7 (scikit-learn #32540). Groups that are as good as
    each other are taken in the order of their names, so names by chance are all that is needed.
    """
    names, group = np.unique(np.array(groups), return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(names))
    splitter = scikit("model_selection").StratifiedGroupKFold(n_splits=count)
    for train, test in splitter.split(np.zeros(len(styles)), np.array(styles), order[group]):
        yield Fold(train.astype(np.intp), test.astype(np.intp))


def _refuse_few(styles: Sequence[str], groups: Sequence[str], count: int, what: str) -> None:
    for style, own in groups_per_class(styles, groups).items():
        if own < count:
            raise InputError(
                f"has {own} {what.format('' if own == 1 else 's')}, too few for {count} folds",
                subject=style,
                remedy="add clips of it, leave it out, or take fewer folds where they can be chosen",
            )


def _refuse_unlearnable(styles: Sequence[str], fold: Fold) -> None:
    missing = sorted(set(styles) - {styles[i] for i in fold.train.tolist()})
    if missing:
        raise InputError(
            "has its clips in so few and large groups that a fold cannot learn it",
            subject=missing[0],
            remedy="add clips of it, leave it out, or take fewer folds where they can be chosen",
        )
