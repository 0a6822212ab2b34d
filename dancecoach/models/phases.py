"""Idle, take-off, skill, landing: of a whole clip, and of the person in front of the camera."""

from collections import deque
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.banner import Banner, PhaseNow
from dancecoach.models.decoding import PhaseFilter, evidence, grammar
from dancecoach.models.model import OnnxModel
from dancecoach.models.seen import BRIDGE_S, decode_seen, phase_warnings
from dancecoach.models.stream import PersonStream, Samples
from dancecoach.motion.features import FEATURES, Features, track_features
from dancecoach.motion.grid import RATE_HZ, to_frames
from dancecoach.motion.phases import PhaseSegment, segments_of
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack
from dancecoach.resources import model_path

__all__ = ["LiveDecoder", "LivePhases", "PhaseNow", "PhaseResult", "PhaseSegmenter"]

REVIEW_FILE, LIVE_FILE = "phases_review.onnx", "phases_live.onnx"

_THERE = FEATURES.index("there")


@attrs.frozen(eq=False)
class PhaseResult:
    """The phases of a clip of T frames.

    Attributes:
        model: name and version of the network.
        segments: cover every frame once.
        probabilities: (T, 4) of the phases, in the order of `PHASES`, given the whole clip and what may follow what;
            all equal where nobody was seen. A segment's confidence is the mean of its phase's.
        warnings: sentences for the person, such as a skill whose end was not seen.
    """

    model: str
    segments: tuple[PhaseSegment, ...]
    probabilities: NDArray[np.float64]
    warnings: tuple[str, ...] = ()


class PhaseSegmenter:
    """Cuts clips into phases.

    Args:
        path: network file; None for the shipped one that looks both ways. A causal one is taken as well.

    Attributes:
        model: the network.

    Raises:
        ModelError: the file cannot be used.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.model = OnnxModel(path or model_path(REVIEW_FILE), kind="phases")

    def segment(self, track: PoseTrack) -> PhaseResult:
        """The phases of a clip.

        Raises:
            ModelError: the network fails.
        """
        card = self.model.card
        if not len(track):
            return PhaseResult(card.title, (), np.empty((0, 4)), phase_warnings(track, np.empty(0, np.uint8)))
        samples = track_features(track, causal=card.causal)
        verdicts = self.model.probabilities(self.model.whole(samples.values))
        labels, probabilities = decode_seen(track, to_frames(samples.times, verdicts, track.times))
        sure = probabilities[np.arange(len(labels)), labels]
        segments = segments_of(labels, track.times, sure, f"model {card.title}")
        return PhaseResult(card.title, segments, probabilities, phase_warnings(track, labels))


class LiveDecoder:
    """From a network's verdicts, sample by sample, to what is said: in an order that makes sense, and steady.

    Args:
        look_ahead: samples by which a verdict trails.

    Attributes:
        now: what was said last; None before the first verdict.
    """

    def __init__(self, look_ahead: int) -> None:
        self._filter = PhaseFilter(grammar(1 / RATE_HZ, eager=True))
        self._trailing: deque[tuple[float, bool]] = deque(maxlen=look_ahead + 1)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget everything."""
        self._filter.reset()
        self._trailing.clear()
        self._banner = Banner()
        self._seen_s = -np.inf
        self.now: PhaseNow | None = None

    def take(self, features: Features, verdicts: NDArray[np.float64]) -> list[PhaseNow]:
        """What to say after each of some samples, from (n, 4) probabilities; nothing before the first verdict."""
        said = []
        there = features.values[:, _THERE] > 0.5
        for time_s, seen, verdict in zip(features.times.tolist(), there.tolist(), evidence(verdicts), strict=True):
            self._trailing.append((time_s, seen))
            if len(self._trailing) == self._trailing.maxlen:
                self.now = self._judge(*self._trailing[0], verdict)
                said.append(self.now)
        return said

    def rest(self, time_s: float) -> PhaseNow:
        """What to say when nothing is known."""
        return self._banner.rest(time_s)

    def _judge(self, time_s: float, there: bool, verdict: NDArray[np.float64]) -> PhaseNow:
        """What to say about a sample. In a short absence it is what was said last; in a long one, nothing."""
        if there:
            self._seen_s = time_s
            return self._banner.show(self._filter.push(verdict), time_s)
        if self.now is not None and time_s - self._seen_s <= BRIDGE_S:
            return attrs.evolve(self.now, time_s=time_s)
        self._filter.reset()
        return self._banner.rest(time_s)


class LivePhases:
    """Says in which phase the person in front of the camera is. An instance belongs to one thread.

    Args:
        skeleton: of the poses.
        frame_size: (width, height) of the pictures, pixels.
        path: network file, a causal one; None for the shipped one.

    Attributes:
        model: the network.

    Raises:
        ModelError: the file cannot be used.
    """

    def __init__(self, skeleton: Skeleton, frame_size: tuple[int, int], path: Path | None = None) -> None:
        self.model = OnnxModel(path or model_path(LIVE_FILE), kind="phases", causal=True)
        self._stream = PersonStream(skeleton, frame_size)
        self._decoder = LiveDecoder(self.model.card.look_ahead)
        self._state = self.model.start()

    @property
    def delay_s(self) -> float:
        """Seconds by which a verdict trails the newest frame at most: the look-ahead and the wait for a sample."""
        return (self.model.card.look_ahead + 1) / RATE_HZ

    def push(self, time_s: float, pose: BodyPose | None) -> PhaseNow:
        """Take the pose in a frame, None where nobody was found, and say the phase; the time as for `PersonStream`.

        Raises:
            ModelError: the network fails.
        """
        now = self.take(self._stream.push(time_s, pose))
        return self._decoder.rest(time_s) if now is None else now

    def take(self, samples: Samples) -> PhaseNow | None:
        """As `push`, from a stream that is shared with others; None before the first verdict.

        Raises:
            ModelError: the network fails.
        """
        if samples.anew:
            self._decoder.begin_anew()
            self._state = self.model.start()
        features = samples.features
        if len(features):
            logits, self._state = self.model.step(features.values, self._state)
            self._decoder.take(features, self.model.probabilities(logits))
        return self._decoder.now
