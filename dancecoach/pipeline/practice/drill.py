"""From slow to fast: a part is danced again and again, faster after a good lap, slower again after two poor ones.

A lap is *good* where its score is at least `GOOD` even when all its doubt is against the dancer: the score less its
standard error (a jackknife over half seconds: how much it hangs on single moments; at most `MOST_DOUBT` counts).
75 is where the same choreography danced by another competent person begins. Below `POOR` a lap is *poor*; between the
two it is *close*, and the tempo stays, as it does where too little was seen to judge anything.

Measured on two women dancing the same eights: 87 to 92 with a doubt of 1.5 to 3; where they part, below 30.
"""

import math
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs
import numpy as np

from dancecoach.i18n import _

if TYPE_CHECKING:
    from dancecoach.coaching.dance.comparison import Comparison

GOOD, POOR = 75.0, 55.0
"""Marks, inclusive: good from, poor below."""

MOST_DOUBT = 10.0
"""Marks; who is judged with more doubt than this is not kept waiting for it."""

POOR_LAPS = 2
"""Poor laps one after the other that lead a step back."""

REST = 4
"""Beats of rest after each lap, in which it is judged; then the next is counted in."""

SLOWEST, STEP = 0.5, 0.1
GOALS = (1.0, 1.2)
"""Speeds at which a drill may end."""

_BLOCK_S = 0.5
_FEWEST_BLOCKS = 3


class Verdict(StrEnum):
    """What a lap was."""

    GOOD = "good"
    CLOSE = "close"
    POOR = "poor"
    UNSEEN = "unseen"


@attrs.frozen
class Repetition:
    """One lap of a drill.

    Attributes:
        speed: it was danced at.
        score: 0 to 100; None where it could not be judged.
        doubt: standard error of the score, marks.
        coverage: share of joint-time that could be judged, 0 to 1.
    """

    speed: float
    score: float | None = None
    doubt: float = 0.0
    coverage: float = 0.0

    @property
    def verdict(self) -> Verdict:
        """Good, close or poor, or not seen."""
        if self.score is None:
            return Verdict.UNSEEN
        if self.score - min(self.doubt, MOST_DOUBT) >= GOOD:
            return Verdict.GOOD
        return Verdict.POOR if self.score < POOR else Verdict.CLOSE


def rungs(goal: float = GOALS[0]) -> tuple[float, ...]:
    """The speeds of a drill, from `SLOWEST` to its goal, `STEP` apart."""
    return tuple(round(SLOWEST + STEP * n, 2) for n in range(round((goal - SLOWEST) / STEP) + 1))


def rung(speed: float, goal: float = GOALS[0]) -> float:
    """The rung nearest to a speed."""
    return min(rungs(goal), key=lambda step: abs(step - speed))


@attrs.frozen
class Drill:
    """How far a drill has come.

    Attributes:
        speed: of the lap that is danced now, or comes next.
        goal: speed at which it ends.
        repetitions: laps that were judged, in order.
        done: whether a lap at the goal was good.
    """

    speed: float = SLOWEST
    goal: float = GOALS[0]
    repetitions: tuple[Repetition, ...] = ()
    done: bool = False

    @property
    def reached(self) -> float | None:
        """The fastest speed at which a lap was good; None before the first."""
        return max((lap.speed for lap in self.repetitions if lap.verdict is Verdict.GOOD), default=None)

    @property
    def last(self) -> Repetition | None:
        """The lap that was judged last."""
        return self.repetitions[-1] if self.repetitions else None

    def after(self, lap: Repetition) -> "Drill":
        """How it goes on after a lap."""
        laps = (*self.repetitions, lap)
        if lap.verdict is Verdict.GOOD and lap.speed >= self.goal - 1e-9:
            return attrs.evolve(self, speed=self.goal, repetitions=laps, done=True)
        return attrs.evolve(self, speed=self._next(laps), repetitions=laps)

    def at(self, speed: float) -> "Drill":
        """The same going on at another speed, because the dancer wishes it."""
        return attrs.evolve(self, speed=rung(speed, self.goal), done=False)

    def _next(self, laps: tuple[Repetition, ...]) -> float:
        lap, steps = laps[-1], rungs(self.goal)
        place = steps.index(rung(lap.speed, self.goal))
        if lap.verdict is Verdict.GOOD:
            return steps[min(place + 1, len(steps) - 1)]
        if _poor_in_a_row(laps) >= POOR_LAPS:
            return steps[max(place - 1, 0)]
        return steps[place]


