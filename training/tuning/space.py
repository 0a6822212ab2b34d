"""What may be tuned of each system, and between which values: data, to be read as a table.

A name is an attribute of the system; ``training.units`` is an attribute of its attribute ``training``. The usual
settings lie within: they are the first to be tried.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from training.errors import CallError
from training.networks.system import System

Value = int | float | str
Settings = Mapping[str, Value]


@attrs.frozen
class Range:
    """Numbers from one to another, both included.

    Attributes:
        low: the least; a whole number for whole numbers.
        high: the largest.
        step: from one to the next; 0 for any number between them.
        log: whether factors count rather than differences.
    """

    low: float
    high: float
    step: float = 0
    log: bool = False

    def suggest(self, trial: Any, name: str) -> Value:
        """A value of Optuna's choice."""
        if isinstance(self.low, int):
            return int(trial.suggest_int(name, self.low, self.high, step=self.step or 1))
        return float(trial.suggest_float(name, self.low, self.high, step=self.step or None, log=self.log))

    def holds(self, value: Value) -> bool:
        """Whether it is one of them."""
        return isinstance(value, int | float) and self.low <= value <= self.high

    def average(self, values: Sequence[Value]) -> Value:
        """Their mean, of their logarithms where factors count, on the nearest step."""
        if len(set(values)) == 1:
            return values[0]  # logarithms there and back would miss it by a hair, and it would be trained anew
        numbers = np.array(values, np.float64)
        mean = float(np.exp(np.log(numbers).mean()) if self.log else numbers.mean())
        if self.step:
            mean = self.low + round((mean - self.low) / self.step) * self.step
        return round(mean) if isinstance(self.low, int) else mean


@attrs.frozen
class Choice:
    """A few values, none between them.

    Attributes:
        values: all.
    """

    values: tuple[Value, ...]

    def suggest(self, trial: Any, name: str) -> Value:
        """A value of Optuna's choice."""
        chosen: Value = trial.suggest_categorical(name, self.values)
        return chosen

    def holds(self, value: Value) -> bool:
        """Whether it is one of them."""
        return value in self.values

    def average(self, values: Sequence[Value]) -> Value:
        """Of numbers the one nearest to their mean, of words the most frequent; the first of equals."""
        if all(isinstance(v, int | float) for v in self.values):
            mean = float(np.mean([float(v) for v in values]))
            return min(self.values, key=lambda v: abs(float(v) - mean))
        count = Counter(values)
        return max(self.values, key=lambda v: count[v])


Knob = Range | Choice

_RATE, _DROPOUT = Range(3e-4, 1e-2, log=True), Range(0.0, 0.6, step=0.05)
_STACKED: dict[str, Knob] = {
    "rate": _RATE,
    "units": Range(20, 100, 10),
    "dropout": _DROPOUT,
    "window": Choice((5, 10, 20, 30)),
}
_PICTURES: dict[str, Knob] = {"rate": _RATE, "width": Choice((0.25, 0.5, 1.0))}
_WINDOW = Choice((60, 100, 150))

SPACES: dict[str, dict[str, Knob]] = {
    "rnn50": _STACKED,
    "lstm50": _STACKED,
    "gru50": _STACKED,
    "frame_alexnet": _PICTURES,
    "frame_resnet18": _PICTURES,
    "frame_squeezenet": _PICTURES,
    "resnet_lstm": {
        "rate": _RATE,
        "optimiser": Choice(("sgd", "momentum", "rmsprop", "adam")),
        "units": Range(32, 128, 32),
        "dropout": _DROPOUT,
        "length": Choice((4, 8, 12)),
    },
    "frame_cnn": {
        "rate": Range(1e-3, 0.1, log=True),
        "momentum": Range(0.0, 0.95, step=0.05),
        "dense": Range(32, 128, 32),
        "dropout": _DROPOUT,
    },
    "bilstm": {
        "rate": Range(5e-3, 0.3, log=True),
        "momentum": Range(0.0, 0.95, step=0.05),
        "units": Range(16, 96, 16),
        "dropout": _DROPOUT,
        "length": Choice((90, 180, 300)),
    },
    "coco17_lstm": {
        "rate": _RATE,
        "units": Range(10, 60, 10),
        "dense": Range(32, 128, 32),
        "l2": Range(1e-6, 1e-2, log=True),
        "window": _WINDOW,
    },
    "tcn": {"rate": _RATE, "filters": Range(16, 96, 16), "dropout": _DROPOUT, "window": _WINDOW},
    "transformer": {
        "rate": _RATE,
        "width": Choice((32, 48, 64)),
        "layers": Range(1, 4),
        "dropout": _DROPOUT,
        "window": _WINDOW,
    },
    "stgcn": {"rate": _RATE, "kernel": Choice((5, 9, 13)), "dropout": _DROPOUT, "window": _WINDOW},
    "gru": {
        "training.schedule.learning_rate": Range(5e-4, 1e-2, log=True),
        "training.units": Range(16, 128, 16),
        "training.dropout": _DROPOUT,
        "training.longest_s": Choice((6.0, 8.0, 10.0, 14.0)),
    },
}
"""By the names of `training.systems.SYSTEMS`."""


def space_of(system: System) -> dict[str, Knob]:
    """What may be tuned of a system.

    Raises:
        CallError: nothing.
    """
    if system.name not in SPACES:
        raise CallError("has nothing to tune", subject=repr(system.name), remedy=f"choose one of: {', '.join(SPACES)}")
    return SPACES[system.name]


def with_settings(system: System, settings: Settings) -> System:
    """The same system with other settings."""
    for name, value in settings.items():
        system = _evolved(system, name.split("."), value)
    return system


def settings_of(system: System, space: Mapping[str, Knob]) -> dict[str, Value]:
    """What a system's tunable settings are now."""
    found: dict[str, Value] = {}
    for name in space:
        owner: Any = system
        for part in name.split("."):
            owner = getattr(owner, part)
        found[name] = owner
    return found


def averaged(settings: Sequence[Settings], space: Mapping[str, Knob]) -> dict[str, Value]:
    """One for several, knob by knob."""
    return {name: knob.average([one[name] for one in settings]) for name, knob in space.items()}


def _evolved(owner: Any, path: Sequence[str], value: Value) -> Any:
    first, *rest = path
    return attrs.evolve(owner, **{first: _evolved(getattr(owner, first), rest, value) if rest else value})
