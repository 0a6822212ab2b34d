"""Outcomes as chapters of a report: what was asked, in a few words, in a table, in plots, and in pictures."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import attrs

from training.benchmark.table import Section
from training.benchmark.votes import is_vote
from training.reporting.curves import Curves
from training.reporting.plots import Matrix, Plot
from training.reporting.worst import Worst

BEST = 3
"""Of how many systems matrices and curves are shown."""

SPREAD = "Bars: mean of the runs. Lines: one standard deviation up and down. Dots: single runs."


@attrs.frozen
class Card:
    """What a chapter comes to, for somebody who has a minute.

    Attributes:
        question: that was asked.
        right: of a hundred, of the best system.
        answer: in a sentence.
        chance: of a hundred, without any knowledge; None where it is not known.
        more: further sentences.
    """

    question: str
    right: int
    answer: str
    chance: int | None
    more: tuple[str, ...] = ()


@attrs.frozen
class Chapter:
    """One set of clips, asked in one way.

    Attributes:
        title: the set and the way.
        meaning: of the way, in a sentence.
        section: the table, best first.
        headline: (what, value) of the best system.
        facts: (what, value) about data, split, runs and versions.
        plots: of the systems.
        card: in short; None where figures say little about new clips.
        leaky: whether they do.
        chance: what always naming the commonest class would give, 0 to 1, where it is known.
        matrices: of the best ones.
        curves: of the best ones.
        worst: clips.
        worst_title: what those are.
        notes: sentences that explain names in the table.
        doubts: sentences that warn.
        more: further tables.
    """

    title: str
    meaning: str
    section: Section
    headline: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    card: Card | None = None
    leaky: bool = False
    chance: float | None = None
    matrices: tuple[Matrix, ...] = ()
    curves: tuple[Curves, ...] = ()
    worst: tuple[Worst, ...] = ()
    worst_title: str = ""
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    more: tuple[Section, ...] = ()


class Run(Protocol):
    """One run of a system."""

    @property
    def system(self) -> str:
        """Its name."""

    @property
    def seed(self) -> int:
        """Of everything."""


def runs(outcomes: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """(what, value) about runs."""
    yield "Seeds", ", ".join(map(str, sorted({o.seed for o in outcomes})))
    yield "Runs", f"{len(outcomes)} of {len({o.system for o in outcomes})} systems"
    few = sorted({o.system for o in outcomes if sum(p.system == o.system for p in outcomes) < 3})
    if few:
        yield "Fewer than three runs", f"{', '.join(few)}: little is known of their spread"


def spoken(system: str) -> str:
    """Who names things, for somebody who has not heard of ensembles."""
    return (
        f"{system.rpartition(' (')[0]}, trained several times and voting, names"
        if is_vote(system)
        else f"{system} names"
    )


def together(found: Sequence[Any]) -> str:
    """Behind the name of a figure of several runs."""
    return f", {len(found)} runs together" if len(found) > 1 else ""


def titled(title: str, place: str) -> str:
    """A title with the folder that the outcomes lie in."""
    return f"{title} ({place})" if place else title
