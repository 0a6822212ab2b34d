"""Many systems through many protocols, one outcome after the other: what is done is kept, a killed run goes on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from training.benchmark.outcome import Outcome
from training.benchmark.protocols import PROTOCOLS
from training.benchmark.run import run
from training.data.clips import Clip
from training.data.sets import StyleSet
from training.errors import CallError
from training.networks.backend import forget
from training.networks.system import Fitting
from training.systems import system


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
    """

    dances: StyleSet
    systems: Sequence[str]
    protocols: Sequence[str]
    seeds: int = 3
    epochs: int = 0
    threads: int = 0
    strangers: Sequence[Clip] = ()

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
            InputError: a kept outcome is damaged.
            EngineError: TensorFlow is not installed.
            Cancelled: ``cancel`` was set.
        """
        self.check()
        wanted = [(p, s, seed) for p in self.protocols for s in self.systems for seed in range(self.seeds)]
        for number, (protocol, name, seed) in enumerate(wanted):
            if cancel is not None:
                cancel.check()
            progress(Progress(f"{protocol}, {name}", number, len(wanted)))
            yield self._one(folder, protocol, name, Fitting(seed, self.epochs, self.threads, cancel=cancel))
        progress(Progress("compared", len(wanted), len(wanted)))

    def check(self) -> None:
        """See that all names are known.

        Raises:
            CallError: one is not.
        """
        for name in self.systems:
            system(name, "style")
        for name in self.protocols:
            if name not in PROTOCOLS:
                raise CallError(
                    "is not a protocol", subject=repr(name), remedy=f"choose one of: {', '.join(PROTOCOLS)}"
                )

    def _one(self, folder: Path, protocol: str, name: str, fitting: Fitting) -> Outcome | str:
        place = folder / (f"{self.epochs}-rounds" if self.epochs else "")
        kept = place / Outcome.file_of(self.dances.name, protocol, name, fitting.seed)
        if kept.is_file():
            return Outcome.load(kept)
        try:
            outcome = run(system(name), self.dances, PROTOCOLS[protocol], fitting, self.strangers)
        except InputError as error:
            return f"{name}, {protocol}: {error}"
        outcome.save(place)
        forget()
        return outcome
