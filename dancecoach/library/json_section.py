"""Reading JSON that somebody else may have written: every value is checked, and a fault names file and key."""

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from dancecoach.errors import AnalysisFileError
from dancecoach.i18n import _

_REQUIRED: Any = object()


@attrs.frozen
class Section:
    """A JSON object that knows where it stands, so that a fault can be named.

    Attributes:
        path: the file.
        name: of the object within it, such as "clip"; "" for the whole.
        content: what it holds.
    """

    path: Path
    name: str
    content: dict[str, Any]

    def where(self, key: str) -> str:
        """A key's full name."""
        return f"{self.name}.{key}" if self.name else key

    def get(self, key: str, kind: type | tuple[type, ...], default: Any = _REQUIRED) -> Any:
        """The value of a key.

        Raises:
            AnalysisFileError: it is missing and there is no default, or it is of another kind. So for all below.
        """
        if key not in self.content:
            if default is _REQUIRED:
                raise fault(self.path, _("lacks {}").format(self.where(key)))
            return default
        value = self.content[key]
        # In Python a bool is an int; in JSON it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, value)
        return value

    def section(self, key: str) -> "Section":
        """An object within this one."""
        return Section(self.path, self.where(key), self.get(key, dict))

    def optional(self, key: str) -> "Section | None":
        """An object within this one; None where it is missing or null."""
        return None if self.content.get(key) is None else self.section(key)

    def sections(self, key: str) -> "list[Section]":
        """A list of objects; an empty one where it is missing or null."""
        values = [] if self.content.get(key) is None else self.get(key, list)
        if not all(isinstance(value, dict) for value in values):
            raise fault(self.path, _("has something else than objects in {}").format(self.where(key)))
        return [Section(self.path, f"{self.where(key)}[{i}]", value) for i, value in enumerate(values)]

    def text(self, key: str) -> str:
        """A text."""
        return str(self.get(key, str))

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """A text that is one of a few."""
        value = self.text(key)
        if value not in choices:
            raise self.wrong(key, value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; an empty one where it is missing."""
        values = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise fault(self.path, _("has something else than text in {}").format(self.where(key)))
        return tuple(values)

    def count(self, key: str, least: int, most: float = math.inf) -> int:
        """A whole number between two, both included."""
        value = int(self.get(key, int))
        if not least <= value <= most:
            raise self.wrong(key, value)
        return value

    def number(self, key: str, least: float = -math.inf, most: float = math.inf) -> float:
        """A finite number between two, both included."""
        value = self.get(key, (int, float))
        # A whole number of hundreds of digits is larger than all that is finite here.
        if not (least <= value <= most and -sys.float_info.max <= value <= sys.float_info.max):
            raise self.wrong(key, value)
        return float(value)

    def number_or_none(self, key: str, least: float = -math.inf, most: float = math.inf) -> float | None:
        """A finite number; None where it is missing or null."""
        return None if self.content.get(key) is None else self.number(key, least, most)

    def wrong(self, key: str, value: object) -> AnalysisFileError:
        """The error for an impossible value."""
        return fault(self.path, _("has {value} for {key}").format(value=repr(value)[:40], key=self.where(key)))


def fault(path: Path, problem: str) -> AnalysisFileError:
    """The error for a file that cannot be used, with what to do about it."""
    return AnalysisFileError(problem, subject=path, remedy=_("analyse the clip again"))
