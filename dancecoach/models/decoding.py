"""From a verdict for each frame to phases that make sense: a grammar, the best way through it, and how sure it is.

What may follow what::

    idle -> take-off -> skill -> landing -> idle
            take-off -> idle                         a fake
                                 landing -> take-off   the next skill of a series

and no phase is shorter than `Shortest` has it, save those that the ends of the clip cut off. A clip may begin in
the middle of any phase; else there is no landing without a skill before it.

The grammar is a Markov chain (L. R. Rabiner, Proceedings of the IEEE 77, 1989). Each phase is a row of states that
take it through its shortest duration, of which the last may be held; so the classical algorithms keep to the
durations: `best_path` (Viterbi), `posteriors` (forward-backward), `PhaseFilter` (forward, for a stream). Costs
are in O(frames); ten minutes at 30 frames per second take about a tenth of a second each for the first two.
"""

from functools import lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.phases import IDLE, LANDING, PHASES, SKILL, TAKE_OFF

Floats = NDArray[np.float64]

SURE_NOTHING = np.full(len(PHASES), 1 / len(PHASES))
"""(4,) probabilities when nothing is known."""

FOLLOWERS: dict[int, dict[int, float]] = {
    IDLE: {TAKE_OFF: 1.0},
    TAKE_OFF: {SKILL: 0.75, IDLE: 0.25},
    SKILL: {LANDING: 1.0},
    LANDING: {IDLE: 0.75, TAKE_OFF: 0.25},
}
"""What comes after a phase, and how often."""

BEGIN = {IDLE: 0.7, TAKE_OFF: 0.1, SKILL: 0.1, LANDING: 0.1}
"""How often a clip begins in a phase."""

TYPICAL_S = {IDLE: 2.0, TAKE_OFF: 0.6, SKILL: 0.6, LANDING: 0.6}
"""Usual lengths, s. They matter only where the network has nothing to say."""

_EAGER_IDLE_S = 0.8
"""Usual length of idle for an eager grammar, s. By `TYPICAL_S` a take-off would be said later (its F1 on drawn clips
0.785 for 0.799), and a skill falsely no less often; a much shorter one lets a noisy network make the banner flicker."""

_FLOOR = 1e-5
"""Least probability of a phase: a network is never surer, or one wrong frame would outvote all others."""

_MOST_WEIGHT = 4.0
"""However far apart the frames are, one frame is one sight."""

_SCALE_EVERY = 4
"""Frames after which probabilities are brought back to a sum of 1, long before they are too small for a number."""


@attrs.frozen
class Shortest:
    """Shortest durations, s.

    A folk dancer's hop takes two frames of thirty a second. A tumbler touches the floor between two skills for
    0.1 to 0.15 s, and that time holds a landing and a take-off.
    """

    idle: float = 0.1
    take_off: float = 0.06
    skill: float = 0.06
    landing: float = 0.06

    def frames(self, interval_s: float) -> tuple[int, int, int, int]:
        """Shortest numbers of frames, at least 1, in the order of `PHASES`."""
        lengths = (self.idle, self.take_off, self.skill, self.landing)
        idle, take_off, skill, landing = (max(1, int(np.ceil(s / interval_s - 0.05))) for s in lengths)
        return idle, take_off, skill, landing


@attrs.frozen(eq=False)
class Grammar:
    """The chain for one frame interval: S states, each with up to P predecessors.

    Attributes:
        phase: (S,) position in `PHASES` of each state.
        begin: (S,) log probability of a clip that begins anywhere.
        before: (S, P) predecessors of each state.
        step: (S, P) log probability of coming from there; -inf where ``before`` is only filled up.
        weight: how much a frame's verdict counts, 1 at 30 frames per second: twice as many frames know no more.
    """

    phase: NDArray[np.intp]
    begin: Floats
    before: NDArray[np.intp]
    step: Floats
    weight: float = 1.0

    def matrix(self) -> Floats:
        """(S, S) log probability of going from the first to the second state."""
        out = np.full((len(self.phase),) * 2, -np.inf)
        rows = np.broadcast_to(np.arange(len(self.phase))[:, None], self.before.shape)
        known = np.isfinite(self.step)
        out[self.before[known], rows[known]] = self.step[known]
        return out


