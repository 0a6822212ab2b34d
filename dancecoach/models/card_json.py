"""Reading the fields of a model card: every value is checked, and a fault is one sentence that names the file."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from dancecoach.errors import ModelError
from dancecoach.i18n import _

_REQUIRED: Any = object()


def _remedy() -> str:
    return _("choose a model made for this version, or install dancecoach again")


def fault(path: Path, problem: str) -> ModelError:
    """The error for a file that cannot be used, with what to do about it."""
    return ModelError(problem, subject=path, remedy=_remedy())


@attrs.frozen
class Fields:
    """A JSON object of a card that knows where it stands, so that a fault can be named.

    Every method raises `ModelError` when the field is missing or is not what it should be.

    Attributes:
        path: the model file.
        name: of the object within the card, such as "features"; "" for the whole.
        content: what it holds.
    """

    path: Path
    name: str
    content: dict[str, Any]

    @classmethod
    def parse(cls, text: str, path: Path) -> "Fields":
        """The fields of a card.

        Raises:
            ModelError: the text is no JSON object.
        """
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise fault(path, _("its card is not JSON ({reason})").format(reason=problem)) from problem
        if not isinstance(content, dict):
            raise fault(path, _("its card is {value}, not an object").format(value=_short(content)))
        return cls(path, "", content)

    def wrong(self, key: str, value: object, wanted: str) -> ModelError:
        """The error for a value that cannot be used."""
        text = _("its card has {value} for {key}, where {wanted} is needed")
        return fault(self.path, text.format(value=_short(value), key=self._where(key), wanted=wanted))

    def _where(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def get(self, key: str, kind: type | tuple[type, ...], wanted: str) -> Any:
        """The value of a key, of a kind; ``wanted`` says in words what it should be."""
        if key not in self.content:
            raise fault(self.path, _("its card lacks {key}").format(key=self._where(key)))
        value = self.content[key]
        # In Python a bool is an int; in JSON it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, value, wanted)
        return value

    def inner(self, key: str) -> "Fields":
        """An object within this one."""
        return Fields(self.path, self._where(key), self.get(key, dict, _("an object")))

    def objects(self, key: str) -> "list[Fields]":
        """A list of objects."""
        values = self.get(key, list, _("a list"))
        if not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, values, _("a list of objects"))
        return [Fields(self.path, f"{self._where(key)}[{i}]", value) for i, value in enumerate(values)]

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = str(self.get(key, str, _("a text")))
        if not value.strip():
            raise self.wrong(key, value, _("a text"))
        return value

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """A text that is one of a few."""
        value = self.text(key)
        if value not in choices:
            raise self.wrong(key, value, _(" or ").join(choices))
        return value

    def texts(self, key: str, *, different: bool = True) -> tuple[str, ...]:
        """A list of texts that are not empty; no two the same, unless ``different`` says that this does not matter."""
        wanted = _("a list of different texts") if different else _("a list of texts")
        values = self.get(key, list, _("a list of texts"))
        sound = all(isinstance(value, str) and value for value in values)
        if not sound or (different and len(set(values)) != len(values)):
            raise self.wrong(key, values, wanted)
        return tuple(values)

    def flag(self, key: str) -> bool:
        """True or false."""
        return bool(self.get(key, bool, _("true or false")))

    def count(self, key: str, most: int) -> int:
        """A whole number from 0 to ``most``."""
        wanted = _("a whole number from 0 to {most}").format(most=most)
        value = int(self.get(key, int, wanted))
        if not 0 <= value <= most:
            raise self.wrong(key, value, wanted)
        return value

    def number(self, key: str, *, least: float = -math.inf, most: float = math.inf) -> float:
        """A finite number between two, both included."""
        wanted = _("a number from {least} to {most}").format(least=least, most=most)
        value = self.get(key, (int, float), wanted)
        if not (_is_finite(value) and least <= value <= most):
            raise self.wrong(key, value, wanted)
        return float(value)

    def numbers(self, key: str, length: int, *, above: float = -math.inf) -> tuple[float, ...]:
        """A list of finite numbers of a given length, each above a bound."""
        values = self.get(key, list, _("a list of numbers"))
        if len(values) != length:
            text = _("{count} numbers").format(count=length)
            raise self.wrong(key, _("{count} numbers").format(count=len(values)), text)
        for i, value in enumerate(values):
            if not (_is_finite(value) and value > above):
                raise self.wrong(f"{key}[{i}]", value, _("a number above {bound}").format(bound=above))
        return tuple(float(value) for value in values)


def _is_finite(value: object) -> bool:
    """Whether it is a number, and one that a double can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _short(value: object) -> str:
    """A value as it is shown in a sentence."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
