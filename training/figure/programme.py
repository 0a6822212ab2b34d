"""What a clip shows: quiet only, one skill with quiet around it, a series, or a piece cut out of a movement."""

import re
from collections.abc import Callable
from typing import Literal, get_args

import attrs
import numpy as np

from training.figure.motion import Performance, Span
from training.figure.motions import Stand, Walk
from training.figure.motions.chance import (
    NamedMove,
    random_fake,
    random_jump,
    random_landing,
    random_series,
    random_somersault,
)
from training.figure.motions.ground_chance import (
    Named,
    random_dance,
    random_hands,
    random_idle,
    random_run_up,
    random_walk,
)
from training.figure.motions.hop_dance import HopDance
from training.figure.motions.more_chance import random_more_quiet, random_more_skill
from training.figure.performers import Split

Rng = np.random.Generator
Kind = Literal["idle", "single", "series", "cut"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SHARES = (0.34, 0.42, 0.10, 0.14)
"""Share of the clips of each kind."""

TEST_ONLY: frozenset[str] = frozenset({"straddle jump", "full-turn jump", "front pike", "back layout full"})
"""Skills that no clip for training or validation shows, alone or in a series: they measure how unseen ones fare."""

_UNSEEN = 0.35
"""Share of a test's single skills that are of those."""

_RENEWED: dict[Kind, float] = {"idle": 0.36, "single": 0.38, "series": 0.38, "cut": 0.38}
"""Share of the programmes in which movements give way to those of `more_chance`, which networks got wrong."""

_CALM, _ASIDE = 0.6, 0.35
"""Chance that a quiet movement gives way in such a programme, in a quiet clip and beside a skill."""

_LEAST_S, _MOST_S = 3.0, 7.0
_HELD_S = 10.5
"""A clip is no longer than this for the sake of one skill, such as a handstand held for seconds, s."""

_AROUND_S = 0.25
"""Quiet kept before and after a skill that is not cut, s."""

Passage = Literal["stays", "comes", "goes"]
PASSAGES: tuple[Passage, ...] = get_args(Passage)
"""Whether the performer is there all the time, comes walking, or walks away."""

PASSAGE_SHARES = (0.86, 0.08, 0.06)
"""Share of the clips of each passage."""


@attrs.frozen
class Programme:
    """Moves in order.

    Attributes:
        kind: what kind of clip it is for.
        moves: one after the other.
    """

    kind: Kind
    moves: tuple[NamedMove, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The moves' names, in order."""
        return tuple(move.name for move in self.moves)


def random_programme(
    rng: Rng, split: Split, level: float, kind: Kind | None = None, passage: Passage = "stays"
) -> Programme:
    """A programme by chance.

    Args:
        rng: chance.
        split: which decides the skills that may be shown.
        level: of the performer, 0 to 1.
        kind: of clip; None takes one by `SHARES`.
        passage: "comes" puts a long walk in the second place, "goes" in the last but one.
    """
    kind = kind or KINDS[rng.choice(len(KINDS), p=SHARES)]
    # What is put in later has a generator of its own: programmes without it stay as they were.
    more = rng.spawn(1)[0]
    renewed = bool(more.random() < _RENEWED[kind])
    if kind == "idle":
        quiet = _quiet(rng, 4, 6)
        return Programme(kind, _passing(rng, _livelier(more, quiet, _CALM) if renewed else quiet, passage))
    skill = _skill(rng, split, level, series=kind == "series" or (kind == "cut" and rng.random() < 0.25))
    before = _quiet(rng, 1, 2) if passage == "stays" else _pause(rng)
    second: tuple[NamedMove, ...] = ()
    if kind == "single" and passage == "stays" and rng.random() < 0.2:
        second = (*_quiet(rng, 1, 1), _skill(rng, split, level))
    after = () if passage == "goes" else _quiet(rng, 1, 3)
    if renewed and not _is_unseen(skill.name):
        skill = random_more_skill(more, level)
        before, after = (_around_skill(more, skill, quiet) for quiet in (before, after))
    return Programme(kind, _passing(rng, (*before, skill, *second, *after), passage))


def _livelier(more: Rng, quiet: tuple[NamedMove, ...], share: float) -> tuple[NamedMove, ...]:
    """Quiet movements of which some give way to others."""
    return tuple(random_more_quiet(more) if more.random() < share else move for move in quiet)


def _around_skill(more: Rng, skill: NamedMove, quiet: tuple[NamedMove, ...]) -> tuple[NamedMove, ...]:
    """What comes before or after a skill: who hops in a dance mostly dances there."""
    if isinstance(skill, HopDance):
        return tuple(random_dance(more) if more.random() < 2 * _ASIDE else move for move in quiet)
    return _livelier(more, quiet, _ASIDE)


def _passing(rng: Rng, moves: tuple[NamedMove, ...], passage: Passage) -> tuple[NamedMove, ...]:
    walk = Named("walk", Walk(int(rng.integers(6, 9)), float(rng.uniform(0.36, 0.44)), float(rng.uniform(1.9, 2.5))))
    wait = Named("stand", Stand(2.0, seed=int(rng.integers(1 << 20))))
    return {"stays": moves, "comes": (wait, walk, *moves), "goes": (*moves, walk, wait)}[passage]


def _pause(rng: Rng) -> tuple[NamedMove, ...]:
    """What who comes does before the skill: mostly nothing; else they wait a moment, or seem to begin."""
    wait = Named("stand", Stand(float(rng.uniform(0.4, 2.2)), seed=int(rng.integers(1 << 20))))
    return ((), (wait,), (random_fake(rng),))[rng.choice(3, p=[0.6, 0.2, 0.2])]


def _quiet(rng: Rng, fewest: int, most: int) -> tuple[NamedMove, ...]:
    """Movements that are no skill: standing about, dancing, walking, and take-offs that come to nothing."""
    # Most false skills were seen in what begins like one: hence so many fakes.
    kinds: tuple[Callable[[Rng], NamedMove], ...] = (random_idle, random_dance, random_walk, random_fake, random_run_up)
    count = int(rng.integers(fewest, most + 1))
    return tuple(kinds[rng.choice(len(kinds), p=[0.37, 0.17, 0.15, 0.26, 0.05])](rng) for _ in range(count))


def _skill(rng: Rng, split: Split, level: float, *, series: bool = False) -> NamedMove:
    """A skill that the split may show; a test shows the unseen ones more often than they would come up."""
    wanted_unseen = split == "test" and not series and rng.random() < _UNSEEN
    for _ in range(400):
        move = random_series(rng, level) if series else _single(rng, level)
        unseen = _is_unseen(move.name)
        if unseen == wanted_unseen or (split == "test" and not wanted_unseen):
            return move
    return move


def _single(rng: Rng, level: float) -> NamedMove:
    kinds: tuple[Callable[[Rng, float], NamedMove], ...] = (
        random_jump,
        random_somersault,
        random_hands,
        lambda chance, _: random_landing(chance),
    )
    return kinds[rng.choice(len(kinds), p=[0.42, 0.24, 0.22, 0.12])](rng, level)


def may_be_shown(performance: Performance, split: Split) -> bool:
    """Whether nothing in it is kept for the tests, single flights of a series included."""
    return split == "test" or not any(_is_unseen(flight.skill) for flight in performance.flights)


def _is_unseen(name: str) -> bool:
    """Whether a skill, or one of "series: first, second", is kept for the tests."""
    return not TEST_ONLY.isdisjoint(re.split("[,:] ", name))


@attrs.frozen
class Window:
    """The piece of a performance that is filmed.

    Attributes:
        begin: s.
        end: s.
    """

    begin: float
    end: float

    @property
    def length(self) -> float:
        """How long it is, s."""
        return self.end - self.begin


def random_window(rng: Rng, kind: Kind, performance: Performance) -> Window:
    """Which piece of a performance is filmed: 3 to 7 s, longer only where a series or a held skill takes longer.

    A clip of the kind "cut" begins or ends in the middle of a phase; one of the kinds "single" and "series" holds
    its skill whole.
    """
    total, spans = performance.duration, performance.spans
    length = min(total, float(rng.uniform(_LEAST_S, _MOST_S)))
    if kind == "cut" and spans:
        return _cut(rng, spans[rng.integers(len(spans))], length, total)
    if kind == "idle" or not spans:
        begin = float(rng.uniform(0.0, total - length))
        return Window(begin, begin + length)
    first, last = spans[0].start, spans[-1].end
    if last - first + 2 * _AROUND_S > _MOST_S + 2.0:
        # Two skills far apart: one of them, and as much of the other as there is room for.
        # Of a series that never ends, the beginning.
        last = min(_first_skill_end(spans), first + _HELD_S - 2 * _AROUND_S)
    return _around(rng, max(0.0, first - _AROUND_S), min(total, last + _AROUND_S), length, total)


def passage_window(rng: Rng, passage: Passage, performance: Performance) -> tuple[Window, tuple[float, float]]:
    """The piece that shows somebody come or go, and from when to when they are where it happens, s.

    Now and then nobody is to be seen for a second: the clip begins before they set off, or ends after they left.
    """
    starts, spans, total = performance.starts.tolist(), performance.spans, performance.duration
    if passage == "comes":
        arrived = starts[2] - 0.5
        done = _first_skill_end(spans) + _AROUND_S if spans else arrived + float(rng.uniform(1.5, 3.5))
        # Where all of it would take too long, they are already on their way.
        begin = max(starts[1] - float(rng.uniform(-0.5, 1.5)), min(arrived - 1.0, done - _HELD_S))
        window = Window(begin, min(total, max(done, arrived + 1.5), begin + _HELD_S))
        return window, (arrived, window.end)
    leaves = starts[-3]
    end = min(total, starts[-2] + float(rng.uniform(-0.5, 1.5)))
    # Who leaves is seen leaving: what takes long before it is cut at its beginning.
    begin = max(0.0, spans[0].start - _AROUND_S if spans else leaves - float(rng.uniform(1.5, 3.5)), end - _HELD_S)
    return Window(begin, end), (begin, leaves + 0.5)


def _around(rng: Rng, first: float, last: float, length: float, total: float) -> Window:
    """A window of at least ``length`` that holds everything from ``first`` to ``last``."""
    length = min(total, max(length, last - first))
    begin = float(rng.uniform(max(0.0, last - length), min(first, total - length) + 1e-9))
    return Window(begin, begin + length)


def _cut(rng: Rng, span: Span, length: float, total: float) -> Window:
    """A window that begins or ends within ``span``."""
    border = float(rng.uniform(span.start + 0.1 * (span.end - span.start), span.end))
    if rng.random() < 0.5:
        begin = min(border, total - 1.0)
        return Window(begin, min(total, begin + length))
    end = max(border, 1.0)
    return Window(max(0.0, end - length), end)


def _first_skill_end(spans: tuple[Span, ...]) -> float:
    """When the first landing is over, s."""
    return next((s.end for s in spans if s.phase == "landing"), spans[-1].end)
