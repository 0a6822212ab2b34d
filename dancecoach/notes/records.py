"""Small records in a clip's notes: whose they are, key frames, what says how long a metre is in the picture."""

from typing import Any

import attrs

from dancecoach.i18n import _
from dancecoach.notes import checks
from dancecoach.notes.checks import Point
from dancecoach.notes.drawing import MAX_FRAME

MAX_NOTE = 20_000
_SHA256_LENGTH = 64


def _check_sha256(_clip: Any, field: Any, value: Any) -> None:
    if not isinstance(value, str) or len(value) != _SHA256_LENGTH or set(value) - set("0123456789abcdef"):
        raise checks.wrong(field.name, value, _("give the hash of the clip’s content"))


def _printable(name: Any) -> Any:
    """What cannot be written as UTF-8, possible in file names, shown as question marks."""
    return name.encode("utf-8", "replace").decode("utf-8") if isinstance(name, str) else name


@attrs.frozen
class NotedClip:
    """Which clip the notes are about.

    Attributes:
        sha256: hexadecimal hash of its content: a renamed copy is the same clip.
        frames: how many it has.
        name: of its file when the notes were last written; "" where unknown. It decides nothing.
    """

    sha256: str = attrs.field(validator=_check_sha256)
    frames: int = attrs.field(validator=checks.whole(1, MAX_FRAME))
    name: str = attrs.field(default="", converter=_printable, validator=checks.text(4096), eq=False)


@attrs.frozen
class KeyFrame:
    """A frame worth coming back to.

    Attributes:
        frame: which one.
        note: what there is to say of it.
    """

    frame: int = attrs.field(converter=checks.as_whole, validator=checks.whole(0, MAX_FRAME))
    note: str = attrs.field(default="", validator=checks.text(MAX_NOTE))


def _check_apart(length: "KnownLength", field: Any, value: Any) -> None:
    checks.point(length, field, value)
    if value == length.a:
        raise checks.wrong(field.name, value, _("choose two different points"))


@attrs.frozen
class KnownLength:
    """Two points whose distance is known, in the plane where the athlete moves.

    Attributes:
        a: one end, shares of the picture.
        b: the other.
        length_m: their distance, m.
        frame: on which they were put.
    """

    a: Point = attrs.field(converter=checks.as_point, validator=checks.point)
    b: Point = attrs.field(converter=checks.as_point, validator=_check_apart)
    length_m: float = attrs.field(validator=checks.number(0.001, 1000.0))
    frame: int = attrs.field(default=0, converter=checks.as_whole, validator=checks.whole(0, MAX_FRAME))


@attrs.frozen
class AthleteHeight:
    """How tall the athlete is; how tall in the picture, the poses say.

    Attributes:
        height_m: from the floor to the top of the head, upright, m.
    """

    height_m: float = attrs.field(validator=checks.number(0.3, 2.8))


Calibration = KnownLength | AthleteHeight
