"""What a lesson says."""

import re
from typing import Final

import attrs

MOST_STEPS, MOST_CUES = 500, 2000
LONGEST_TITLE, LONGEST_TEXT = 200, 20_000
"""Letters."""

# Controls, halves of letters, what turns the direction of writing: unseen here, and obeyed elsewhere, as by terminals.
_NO_LETTERS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """A text with nothing in it but what is seen; lines may break."""
    return _NO_LETTERS.sub("", text.replace("\r\n", "\n"))


def plain_line(text: str) -> str:
    """A text of one line with nothing in it but what is seen."""
    return plain(" ".join(text.splitlines())).replace("\t", " ")


@attrs.frozen
class LessonStep:
    """A part of the dance with a name, such as "basic step".

    Attributes:
        name: what it is called.
        start_s: where it begins, seconds of the reference.
        end_s: where it ends.
    """

    name: str = attrs.field(converter=plain_line)
    start_s: float
    end_s: float


@attrs.frozen
class LessonCue:
    """What the instructor says at a moment.

    Attributes:
        text: one sentence.
        start_s: from when it is shown, seconds of the reference.
        end_s: until when.
    """

    text: str = attrs.field(converter=plain_line)
    start_s: float
    end_s: float


@attrs.frozen
class Lesson:
    """A reference with all that an instructor has to say about it.

    Attributes:
        title: what it is called.
        media: name of the film or poses within the lesson, such as "media/turn.mp4".
        sha256: hexadecimal hash of it.
        begin_s: where the dance begins, seconds of the film.
        end_s: where it ends.
        author: who made it; "" where nobody says.
        text: what it is about.
        mirrored: whether it is to be shown as in a mirror.
        steps: in the order of time; they do not overlap.
        cues: in the order of time.
    """

    title: str = attrs.field(converter=plain_line)
    media: str
    sha256: str
    begin_s: float
    end_s: float
    author: str = attrs.field(default="", converter=plain_line)
    text: str = attrs.field(default="", converter=plain)
    mirrored: bool = False
    steps: tuple[LessonStep, ...] = ()
    cues: tuple[LessonCue, ...] = ()