@lru_cache(maxsize=16)
def grammar(interval_s: float, shortest: Shortest | None = None, *, eager: bool = False) -> Grammar:
    """The grammar for frames at an interval.

    Args:
        interval_s: seconds from frame to frame.
        shortest: durations; None for the usual ones.
        eager: whether a phase that has begun goes on to the next as likely as it stays: what leaves the ground or
            touches it is then said without delay, and idle is left easily.
    """
    least = (shortest or Shortest()).frames(interval_s)
    ends = np.cumsum(least) - 1
    starts = ends - least + 1
    arrows: list[list[tuple[int, float]]] = [[] for _state in range(sum(least))]
    for phase, (first, last) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        for state in range(first, last):
            arrows[state + 1].append((state, 0.0))
        leave = _eager(phase, interval_s) if eager else min(0.5, interval_s / TYPICAL_S[phase])
        arrows[last].append((last, float(np.log1p(-leave))))
        for follower, share in FOLLOWERS[phase].items():
            arrows[int(starts[follower])].append((last, float(np.log(leave * share))))
    begin = np.full(sum(least), -np.inf)
    # A clip meets a phase in the middle, which may be over at once.
    begin[ends] = np.log([BEGIN[phase] for phase in range(len(PHASES))])
    width = max(len(incoming) for incoming in arrows)
    filled = [incoming + [(0, -np.inf)] * (width - len(incoming)) for incoming in arrows]
    return Grammar(
        phase=np.repeat(np.arange(len(PHASES)), least),
        begin=begin,
        before=np.array([[state for state, _log in incoming] for incoming in filled]),
        step=np.array([[log for _state, log in incoming] for incoming in filled]),
        weight=min(_MOST_WEIGHT, interval_s * RATE_HZ),
    )


def _eager(phase: int, interval_s: float) -> float:
    return min(0.5, interval_s / _EAGER_IDLE_S) if phase == IDLE else 0.5


def evidence(probabilities: NDArray[np.floating]) -> Floats:
    """(T, 4) log probabilities fit for decoding, from (T, 4) probabilities; equal ones say nothing."""
    return np.asarray(np.log(np.maximum(probabilities, _FLOOR)), np.float64)


def best_path(logs: Floats, rules: Grammar) -> NDArray[np.uint8]:
    """The likeliest phases that keep to the grammar (Viterbi).

    Args:
        logs: (T, 4) from `evidence`.
        rules: from `grammar`.

    Returns:
        (T,) positions in `PHASES`.
    """
    count = len(logs)
    if not count:
        return np.empty(0, np.uint8)
    weighted = logs * rules.weight
    every = np.arange(len(rules.phase))
    chosen = np.empty((count, len(every)), np.uint8)
    score = rules.begin + weighted[0, rules.phase]
    for t in range(1, count):
        ways = score[rules.before] + rules.step
        best = ways.argmax(axis=1)
        chosen[t] = best
        score = ways[every, best] + weighted[t].take(rules.phase)
    states = np.empty(count, np.intp)
    states[-1] = score.argmax()
    for t in range(count - 1, 0, -1):
        states[t - 1] = rules.before[states[t], chosen[t, states[t]]]
    return rules.phase[states].astype(np.uint8)


def posteriors(logs: Floats, rules: Grammar) -> Floats:
    """How likely each phase is in each frame, given all frames and the grammar (forward-backward).

    Each frame's verdict counts as if it were independent of its neighbours'; where they err together, as those of a
    network do, this is too sure.

    Args:
        logs: (T, 4) from `evidence`.
        rules: from `grammar`.

    Returns:
        (T, 4) probabilities; each row sums to 1.
    """
    count, states = len(logs), len(rules.phase)
    if not count:
        return np.empty((0, len(PHASES)))
    go = np.exp(rules.matrix())
    seen = np.exp((logs - logs.max(axis=1, keepdims=True)) * rules.weight)
    forward = seen.take(rules.phase, axis=1)
    forward[0] *= np.exp(rules.begin)
    for t in range(1, count):
        forward[t] *= forward[t - 1] @ go
        if t % _SCALE_EVERY == 0:
            forward[t] /= forward[t].sum()
    back, later = go.T.copy(), np.ones(states)
    for t in range(count - 2, -1, -1):
        later = (later * seen[t + 1].take(rules.phase)) @ back
        if t % _SCALE_EVERY == 0:
            later /= later.sum()
        forward[t] *= later
    out = np.add.reduceat(forward, np.searchsorted(rules.phase, range(len(PHASES))), axis=1)
    return np.asarray(out / out.sum(axis=1, keepdims=True))


class PhaseFilter:
    """How likely each phase is now, given the frames so far and the grammar (the forward algorithm).

    It decides on the newest frame, without waiting for more.

    Args:
        rules: from `grammar`.
    """

    def __init__(self, rules: Grammar) -> None:
        self._rules = rules
        self._go = np.exp(rules.matrix())
        self._firsts = np.searchsorted(rules.phase, range(len(PHASES)))
        self._now: Floats | None = None

    def push(self, logs: Floats) -> Floats:
        """Take a frame's (4,) log probabilities from `evidence`; give (4,) probabilities that sum to 1."""
        before = np.exp(self._rules.begin) if self._now is None else self._now @ self._go
        now = before * np.exp((logs - logs.max()) * self._rules.weight).take(self._rules.phase)
        self._now = now / now.sum()
        return np.asarray(np.add.reduceat(self._now, self._firsts))

    def reset(self) -> None:
        """Forget everything: the next frame is a beginning."""
        self._now = None
