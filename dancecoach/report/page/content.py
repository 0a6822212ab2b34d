"""What stands on the page, in the order of reading, already in the person's language."""

import attrs

from dancecoach.report.page.plot import Plot


@attrs.frozen
class Picture:
    """A picture of a key position.

    Attributes:
        title: such as "Take-off".
        caption: when it was.
        jpeg: the picture as a JPEG file.
        size: (width, height), pixels.
    """

    title: str
    caption: str
    jpeg: bytes = attrs.field(repr=False)
    size: tuple[int, int] = (1, 1)


@attrs.frozen
class Section:
    """A group of measures.

    Attributes:
        title: heading.
        rows: (name, value) of what was measured.
        unseen: (names, why) of what was not, those for the same reason together.
    """

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Sheet:
    """One page: a skill, or a clip without any.

    Attributes:
        title: what it was, such as "probably tuck, 1 turn backwards".
        summary: the numbers that matter most, in a line; "" for none.
        pictures: of the key positions.
        sections: the measures.
        plots: angles over time.
        sure: sentences that say how far all this can be trusted.
    """

    title: str
    summary: str = ""
    pictures: tuple[Picture, ...] = ()
    sections: tuple[Section, ...] = ()
    plots: tuple[Plot, ...] = ()
    sure: tuple[str, ...] = ()


@attrs.frozen
class Report:
    """All of it.

    Attributes:
        title: the clip's name.
        facts: (name, value) about the clip.
        sheets: a page each.
        language: code such as "en".
        made: when, as a person reads it; "" leaves it out.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    language: str = "en"
    made: str = ""
