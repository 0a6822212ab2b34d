"""What stands on the page, in the order of reading, already in the person's language."""

import attrs

from dancecoach.report.page.content import Picture
from dancecoach.report.page.plot import Plot


@attrs.frozen
class Pair:
    """Both bodies at one moment of the dance.

    Attributes:
        title: what is wrong there, a sentence; "" where nothing is.
        reference: the reference's picture.
        learner: the learner's, the correction drawn into it.
        is_good: whether it is shown because it is right.
    """

    title: str
    reference: Picture
    learner: Picture
    is_good: bool = False


@attrs.frozen
class Mark:
    """One number of the score.

    Attributes:
        name: such as "timing".
        value: 0 to 100 as a person reads it, "–" where there is none.
    """

    name: str
    value: str


@attrs.frozen
class PhraseRow:
    """A line of the table of phrases.

    Attributes:
        name: such as "third eight".
        when: in the reference.
        score: as a person reads it.
        cues: what to change in it.
        praise: what is right; "" for nothing.
        steps: what the lesson calls the steps in it; "" where it names none.
    """

    name: str
    when: str
    score: str
    cues: tuple[str, ...] = ()
    praise: str = ""
    steps: str = ""


@attrs.frozen
class JointRow:
    """A line of the table of joints.

    Attributes:
        name: such as "left elbow".
        difference: mean degrees, with unit.
        share: of what is lost.
        part: the same, 0 to 1, for a bar.
        mark: 0 to 100.
    """

    name: str
    difference: str
    share: str
    part: float
    mark: str


@attrs.frozen
class BesidePage:
    """All of it.

    Attributes:
        title: such as "anna.mp4 beside lesson.mp4".
        score: of the whole as a person reads it, "–" where there is none.
        summary: how the clips lie on one another, a line; "" where they do not.
        marks: shape, timing, size, flow.
        warnings: sentences.
        pairs: pictures, the worst first.
        plots: curves over the dance.
        phrases: in order.
        joints: the most costly first.
        language: code such as "en".
        made: when, as a person reads it; "" leaves it out.
    """

    title: str
    score: str
    summary: str = ""
    marks: tuple[Mark, ...] = ()
    warnings: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    plots: tuple[Plot, ...] = ()
    phrases: tuple[PhraseRow, ...] = ()
    joints: tuple[JointRow, ...] = ()
    language: str = "en"
    made: str = ""
