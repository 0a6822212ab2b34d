"""How far clips are varied: the settings, the usual ones of those who train, and reading them from a text."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from dancecoach.errors import InputError
from training.errors import CallError


@attrs.frozen
class Augmentation:
    """How far clips are varied. Each setting at 0 leaves that part as it is.

    Attributes:
        mirror: share of clips that are mirrored, sides exchanged.
        stretch: longest factor of time; 1.18 draws between 1/1.18 and 1.18. 0 is 1.
        roll: spread of the camera's roll, degrees.
        aspect: spread of the picture's width against its height, in logarithms.
        noise: largest spread of the joints' noise in a clip, shares of the trunk's length.
        hide: chance, per second, that a limb goes out of sight for a while.
        hide_s: longest such while, s.
        lose: chance, per second, that the person is not found for up to a fifth of a second.
        trim: share of clips that are cut at one end, mostly near a border of two phases, as people trim their own.
        limbs: spread of each segment's length, in logarithms: other bodies, and an engine that sees a real hip
            elsewhere than a drawn one.
        drift: how far the camera's aim wanders in a clip, shares of the trunk's length; it zooms a tenth as much.
        translate: farthest that a clip is moved, up or down and to a side, shares of the picture's height and width.
        zoom: farthest from 1 that a clip is made larger or smaller about the picture's middle; 0.1 draws between 0.9
            and 1.1.
        interval: longest interval of frames; 3 keeps every frame, every second or every third, at the times they have.

    Raises:
        CallError: a value says nothing, such as a share above 1.
    """

    mirror: float = 0.5
    stretch: float = 1.18
    roll: float = 4.0
    aspect: float = 0.04
    noise: float = 0.02
    hide: float = 0.05
    hide_s: float = 1.5
    lose: float = 0.02
    trim: float = 0.35
    limbs: float = 0.06
    drift: float = 0.5
    translate: float = 0.0
    zoom: float = 0.0
    interval: int = 0

    def __attrs_post_init__(self) -> None:
        for name, value in attrs.asdict(self).items():
            least, most = _RANGES.get(name, (0.0, 100.0))
            whole = name != "interval" or isinstance(value, int)
            fits = isinstance(value, int | float) and (value == 0 or least <= value <= most)
            if isinstance(value, bool) or not fits or not whole:
                numbers = "a whole number" if name == "interval" else "a number"
                raise CallError(
                    f"is no value of {name}", subject=repr(value), remedy=f"choose 0, or {numbers} up to {most:g}"
                    if not least else f"choose 0, or {numbers} from {least:g} to {most:g}",
                )  # fmt: skip

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of what is varied."""
        return tuple(name for name in PARTS if getattr(self, name) > (1 if name in _FACTORS else 0))

    def only(self, *parts: str) -> "Augmentation":
        """Nothing else varied than some parts, as far as here."""
        kept = {name: getattr(self, name) for name in parts}
        return attrs.evolve(PLAIN, **kept, hide_s=self.hide_s if "hide" in parts else 0)

    def without(self, *parts: str) -> "Augmentation":
        """All but some parts."""
        return self.only(*(name for name in self.parts if name not in parts))


_FACTORS = ("stretch", "interval")
_RANGES = {
    "mirror": (0.0, 1.0), "trim": (0.0, 1.0), "stretch": (1.0, 4.0), "interval": (1, 30), "zoom": (0.0, 0.9),
    "translate": (0.0, 1.0), "limbs": (0.0, 1.0), "aspect": (0.0, 1.0), "roll": (0.0, 180.0),
}  # fmt: skip
"""Least beside 0, and most."""

PARTS = tuple(field.name for field in attrs.fields(Augmentation) if field.name != "hide_s")
"""What can be varied, by the names of the settings."""

PLAIN = Augmentation(**{field.name: 0 for field in attrs.fields(Augmentation)})
"""Nothing is varied."""

PHASES_AUGMENTATION = Augmentation()

STYLE_AUGMENTATION = Augmentation(
    stretch=1.13, aspect=0.12, noise=0.06, hide=0.02, lose=0.0, trim=0.0, limbs=0.0, drift=0.0
)
"""For few clips of unknown picture shape."""

FIELD_AUGMENTATION = attrs.evolve(
    PLAIN, mirror=0.5, roll=5.0, translate=0.05, zoom=0.1, trim=0.5, interval=2, hide=0.1, hide_s=1.5, noise=0.05
)
"""What the field's works do with landmarks of dances."""


def parsed(text: str, usual: Augmentation = FIELD_AUGMENTATION) -> Augmentation:
    """Settings from a text, as `described` gives them and people write them.

    Args:
        text: parts with commas between, each as far as usual or with a value behind an equals sign ("mirror,zoom=0.2");
            "all" for all usual ones, "all-mirror" for all but one, "plain" for none; or the name of a JSON file of
            settings by name.
        usual: how far each is varied without a value; a part that it leaves alone is varied as far as others vary it.

    Raises:
        CallError: there is no such part, or its value says nothing.
        InputError: the file cannot be read.
    """
    if text.lower().endswith(".json"):
        return _of_file(Path(text))
    settings: dict[str, Any] = attrs.asdict(PLAIN)
    for word in filter(None, (word.strip() for word in re.split(r"[,+]", text))):
        name, given, value = word.partition("=")
        if word == "plain":
            continue
        if given:
            settings |= _checked({name: _number(name, value)})
        elif name.split("-")[0] == "all":
            settings |= attrs.asdict(usual.without(*map(_part, name.split("-")[1:])))
        else:
            settings |= {_part(name): _usually(name, usual)}
    if settings["hide"] and not settings["hide_s"]:
        settings["hide_s"] = usual.hide_s or FIELD_AUGMENTATION.hide_s
    return Augmentation(**settings)


def described(settings: Augmentation, usual: Augmentation = FIELD_AUGMENTATION) -> str:
    """A short text that differs wherever settings do, fit for the name of a file; `parsed` reads it."""
    if not settings.parts:
        return "plain"
    same = [name for name in settings.parts if getattr(settings, name) == getattr(usual, name)]
    others = {name: getattr(settings, name) for name in settings.parts if name not in same}
    if "hide" in settings.parts and settings.hide_s != usual.hide_s:
        others["hide_s"] = settings.hide_s
    missing = [name for name in usual.parts if name not in same]
    words = ["-".join(["all", *missing])] if len(same) > len(missing) else same
    return "+".join([*words, *(f"{name}={value:g}" for name, value in others.items())])


def _usually(part: str, usual: Augmentation) -> float:
    values: list[float] = [getattr(s, part) for s in (usual, FIELD_AUGMENTATION, PHASES_AUGMENTATION)]
    return next(filter(None, values))


def _of_file(path: Path) -> Augmentation:
    try:
        facts = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError("holds no settings in JSON", subject=path, remedy="name a file that does") from error
    if not isinstance(facts, Mapping):
        raise InputError("holds no settings by name", subject=path, remedy='write such as {"mirror": 0.5}')
    settings = attrs.asdict(PLAIN) | _checked(facts)
    return Augmentation(**settings)


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    for name in facts:
        if name != "hide_s":
            _part(name)
    return dict(facts)


def _part(name: str) -> str:
    if name not in PARTS:
        raise CallError("is nothing that is varied", subject=repr(name), remedy=f"choose from: {', '.join(PARTS)}")
    return name


def _number(name: str, value: str) -> float:
    try:
        return int(value) if name == "interval" else float(value)
    except ValueError:
        raise CallError(f"is no value of {name}", subject=repr(value), remedy="write a number") from None
