"""Records as JSON objects and back. What is written is checked by the records themselves when it is read."""

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.records import AthleteHeight, Calibration, KeyFrame, KnownLength

_Record = TypeVar("_Record", Drawing, KeyFrame, KnownLength, AthleteHeight)
_FIELDS = {
    kind: tuple((field.name, field.default) for field in attrs.fields(kind))
    for kind in (Drawing, KeyFrame, KnownLength, AthleteHeight)
}


def content_of(record: Drawing | KeyFrame | KnownLength | AthleteHeight) -> dict[str, Any]:
    """A record's attributes that are not as usual."""
    values = ((name, getattr(record, name), usual) for name, usual in _FIELDS[type(record)])
    return {name: value for name, value, usual in values if value != usual}


def record_of(kind: type[_Record], content: Any) -> _Record:
    """The record that an object describes; what is not among its attributes is not looked at.

    Raises:
        NotesError: it describes none.
    """
    if not isinstance(content, Mapping):
        raise NotesError(_("is no {}").format(kind.__name__), subject=repr(content)[:40])
    try:
        return kind(**{name: content[name] for name, _usual in _FIELDS[kind] if name in content})
    except TypeError as error:  # an attribute is missing
        raise NotesError(_("is no {}").format(kind.__name__), subject=repr(content)[:40]) from error


def calibration_content(calibration: Calibration | None) -> dict[str, Any] | None:
    """The value of ``calibration``."""
    if calibration is None:
        return None
    kind = "length" if isinstance(calibration, KnownLength) else "height"
    return {"kind": kind, **content_of(calibration)}


def calibration_of(content: Any) -> Calibration | None:
    """The calibration that a value describes.

    Raises:
        NotesError: it describes none.
    """
    if content is None:
        return None
    kind = content.get("kind") if isinstance(content, Mapping) else None
    if kind == "length":
        return record_of(KnownLength, content)
    if kind == "height":
        return record_of(AthleteHeight, content)
    raise NotesError(_("is no calibration"), subject=repr(content)[:40])
