"""What came of a teaching: a network that nothing uses yet, and how well it does."""

from collections import Counter
from enum import StrEnum

import attrs

from dancecoach.models.teaching.share import Share


class Worth(StrEnum):
    """What a taught network is good for."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    USELESS = "useless"


_KEPT_LEAST = 0.8
"""Share of what was known before that must be known as before."""

_REFUSED_LEAST = 0.7
"""Share of other clips that must not be taken for what was taught."""


@attrs.frozen
class HeldOut:
    """A clip that was kept from the learning, and asked about afterwards.

    Attributes:
        clip: its name.
        truth: what it is.
        heard: what it was called; "unknown" where the network was not sure.
        person: who moves in it; "" where nobody said.
    """

    clip: str
    truth: str
    heard: str
    person: str = ""

    @property
    def right(self) -> bool:
        """Whether it was called what it is."""
        return self.heard == self.truth


@attrs.frozen
class LeftOut:
    """A clip that could not be learnt from.

    Attributes:
        clip: its name.
        why: a sentence.
    """

    clip: str
    why: str


@attrs.frozen
class Newly:
    """A clip that nobody named, and that would be called so from now on.

    Attributes:
        clip: its name.
        certainty: 0 to 1.
    """

    clip: str
    certainty: float


@attrs.frozen(eq=False)
class Outcome:
    """What came of a teaching. Nothing of it is on the disk yet.

    Attributes:
        kind: as of the request, such as "style".
        name: what was taught.
        network: the network, as the bytes of an ``.onnx`` file; it has passed the model contract.
        by_clip: each clip, asked of a network that was taught from all others.
        by_person: each clip, asked of one that was taught without anything of its person; () where fewer than two
            persons are known.
        kept: how much of what was known before is called as before.
        left_out: clips that could not be learnt from.
        warnings: sentences for the person.
        others: clips that are none of it, asked of a network that was not told so of them; () where there were none.
        at_most: the best that it may be called, whatever the numbers.
        newly: clips of the library without a name that would be called so, the surest first; whether they are it,
            nobody said.
        looked_at: how many clips without a name were asked about.
    """

    kind: str
    name: str
    network: bytes = attrs.field(repr=False)
    by_clip: tuple[HeldOut, ...]
    by_person: tuple[HeldOut, ...] = ()
    kept: Share = attrs.field(factory=lambda: Share(0, 0))
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    others: tuple[HeldOut, ...] = ()
    at_most: Worth = Worth.GOOD
    newly: tuple[Newly, ...] = ()
    looked_at: int = 0

    @property
    def accuracy(self) -> Share:
        """How many of the clips that were held out are called what they are."""
        return _right(self.by_clip)

    @property
    def accuracy_by_person(self) -> Share:
        """The same of persons that were held out; of nothing where too few are known."""
        return _right(self.by_person)

    @property
    def refused(self) -> Share:
        """How many of the other clips are not taken for what was taught."""
        return Share(sum(one.heard != self.name for one in self.others), len(self.others))

    @property
    def confusions(self) -> tuple[tuple[str, int], ...]:
        """What the held-out clips were called instead, with how often, most often first."""
        return tuple(Counter(one.heard for one in self.by_clip if not one.right).most_common())

    @property
    def worth(self) -> Worth:
        """Whether to use it: by the harder of the two questions, and never where the old is lost for the new."""
        asked = self.accuracy_by_person if self.by_person else self.accuracy
        lost = self.kept.of and self.kept.value < _KEPT_LEAST
        loose = self.others and self.refused.value < _REFUSED_LEAST
        if asked.value < 0.5 or lost or loose:
            return Worth.USELESS
        sure = asked.low >= 0.5 and (not self.others or self.refused.low >= 0.5)
        return self.at_most if sure else Worth.DOUBTFUL


def _right(asked: tuple[HeldOut, ...]) -> Share:
    return Share(sum(one.right for one in asked), len(asked))
