"""Systems of phases on the same clips: taught by drawn ones, asked about unseen drawn people and about real clips."""

import time
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES
from dancecoach.pose.repair import repair
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from training.cases import Case
from training.data.clips import Clip
from training.evaluate import Judge, PhaseReport, judge_all
from training.networks.frame_cnn import FrameCnn
from training.networks.system import Fitting, System, Trained


@attrs.frozen(eq=False)
class PhaseOutcome:
    """What a system was worth.

    Attributes:
        system: its name.
        seed: of everything.
        reports: by the name of the set of clips that were asked about.
        parameters: of the network.
        seconds: of training.
        answer_ms: for one frame, asked a clip at once, features included.
    """

    system: str
    seed: int
    reports: dict[str, PhaseReport]
    parameters: int
    seconds: float
    answer_ms: float


def run_phases(
    system: System, clips: Sequence[Clip], asked: dict[str, Sequence[Case]], fitting: Fitting
) -> PhaseOutcome:
    """Train on clips and ask about others.

    Args:
        system: one of those that name phases.
        clips: to learn from: repaired tracks of `BODY_13` with their phases.
        asked: clips by the name of their set; raw tracks.
        fitting: how the training goes.

    Raises:
        EngineError: TensorFlow is not installed.
        Cancelled: the fitting was.
    """
    examples = system.examples(clips, np.zeros(len(clips), np.intp))
    trained = system.train(examples, np.arange(len(examples)), len(PHASES), fitting)
    judge, watch = system_judge(system, trained), _Watch()
    reports = {name: judge_all(system.name, watch.cases(cases), watch.timed(judge)) for name, cases in asked.items()}
    return PhaseOutcome(
        system.name, fitting.seed, reports, trained.parameters, trained.seconds, 1000 * watch.seconds / watch.frames
    )


def system_judge(system: System, trained: Trained) -> Judge:
    """A trained system as a judge of raw tracks: the likeliest phase of each frame, without a grammar, as published."""
    every = attrs.evolve(system, step=1) if isinstance(system, FrameCnn) else system

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


class _Watch:
    """Counts frames and the time that answers take."""

    def __init__(self) -> None:
        self.frames = 0
        self.seconds = 0.0

    def cases(self, cases: Iterable[Case]) -> Iterable[Case]:
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
