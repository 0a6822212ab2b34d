"""What is to be on show in the library, and what is: records without a widget or a database."""

from collections.abc import Mapping, Sequence

import attrs

from dancecoach.library.catalogue.records import Group


@attrs.frozen
class Wish:
    """What is to be on show.

    Attributes:
        text: what was typed.
        order: what clips are sorted by, a value of `catalogue.search.Order`.
        down: whether the largest, or the newest, come first.
    """

    text: str = ""
    order: str = "added"
    down: bool = True


@attrs.frozen
class Stock:
    """What there is in the library, whatever is asked of it.

    Attributes:
        version: how often the library had changed by then.
        total: clips.
        references: those to learn from.
        lessons: those that have a lesson, or the draft of one.
        names: tags, persons and collections with how many clips each has.
    """

    version: int = -1
    total: int = 0
    references: int = 0
    lessons: int = 0
    names: Mapping[Group, Sequence[tuple[str, int]]] = attrs.field(factory=dict)


@attrs.frozen
class Found:
    """What a wish found.

    Attributes:
        wish: that was asked.
        ids: numbers of the clips.
        problems: sentences about what of the text could not be read.
        stock: what there is besides.
        read_as: how plain words were read; "" where there were none.
    """

    wish: Wish
    ids: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()
    stock: Stock = Stock()
    read_as: str = ""

    @property
    def total(self) -> int:
        """Clips in the library."""
        return self.stock.total

    @property
    def references(self) -> int:
        """Those to learn from."""
        return self.stock.references

    @property
    def lessons(self) -> int:
        """Those that have a lesson, or the draft of one."""
        return self.stock.lessons

    @property
    def names(self) -> Mapping[Group, Sequence[tuple[str, int]]]:
        """Tags, persons and collections with how many clips each has."""
        return self.stock.names
