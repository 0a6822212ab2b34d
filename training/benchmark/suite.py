"""Many systems through many protocols, one outcome after the other: what is done is kept, a killed run goes on."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.benchmark.learning import Learning
from training.benchmark.outcome import Outcome
from training.benchmark.protocols import PROTOCOLS
from training.benchmark.run import run
from training.data.clips import Clip
from training.data.sets import StyleSet
from training.errors import CallError
from training.networks.backend import forget
from training.networks.system import Fitting, System
from training.systems import system
from training.tuning.space import Value, with_settings


@attrs.frozen(eq=False)
class Suite:
    """What is to be compared.

    Attributes:
        dances: the clips.
        systems: names.
        protocols: names.
        seeds: how many runs of each, from seed 0.
        epochs: most rounds; 0 takes each system's own number. An outcome of fewer rounds is one of its own.
        threads: TensorFlow's; 0 leaves it to it.
        strangers: clips of none of the dances, of the set's skeleton, to see how certain networks are of those.
        learning: what is on beside the usual, one after the other.
        settings: of the systems, other than usual. An outcome of other settings is one of its own.
    """

    dances: StyleSet
    systems: Sequence[str]
    protocols: Sequence[str]
    seeds: int = 3
    epochs: int = 0
    threads: int = 0
    strangers: Sequence[Clip] = ()
    learning: Sequence[Learning] = (Learning(),)
    settings: Mapping[str, Value] = attrs.field(factory=dict)

    def run(
        self, folder: Path, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Iterator[Outcome | str]:
        """Outcomes, or a sentence for what cannot be asked, as they are ready.

        Args:
            folder: where outcomes are kept; those that are there are not worked out again.
            progress: listener.
            cancel: stops it.

        Raises:
            CallError: a name is unknown.
            InputError: a kept outcome is damaged, or of other clips.
            EngineError: TensorFlow is not installed.
            Cancelled: ``cancel`` was set.
        """
        self.check()
        for number, (seed, protocol, learning, one) in enumerate(wanted := self._wanted()):
            if cancel is not None:
                cancel.check()
            progress(Progress(f"{protocol}, {learning.named(one)}", number, len(wanted)))
            yield self._one(folder, protocol, one, learning, Fitting(seed, self.epochs, self.threads, cancel=cancel))
        progress(Progress("compared", len(wanted), len(wanted)))

    def _wanted(self) -> list[tuple[int, str, Learning, System]]:
        """Every run; seed by seed, so that of ways to learn that are compared each is run once before any is again."""
        systems = [self.system(name) for name in self.systems]
        seeds = range(self.seeds)
        return [(k, p, how, one) for p in self.protocols for one in systems for k in seeds for how in self.learning]

    def system(self, name: str) -> System:
        """One of the systems, with the settings.

        Raises:
            CallError: there is none of that name.
        """
        return with_settings(system(name, "style"), self.settings)

    def check(self) -> None:
        """See that all names are known, and that every system takes every learning.

        Raises:
            CallError: one is not, or does not.
        """
        for name in self.systems:
            for learning in self.learning:
                learning.check(self.system(name))
        for name in self.protocols:
            if name not in PROTOCOLS:
                raise CallError(
                    "is not a protocol", subject=repr(name), remedy=f"choose one of: {', '.join(PROTOCOLS)}"
                )

    def _one(self, folder: Path, protocol: str, one: System, learning: Learning, fitting: Fitting) -> Outcome | str:
        place = self._place(folder)
        try:
            name = learning.named(one, one.looks_at(self.dances.clips))
        except InputError as error:
            return f"{learning.named(one)}, {protocol}: {error}"
        kept = place / Outcome.file_of(self.dances.name, protocol, name, fitting.seed)
        if kept.is_file():
            outcome = Outcome.load(kept)
            if outcome.learning == learning.facts(one):
                self._refuse_others(outcome, kept)
                return outcome
        try:
            outcome = run(one, self.dances, PROTOCOLS[protocol], fitting, self.strangers, learning=learning)
        except InputError as error:
            return f"{name}, {protocol}: {error}"
        outcome.save(place)
        forget()
        return outcome

    def _refuse_others(self, outcome: Outcome, kept: Path) -> None:
        """Clips may be left unasked, as far as an outcome tells, but none that was asked may be gone or renamed."""
        names = {clip.name for clip in self.dances.clips}
        if outcome.labels != self.dances.labels or not names.issuperset(outcome.verdicts.names):
            raise InputError(
                "was measured on other clips, which says nothing about these", subject=kept, remedy="name another --out"
            )

    def _place(self, folder: Path) -> Path:
        """Where outcomes of these settings are kept."""
        words = [*([f"{self.epochs}-rounds"] if self.epochs else []), *(f"{k}-{v}" for k, v in self.settings.items())]
        return folder / ".".join(words)
