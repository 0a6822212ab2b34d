"""From a verdict for each frame to phases that make sense: a grammar, the best way through it, and how sure it is.

What may follow what::

    idle -> take-off -> skill -> landing -> idle
            take-off -> idle                         a fake
                                 landing -> take-off   the next skill of a series

and no phase is shorter than `Shortest` has it, save those that the ends of the clip cut off. A clip may begin in
the middle of any phase; else there is no landing without a skill before it.

The grammar is a Markov chain (L. R. Rabiner, Proceedings of the IEEE 77, 1989). Each phase is a row of states that
take it through its shortest duration, of which the last may be held; so the classical algorithms keep to the
durations too: `best_path` (Viterbi), `posteriors` (forward-backward), `PhaseFilter` (forward, for a stream). Costs
are in O(frames); ten minutes at 30 frames per second take about half a second for both of the first two.
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

_FOLLOWERS: dict[int, dict[int, float]] = {
    IDLE: {TAKE_OFF: 1.0},
    TAKE_OFF: {SKILL: 0.75, IDLE: 0.25},
    SKILL: {LANDING: 1.0},
    LANDING: {IDLE: 0.75, TAKE_OFF: 0.25},
}
"""What comes after a phase, and how often."""

_BEGIN = {IDLE: 0.7, TAKE_OFF: 0.1, SKILL: 0.1, LANDING: 0.1}
"""How often a clip begins in a phase."""

_TYPICAL_S = {IDLE: 2.0, TAKE_OFF: 0.6, SKILL: 0.6, LANDING: 0.6}
"""Usual lengths, s. They matter only where the network has nothing to say."""

_FLOOR = 1e-5
"""Least probability of a phase: a network is never surer, or one wrong frame would outvote all others."""

_MOST_WEIGHT = 4.0
"""However far apart the frames are, one frame is one sight."""

_SCALE_EVERY = 4
"""Frames after which probabilities are brought back to a sum of 1, long before they are too small for a number."""

TEMPER = 0.5
"""Verdicts on neighbouring frames rest on the same second of movement and err together. Taken as independent they would
make every segment look certain; in `posteriors` each counts for this share of one."""


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
        resume: (S,) the same where the person comes back within a clip: not in a landing.
        before: (S, P) predecessors of each state.
        step: (S, P) log probability of coming from there; -inf where ``before`` is only filled up.
        weight: how much a frame's verdict counts, 1 at 30 frames per second: twice as many frames know no more.
    """

    phase: NDArray[np.intp]
    begin: Floats
    resume: Floats
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
        eager: whether going on is as likely as staying: the grammar alone counts, and no time is lost.
    """
    least = (shortest or Shortest()).frames(interval_s)
    ends = np.cumsum(least) - 1
    starts = ends - least + 1
    arrows: list[list[tuple[int, float]]] = [[] for _state in range(sum(least))]
    for phase, (first, last) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        for state in range(first, last):
            arrows[state + 1].append((state, 0.0))
        leave = 0.5 if eager else min(0.5, interval_s / _TYPICAL_S[phase])
        arrows[last].append((last, float(np.log1p(-leave))))
        for follower, share in _FOLLOWERS[phase].items():
            arrows[int(starts[follower])].append((last, float(np.log(leave * share))))
    width = max(len(incoming) for incoming in arrows)
    filled = [incoming + [(0, -np.inf)] * (width - len(incoming)) for incoming in arrows]
    return Grammar(
        phase=np.repeat(np.arange(len(PHASES)), least),
        begin=_begin(ends, (IDLE, TAKE_OFF, SKILL, LANDING)),
        resume=_begin(ends, (IDLE, TAKE_OFF, SKILL)),
        before=np.array([[state for state, _log in incoming] for incoming in filled]),
        step=np.array([[log for _state, log in incoming] for incoming in filled]),
        weight=min(_MOST_WEIGHT, interval_s * RATE_HZ),
    )


def _begin(ends: NDArray[np.intp], phases: tuple[int, ...]) -> Floats:
    """Log probabilities at the beginning: a phase is met in the middle, so it may be over at once."""
    out = np.full(int(ends[-1]) + 1, -np.inf)
    total = sum(_BEGIN[phase] for phase in phases)
    for phase in phases:
        out[ends[phase]] = np.log(_BEGIN[phase] / total)
    return out


def evidence(probabilities: NDArray[np.floating], seen: NDArray[np.bool_] | None = None) -> Floats:
    """(T, 4) log probabilities fit for decoding.

    Args:
        probabilities: (T, 4) of the phases.
        seen: (T,) whether there was anybody to judge; a frame without says nothing. None for all.
    """
    known = np.log(np.maximum(probabilities, _FLOOR))
    return known if seen is None else np.where(seen[:, None], known, 0.0)


def best_path(logs: Floats, rules: Grammar, *, resumed: bool = False) -> NDArray[np.uint8]:
    """The likeliest phases that keep to the grammar (Viterbi).

    Args:
        logs: (T, 4) from `evidence`.
        rules: from `grammar`.
        resumed: whether this is a part of a clip after the person was away.

    Returns:
        (T,) positions in `PHASES`.
    """
    count = len(logs)
    if not count:
        return np.empty(0, np.uint8)
    weighted = logs * rules.weight
    every = np.arange(len(rules.phase))
    chosen = np.empty((count, len(every)), np.uint8)
    score = (rules.resume if resumed else rules.begin) + weighted[0, rules.phase]
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


def posteriors(logs: Floats, rules: Grammar, *, resumed: bool = False, temper: float = TEMPER) -> Floats:
    """How likely each phase is in each frame, given all frames and the grammar (forward-backward).

    Args:
        logs: (T, 4) from `evidence`.
        rules: from `grammar`.
        resumed: as for `best_path`.
        temper: power that is taken of the probability of each path: below 1, less sure.

    Returns:
        (T, 4) probabilities; each row sums to 1.
    """
    count, states = len(logs), len(rules.phase)
    if not count:
        return np.empty((0, len(PHASES)))
    go = np.exp(rules.matrix() * temper)
    seen = np.exp((logs - logs.max(axis=1, keepdims=True)) * (rules.weight * temper))
    forward = seen.take(rules.phase, axis=1)
    forward[0] *= np.exp((rules.resume if resumed else rules.begin) * temper)
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

    It decides without delay: on the newest frame, and by the grammar alone (`grammar` with ``eager``). A landing is
    never its beginning.

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
        before = np.exp(self._rules.resume) if self._now is None else self._now @ self._go
        now = before * np.exp((logs - logs.max()) * self._rules.weight).take(self._rules.phase)
        self._now = now / now.sum()
        return np.asarray(np.add.reduceat(self._now, self._firsts))

    def reset(self) -> None:
        """Forget everything: the next frame is a beginning."""
        self._now = None
