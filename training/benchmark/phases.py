"""Systems of phases on the same clips: taught by drawn ones, asked about unseen drawn people and about real clips.

The published ones say the likeliest phase of each frame, as published; ours are asked with the app's own grammar, as
the app asks them.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES
from dancecoach.pose.repair import repair
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from training.benchmark.kept import KeptOutcome, versions
from training.benchmark.learning import Learner, Learning, varied
from training.benchmark.ribbons import Ribbon
from training.cases import Case, drawn_cases, real_cases
from training.data.augment import PHASES_AUGMENTATION, Augmentation
from training.data.clips import Clip
from training.data.phases import phase_store
from training.evaluate import Judge, judge_all, live_judge, review_judge
from training.export.write import export
from training.networks.backend import forget
from training.networks.frame_cnn import FrameCnn
from training.networks.system import Fitting, System, Trained
from training.recipes.phases import PhasesTraining, train_phases
from training.systems import SYSTEMS, system

OURS = {"gru_phases": True, "bigru_phases": False}
"""Our networks by name, and whether each is the one for Live."""

_USUAL = Learning()


@attrs.frozen
class _Ours:
    """One of our networks as far as learning goes.

    Attributes:
        name: one of `OURS`.
        augmentation: how far its recipe varies clips.
    """

    name: str
    augmentation: Augmentation = PHASES_AUGMENTATION


@attrs.frozen(eq=False)
class Taught:
    """A system that has been trained.

    Attributes:
        judge: what it says of a raw track.
        parameters: of its network.
        seconds: of the training.
    """

    judge: Judge
    parameters: int
    seconds: float


@attrs.frozen
class PhaseOutcome(KeptOutcome):
    """What a system was worth in one run.

    Attributes:
        system: its name.
        seed: of everything.
        reports: numbers by the name of the set of clips asked about, as `PhaseReport.to_dict`.
        parameters: of the network.
        seconds: of training.
        answer_ms: for one frame, asked a clip at once, repair and features included.
        versions: of what it depends on, by name.
        clips: what was said of each clip, by the name of its set; none in files of before.
        learning: what was on that is not usual, in full: see `training.benchmark.learning`.
    """

    schema: ClassVar[str] = "dancecoach.phase-outcome/1"

    system: str
    seed: int
    reports: dict[str, dict[str, Any]]
    parameters: int
    seconds: float
    answer_ms: float
    versions: dict[str, str] = attrs.field(factory=dict)
    clips: dict[str, tuple[Ribbon, ...]] = attrs.field(factory=dict)
    learning: dict[str, Any] = attrs.field(factory=dict)

    @staticmethod
    def file_of(name: str, seed: int) -> str:
        """Name under which an outcome is kept among others."""
        return f"phases.{name}.{seed}.json"

    @property
    def file_name(self) -> str:
        """As `KeptOutcome.file_name`."""
        return self.file_of(self.system, self.seed)

    @classmethod
    def _from_json(cls, facts: dict[str, Any]) -> dict[str, Any]:
        sets = facts.get("clips", {})
        return facts | {"clips": {name: tuple(map(Ribbon.from_json, clips)) for name, clips in sets.items()}}


def phase_systems() -> list[str]:
    """Names of all that can be asked."""
    return [*(name for name, kind in SYSTEMS.items() if kind.task == "phases"), *OURS]


def asked_about(clips: Path, poses: Path | None = None, labels: Path | None = None) -> dict[str, Sequence[Case]]:
    """Clips to ask about by the name of their set: drawn ones of the split "test", and real ones where they are.

    Raises:
        InputError: there are none.
    """
    asked: dict[str, Sequence[Case]] = {"drawn": list(drawn_cases(clips))}
    if poses is not None and labels is not None:
        asked["real"] = list(real_cases(poses, labels))
    return asked


def learner(name: str) -> Learner:
    """Who learns, by a name of `phase_systems`.

    Raises:
        CallError: there is none of that name.
    """
    return _Ours(name) if name in OURS else system(name, "phases")


def compare(
    names: Sequence[str],
    clips: Path,
    asked: dict[str, Sequence[Case]],
    out: Path,
    fittings: Sequence[Fitting],
    *,
    learning: Learning = _USUAL,
) -> Iterator[PhaseOutcome]:
    """Outcomes of systems, one for each fitting, as they are ready; what is in the folder is not worked out again.

    Args:
        names: of `phase_systems`.
        clips: drawn clips to learn from, or a folder of such folders.
        asked: as `asked_about` gives them.
        out: folder that keeps the outcomes.
        fittings: how the trainings go.
        learning: what is on beside the usual.

    Raises:
        InputError: a name is unknown, a kept outcome is damaged, or a system takes no such learning.
        EngineError: TensorFlow is not installed.
        Cancelled: a fitting was.
    """
    who = {name: learner(name) for name in names}
    for one in who.values():
        learning.check(one)
    for name, one in who.items():
        facts, called = learning.facts(one), learning.named(one)
        for fitting in fittings:
            place = out / (f"{fitting.epochs}-rounds" if fitting.epochs else "")
            kept = place / PhaseOutcome.file_of(called, fitting.seed)
            if kept.is_file() and (found := PhaseOutcome.load(kept)).learning == facts:
                yield found
                continue
            outcome = ask(called, teach(name, clips, place, fitting, learning), asked, fitting.seed)
            outcome = attrs.evolve(outcome, learning=facts)
            outcome.save(place)
            forget()
            yield outcome


def teach(name: str, folder: Path, place: Path, fitting: Fitting, learning: Learning = _USUAL) -> Taught:
    """Train a system on the drawn clips of the split "train".

    Args:
        name: one of `phase_systems`.
        folder: drawn clips, or a folder of such folders.
        place: folder for the file of one of our networks: the app's own code asks it.
        fitting: how the training goes.
        learning: what is on beside the usual.

    Raises:
        InputError: the name is unknown, or there are no clips.
        EngineError: TensorFlow is not installed.
        Cancelled: the fitting was.
    """
    one = learner(name)
    settings = learning.augmentation(one)
    if name in OURS:
        path = place / f"{learning.named(one)}.{fitting.seed}.onnx"
        return _teach_ours(folder, path, fitting, settings or PHASES_AUGMENTATION, live=OURS[name])
    chosen = system(name, "phases")
    store = phase_store(folder, repaired=True, progress=fitting.progress, cancel=fitting.cancel)
    clips = [store[int(i)] for i in store.where(split="train")]
    clips += [] if settings is None else varied(clips, settings, learning.copies, fitting.seed)
    fitting = attrs.evolve(fitting, balance=learning.balance or fitting.balance)
    examples = chosen.examples(clips, np.zeros(len(clips), np.intp))
    trained = chosen.train(examples, np.arange(len(examples)), len(PHASES), fitting)
    return Taught(system_judge(chosen, trained), trained.parameters, trained.seconds)


def ask(name: str, taught: Taught, asked: dict[str, Sequence[Case]], seed: int = 0) -> PhaseOutcome:
    """Ask a trained system about clips.

    Args:
        name: of the system.
        taught: what came of it.
        asked: clips by the name of their set; raw tracks.
        seed: of its training.
    """
    watch = _Watch()
    judged = {of: judge_all(name, watch.counted(cases), watch.timed(taught.judge)) for of, cases in asked.items()}
    return PhaseOutcome(
        system=name,
        seed=seed,
        reports={of: report.to_dict() for of, report in judged.items()},
        parameters=taught.parameters,
        seconds=taught.seconds,
        answer_ms=1000 * watch.seconds / max(1, watch.frames),
        versions=versions(),
        clips={of: tuple(map(Ribbon.of, report.clips)) for of, report in judged.items()},
    )


def system_judge(chosen: System, trained: Trained) -> Judge:
    """A trained system as a judge of raw tracks: the likeliest phase of each frame, without a grammar, as published."""
    every = attrs.evolve(chosen, step=1) if isinstance(chosen, FrameCnn) else chosen

    def judge(track: PoseTrack) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
        count = len(track)
        body = repair(track).track.to_skeleton(BODY_13)
        clip = Clip("asked", body, np.zeros(count, np.uint8), np.ones(count, np.float32))
        examples = every.examples([clip], np.zeros(1, np.intp))
        said = every.predict(trained, examples, np.arange(len(examples)))
        assert examples.frames is not None
        kept = examples.frames >= 0
        probabilities = np.full((count, len(PHASES)), 1 / len(PHASES))
        probabilities[examples.frames[kept]] = said[kept]
        return probabilities.argmax(1).astype(np.uint8), probabilities

    return judge


def _teach_ours(folder: Path, path: Path, fitting: Fitting, augmentation: Augmentation, *, live: bool) -> Taught:
    # A single network, as all others; the vote over seeds stands beside them in the tables.
    settings = PhasesTraining.usual(
        live=live, seed=fitting.seed, threads=fitting.threads, epochs=fitting.epochs, members=1
    )
    settings = attrs.evolve(settings, augmentation=augmentation)
    begin = time.perf_counter()
    run, _ = train_phases(folder, settings, fitting.progress, fitting.cancel)
    seconds = time.perf_counter() - begin
    export(run.system, run.network, run.card, path)
    return Taught(live_judge(path) if live else review_judge(path), int(run.network.count_params()), seconds)


class _Watch:
    """Counts frames and the time that answers take."""

    def __init__(self) -> None:
        self.frames = 0
        self.seconds = 0.0

    def counted(self, cases: Iterable[Case]) -> Iterable[Case]:
        """The same cases, counted."""
        for case in cases:
            self.frames += len(case.track)
            yield case

    def timed(self, judge: Judge) -> Judge:
        """The same judge, timed."""

        def asked(track: PoseTrack) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
            begin = time.perf_counter()
            answer = judge(track)
            self.seconds += time.perf_counter() - begin
            return answer

        return asked
