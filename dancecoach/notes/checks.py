"""Checks of a record's fields that end in a sentence for the person."""

import math
import operator
import re
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from dancecoach.errors import NotesError
from dancecoach.i18n import _

Check = Callable[[Any, Any, Any], None]
Point = tuple[float, float]
"""x to the right and y down, in shares of the picture."""

FAR = 100.0
"""Points may lie outside the picture, but not farther than this many pictures."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def wrong(name: str, value: object, remedy: str) -> NotesError:
    """The error for a value that cannot be."""
    return NotesError(_("{value} is no possible {name}").format(value=repr(value)[:40], name=name), remedy=remedy)


def whole(least: int, most: float = math.inf) -> Check:
    """A whole number between two, both included."""

    def check(_record: Any, field: Any, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise wrong(field.name, value, _between(least, most))

    return check


def yes_or_no(_record: Any, field: Any, value: Any) -> None:
    """Whether a value is True or False.

    Raises:
        NotesError: it is neither.
    """
    if not isinstance(value, bool):
        raise wrong(field.name, value, _("give true or false"))


def number(least: float, most: float) -> Check:
    """A finite number between two, both included."""

    def check(_record: Any, field: Any, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise wrong(field.name, value, _between(least, most))

    return check


def optional(inner: Check) -> Check:
    """None, or what another check lets pass."""

    def check(record: Any, field: Any, value: Any) -> None:
        if value is not None:
            inner(record, field, value)

    return check


def one_of(choices: Collection[str]) -> Check:
    """A text that is one of a few."""

    def check(_record: Any, field: Any, value: Any) -> None:
        if not isinstance(value, str) or value not in choices:
            raise wrong(field.name, value, _("choose one of: {}").format(", ".join(choices)))

    return check


def text(most: int) -> Check:
    """A text of so many characters at most."""

    def check(_record: Any, field: Any, value: Any) -> None:
        if not isinstance(value, str) or len(value) > most or not _writable(value):
            raise wrong(field.name, value, _("write a text of {} characters at most").format(most))

    return check


def colour(_record: Any, field: Any, value: Any) -> None:
    """``#RRGGBB``."""
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise wrong(field.name, value, _("write a colour as #RRGGBB"))


def points(_record: Any, field: Any, value: Any) -> None:
    """A tuple of points."""
    if not isinstance(value, tuple) or not all(is_point(item) for item in value):
        raise wrong(field.name, value, _("give points as shares of the picture"))


def point(_record: Any, field: Any, value: Any) -> None:
    """One point."""
    if not is_point(value):
        raise wrong(field.name, value, _("give a point as shares of the picture"))


def frame(value: Any, count: int) -> int:
    """A frame of a clip that has ``count`` of them, NumPy's whole numbers made Python's: JSON knows no others.

    Raises:
        NotesError: it is none.
    """
    try:
        number = -1 if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = -1
    if not 0 <= number < count:
        raise NotesError(
            _("is not one of the clip’s {} frames").format(count),
            subject=str(value),
            remedy=_("choose one from 0 to {}").format(count - 1),
        )
    return number


def is_point(value: Any) -> bool:
    """Whether a value is a point within `FAR`."""
    return (
        isinstance(value, tuple)
        and len(value) == 2
        and all(isinstance(c, int | float) and not isinstance(c, bool) and -FAR <= c <= FAR for c in value)
    )


def as_points(value: Any) -> Any:
    """Lists, as JSON has them, as tuples; whatever else is left to the check."""
    if not isinstance(value, list | tuple):
        return value
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)


def as_point(value: Any) -> Any:
    """A list, as JSON has it, as a tuple."""
    return tuple(value) if isinstance(value, list) else value


def as_whole(value: Any) -> Any:
    """NumPy's whole numbers as Python's: JSON knows no others; whatever else is left to the check."""
    return int(value) if isinstance(value, np.integer) else value


def _writable(value: str) -> bool:
    """Whether it can be written as UTF-8; half of a surrogate pair, which some keyboards let through, cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _between(least: float, most: float) -> str:
    if math.isinf(most):
        return _("give {} or more").format(least)
    return _("give something from {least} to {most}").format(least=least, most=most)
