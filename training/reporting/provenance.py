"""What outcomes were worked out with, and whether they may stand side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol


class Dated(Protocol):
    """An outcome of any kind."""

    @property
    def versions(self) -> dict[str, str]:
        """Versions of what it depends on, by name."""


_NAMES = {
    "python": "Python", "numpy": "NumPy", "scikit-learn": "scikit-learn", "keras": "Keras", "tensorflow": "TensorFlow",
    "onnxruntime": "ONNX Runtime",
}  # fmt: skip
_MACHINE = "processor"
"""Another machine changes times, not what is learned: no reason to warn."""


def worked_with(outcomes: Sequence[Dated]) -> Iterator[tuple[str, str]]:
    """(what, value) about versions and machines."""
    known = [outcome.versions for outcome in outcomes if outcome.versions]
    if not known:
        yield "Worked out with", "not kept: outcomes of an earlier version"
        return
    names = dict.fromkeys(name for versions in known for name in versions if name != _MACHINE)
    yield "Worked out with", ", ".join(f"{_NAMES.get(name, name)} {_each(known, name)}" for name in names)
    if any(_MACHINE in versions for versions in known):
        yield "Machine", _each(known, _MACHINE)
    if len(known) < len(outcomes):
        yield "Versions not kept", f"{len(outcomes) - len(known)} of {len(outcomes)} runs"


def doubts(outcomes: Sequence[Dated]) -> tuple[str, ...]:
    """Sentences about versions that differ between runs that stand side by side."""
    known = [outcome.versions for outcome in outcomes if outcome.versions]
    names = dict.fromkeys(name for versions in known for name in versions if name != _MACHINE)
    # A library that only some had is a difference too.
    differ = [name for name in names if len({versions.get(name) for versions in known}) > 1]
    if not differ:
        return ()
    said = "; ".join(f"{_NAMES.get(name, name)} {_each(known, name)}" for name in differ)
    return (f"Runs of different versions stand side by side ({said}): their figures may differ for that alone.",)


def _each(known: Sequence[dict[str, str]], name: str) -> str:
    counts = Counter(versions.get(name, "not installed") for versions in known)
    if len(counts) == 1:
        return next(iter(counts))
    return " and ".join(f"{version} ({count} runs)" if count > 1 else f"{version} (1 run)"
                        for version, count in sorted(counts.items()))  # fmt: skip