def _poor_in_a_row(laps: tuple[Repetition, ...]) -> int:
    """Poor laps at the last one's speed with no better one after them; one that was not seen says nothing."""
    count = 0
    for lap in reversed(laps):
        if lap.verdict is Verdict.UNSEEN:
            continue
        if lap.verdict is not Verdict.POOR or lap.speed != laps[-1].speed:
            break
        count += 1
    return count


def repetition_of(comparison: "Comparison | None", speed: float) -> Repetition:
    """A lap as a drill sees it.

    Args:
        comparison: of the lap; None where nobody was seen.
        speed: it was danced at.
    """
    if comparison is None or comparison.score.total is None:
        return Repetition(speed, coverage=0.0 if comparison is None else comparison.score.coverage)
    return Repetition(speed, comparison.score.total, round(doubt_of(comparison), 1), comparison.score.coverage)


def doubt_of(comparison: "Comparison") -> float:
    """Standard error of a score, marks: a jackknife over blocks of half a second.

    Each block is left out once; what that changes tells how much the score hangs on it (R. G. Miller, "The jackknife -
    a review", Biometrika 1974). Errors of the estimator that last throughout are not in it.
    """
    from dancecoach.coaching.dance.scoring import Scorer

    aligned = comparison.aligned
    if aligned is None:
        return math.inf
    scorer, moments = Scorer(aligned), np.arange(len(aligned))
    blocks = max(_FEWEST_BLOCKS, round(len(aligned) / aligned.here.rate / _BLOCK_S))
    found: list[float] = []
    for block in np.array_split(moments, blocks):
        total = scorer.score(~np.isin(moments, block)).total
        if total is not None:
            found.append(total)
    if len(found) < _FEWEST_BLOCKS:
        return math.inf
    without = np.array(found)
    return math.sqrt((len(without) - 1) / len(without) * float(np.square(without - without.mean()).sum()))


def verdict_text(drill: Drill) -> str:
    """What came of the last lap, and how it goes on: a few words to be read while dancing."""
    lap = drill.last
    if lap is None:
        return ""
    percent = f"{100 * drill.speed:.0f} %"
    if drill.done:
        return _("{score:.0f}: {percent} reached!").format(score=lap.score, percent=percent)
    if lap.score is None:
        return _("Not seen: {percent} again").format(percent=percent)
    if drill.speed > lap.speed:
        return _("{score:.0f}, good: now {percent}").format(score=lap.score, percent=percent)
    if drill.speed < lap.speed:
        return _("{score:.0f}: back to {percent}").format(score=lap.score, percent=percent)
    if lap.verdict is Verdict.CLOSE:
        return _("{score:.0f}, close: {percent} again").format(score=lap.score, percent=percent)
    return _("{score:.0f}: {percent} again").format(score=lap.score, percent=percent)


def reason_text(drill: Drill) -> str:
    """Why it goes on so, in a sentence."""
    lap = drill.last
    if lap is None:
        return _("A lap that scores {good:.0f} or more makes it faster.").format(good=GOOD)
    if lap.score is None and lap.coverage == 0:
        return _("Nobody was seen in that lap, so the tempo stays: step into the picture.")
    if lap.score is None:
        return _("Only {percent:.0%} of the body was seen, so the tempo stays: show the whole body.").format(
            percent=lap.coverage
        )
    if lap.verdict is Verdict.GOOD:
        if drill.done:
            return _("That was the goal.")
        return _("{good:.0f} or more is good: a little faster now.").format(good=GOOD)
    if lap.verdict is Verdict.CLOSE and lap.score >= GOOD:
        return _("{score:.0f} ± {doubt:.0f} is not surely {good:.0f}: once more.").format(
            score=lap.score, doubt=lap.doubt, good=GOOD
        )
    if drill.speed < lap.speed:
        return _("Twice below {poor:.0f}: get it right more slowly first.").format(poor=POOR)
    return _("{good:.0f} are needed to go faster.").format(good=GOOD)
