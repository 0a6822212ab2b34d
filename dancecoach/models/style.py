"""Which style of movement it is: of a whole clip, and of the last seconds in front of the camera.

The networks take the samples that `style_values` gives, in training too: features that look back only, so that a clip
and the camera show them the same thing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.i18n import _
from dancecoach.models.card import UNKNOWN, ModelCard
from dancecoach.models.model import OnnxModel, probabilities
from dancecoach.models.stream import PersonStream, Samples
from dancecoach.motion.features import FEATURES, track_features
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack
from dancecoach.resources import model_path

FILE = "style_trends_vn.onnx"
"""The first of the shipped packs (`dancecoach.models.packs.styles`)."""

LEAST_S = 2.0
"""A shorter sight of the person tells no style."""

SLICE_S = 20.0
"""A longer clip is judged in equal slices of about this length, and their verdicts are averaged: networks learn from
clips of some ten to twenty seconds."""

WINDOW_S, EVERY_S = 8.0, 1.0
"""Live: how much is looked at, and how often."""

_FORGET_S = 2.0
"""Live: after an absence as long as this somebody else may be there."""

_THERE = FEATURES.index("there")


@attrs.frozen
class StyleResult:
    """The style of a movement.

    Attributes:
        model: name and version of the network.
        label: one of the network's, or "unknown".
        probabilities: of each of the network's styles if it is one of them, 0 to 1, together 1.
        warnings: sentences for the person, such as a clip too short.
        pack: name of the pack that says so; "" where it is not known.
        known: share for its being one of the styles at all, 0 to 1; None where the network does not judge that.
    """

    model: str
    label: str
    probabilities: Mapping[str, float]
    warnings: tuple[str, ...] = ()
    pack: str = ""
    known: float | None = None

    @property
    def certainty(self) -> float:
        """Probability of the label, 0 to 1; 0 when it is unknown."""
        return 0.0 if self.label == UNKNOWN else float(self.probabilities.get(self.label, 0.0))


def style_values(track: PoseTrack) -> NDArray[np.float32]:
    """(n, F) what a style network is shown of a clip: the features that look back, of samples with a person."""
    values = track_features(track, causal=True).values
    return np.asarray(values[values[:, _THERE] > 0.5])


def verdict(card: ModelCard, logits: NDArray[np.floating]) -> StyleResult:
    """What a network says by its (C,) outputs, one for each label of its card."""
    shares = probabilities(logits, card.temperature)
    best = int(shares.argmax())
    label = card.labels[best] if shares[best] >= card.unknown else UNKNOWN
    own = np.array([name != UNKNOWN for name in card.labels])
    told = dict(zip(_styles(card), probabilities(logits[own], card.temperature).tolist(), strict=True))
    return StyleResult(card.title, label, told, known=None if own.all() else float(shares[own].sum()))


def _styles(card: ModelCard) -> tuple[str, ...]:
    """The labels without the one for none of them, which a network may have too."""
    return tuple(name for name in card.labels if name != UNKNOWN)


class StyleJudge(Protocol):
    """Whatever names a style: a network, or several."""

    def judge(self, values: NDArray[np.float32]) -> StyleResult:
        """The style of (n, F) samples as `style_values` gives them."""
        ...


class StyleClassifier:
    """Names the style of clips by one network.

    Args:
        path: network file; None for the first of those that ship.

    Attributes:
        model: the network.

    Raises:
        ModelError: the file cannot be used.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.model = OnnxModel(path or model_path(FILE), kind="style")

    def classify(self, track: PoseTrack) -> StyleResult:
        """The style of a clip.

        Raises:
            ModelError: the network fails.
        """
        return self.judge(style_values(track))

    def judge(self, values: NDArray[np.float32]) -> StyleResult:
        """The style of (n, F) samples as `style_values` gives them.

        Raises:
            ModelError: the network fails.
        """
        seconds = len(values) / RATE_HZ
        if seconds < LEAST_S:
            return self._too_short(seconds)
        slices = np.array_split(values, max(1, round(seconds / SLICE_S)))
        return verdict(self.model.card, np.mean([self.model.whole(part) for part in slices], axis=0))

    def _too_short(self, seconds: float) -> StyleResult:
        labels = _styles(self.model.card)
        text = _("The person is seen for {seconds:.1f} s; a style is told from {least:.0f} s on.")
        said = text.format(seconds=seconds, least=LEAST_S)
        return StyleResult(self.model.card.title, UNKNOWN, dict.fromkeys(labels, 1 / len(labels)), (said,))


class LiveStyle:
    """Names the style of the last seconds, again every second. An instance belongs to one thread.

    Args:
        skeleton: of the poses.
        frame_size: (width, height) of the pictures, pixels.
        judge: who says what it is.
    """

    def __init__(self, skeleton: Skeleton, frame_size: tuple[int, int], judge: StyleJudge) -> None:
        self._judge = judge
        self._stream = PersonStream(skeleton, frame_size)
        self._window = np.empty((0, len(FEATURES)), np.float32)
        self._fresh = self._absent = 0
        self._now: StyleResult | None = None

    def push(self, time_s: float, pose: BodyPose | None) -> StyleResult | None:
        """Take the pose in a frame, None where nobody was found; the time as for `PersonStream`.

        Returns:
            The latest verdict; None until enough has been seen.

        Raises:
            ModelError: the network fails.
        """
        return self.take(self._stream.push(time_s, pose))

    def take(self, samples: Samples) -> StyleResult | None:
        """As `push`, from a stream that is shared with others.

        Raises:
            ModelError: the network fails.
        """
        if samples.anew:
            self._forget()
        for row in samples.features.values:
            self._take_row(row)
        if self._fresh >= EVERY_S * RATE_HZ and len(self._window) >= LEAST_S * RATE_HZ:
            self._fresh = 0
            self._now = self._judge.judge(self._window)
        return self._now

    def _take_row(self, row: NDArray[np.float32]) -> None:
        if row[_THERE] > 0.5:
            self._window = np.concatenate([self._window, row[None]])[-int(WINDOW_S * RATE_HZ) :]
            self._fresh, self._absent = self._fresh + 1, 0
            return
        self._absent += 1
        if self._absent > _FORGET_S * RATE_HZ:
            self._forget()

    def _forget(self) -> None:
        self._window = self._window[:0]
        self._fresh = self._absent = 0
        self._now = None
