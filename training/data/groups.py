"""What must stay on one side of a split: a clip and its mirror image, clips of one take, of one song, of one person."""

import re
from collections.abc import Iterable, Sequence

from dancecoach.errors import InputError
from training.data.splits import Fold

_MIRRORED = re.compile(r"[-_. ]+\(?(?:mirror(?:ed)?|flipped)\)?$", re.IGNORECASE)


def origin(name: str) -> str:
    """The clip that a clip is the mirror image of, by its name ("x_mirrored", "x (mirror)", "x-flipped"), else itself.

    "x_flip" is no mirror image but a movement.
    """
    return _MIRRORED.sub("", name) or name


def joined(names: Sequence[str], *keys: Sequence[str], alike: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """The group of each clip: clips that share anything are in one, and so are those that share with these.

    A couple's two captures of a take and all takes of each of the two thus are a single group by take and performer.

    Args:
        names: of the clips; a mirror image goes with its clip.
        keys: take, performer, song ... of each; empty says nothing.
        alike: names of clips that are known to show the same.

    Returns:
        The name of the group's first clip.
    """
    above = {name: name for name in (origin(n) for n in names)}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    def tie(one: str, other: str) -> None:
        first, second = sorted((top(one), top(other)))
        above[second] = first

    for key in keys:
        owner: dict[str, str] = {}
        for name, value in zip(names, key, strict=True):
            if value:
                tie(owner.setdefault(value, origin(name)), origin(name))
    for one, other in alike:
        if origin(one) in above and origin(other) in above:
            tie(origin(one), origin(other))
    return tuple(top(origin(name)) for name in names)


def refuse_shared(fold: Fold, names: Sequence[str], **kinds: Sequence[str]) -> None:
    """Check a split from anywhere: no clip, no mirror image and nothing of a kind stands on both sides.

    Args:
        fold: positions of clips.
        names: of all clips.
        kinds: take, performer ... of each clip, by the word for it; empty says nothing.

    Raises:
        InputError: two clips do; both are named.
    """
    for kind, values in {"clip": [origin(name) for name in names], **kinds}.items():
        learned = {values[i]: names[i] for i in fold.train.tolist() if values[i]}
        for i in fold.test.tolist():
            if values[i] in learned:
                raise InputError(
                    f"are of one {kind} ({values[i]}), but the first trains and the second judges",
                    subject=f"{learned[values[i]]} and {names[i]}",
                    remedy=f"split the set by {kind}",
                )
