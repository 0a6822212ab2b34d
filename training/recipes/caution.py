"""How much surer than of anything else Live must be of a skill: chosen on validation clips, kept in the network.

A network that sees a tenth of a second ahead takes a bounce for a hop now and then, as surely as it takes a hop for
one. What it gets wrong less often it also misses more often; how far to go is measured, not trained.
"""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.phases import LiveDecoder
from dancecoach.motion.features import Features
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.phases import IDLE, PHASES, SKILL, runs
from training.metrics import confusion, macro_f1, softmax

CAUTIONS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
"""What is tried: taken off the skill's logit."""

MOST_FALSE = 1.0
"""False skills in ten minutes without any that are aimed at."""

MOST_LOST = 0.01
"""Macro F1 that is given up for it at most."""


@attrs.frozen(eq=False)
class Said:
    """A clip of G samples and the network's verdicts on it.

    Attributes:
        values: (G, F) features.
        logits: (G, 4), row i formed with sample i.
        labels: (G,) true positions in `PHASES`.
        counted: (G,) samples that are judged.
    """

    values: NDArray[np.float32]
    logits: NDArray[np.float32]
    labels: NDArray[np.uint8]
    counted: NDArray[np.bool_]


@attrs.frozen
class Caution:
    """An operating point, and what it is worth on the validation clips.

    Attributes:
        off: taken off the skill's logit.
        macro_f1: as the app says it, by sample.
        false_skills: in ten minutes of clips without any; NaN where there are no such clips.
    """

    off: float
    macro_f1: float
    false_skills: float


def choose_caution(clips: Sequence[Said], temperature: float, look_ahead: int) -> Caution:
    """The least caution that keeps to `MOST_FALSE`, or the most that costs no more than `MOST_LOST`."""
    best = tried = _measured(clips, CAUTIONS[0], temperature, look_ahead)
    for off in CAUTIONS[1:]:
        if not best.false_skills > MOST_FALSE:
            break
        further = _measured(clips, off, temperature, look_ahead)
        if further.macro_f1 < tried.macro_f1 - MOST_LOST:
            break
        best = further
    return best


def make_cautious(network: Any, off: float) -> None:
    """Take ``off`` from the logit of a skill, in the network's own last weights."""
    head = network.get_layer("logits")
    kernel, bias = head.get_weights()
    bias[SKILL] -= off
    head.set_weights([kernel, bias])


def live_phases(clip: Said, off: float, temperature: float, look_ahead: int) -> NDArray[np.uint8]:
    """(G,) phases as the app says them of each sample; the last ones, of which nothing is said, as the one before."""
    logits = clip.logits - off * (np.arange(len(PHASES)) == SKILL)
    samples = Features(np.arange(len(clip.values)) / RATE_HZ, clip.values)
    said = LiveDecoder(look_ahead).take(samples, softmax(logits, temperature))
    found = [PHASES.index(now.phase) for now in said] or [IDLE]
    late = np.minimum(np.arange(len(clip.values)), len(found) - 1)
    return np.array(found, np.uint8)[late]


def _measured(clips: Sequence[Said], off: float, temperature: float, look_ahead: int) -> Caution:
    table = np.zeros((len(PHASES),) * 2, np.int64)
    false, samples = 0, 0
    for clip in clips:
        said = live_phases(clip, off, temperature, look_ahead)
        table += confusion(clip.labels[clip.counted], said[clip.counted], len(PHASES))
        if not clip.labels.any():
            false += sum(phase == SKILL for phase, _, _ in runs(said))
            samples += len(said)
    rate = 600 * RATE_HZ * false / samples if samples else float("nan")
    return Caution(off, macro_f1(table), rate)
