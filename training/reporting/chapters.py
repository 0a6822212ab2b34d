"""Outcomes as chapters of a report: what was asked, the table, the plots, the matrices, the data."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES
from training.benchmark.outcome import Outcome
from training.benchmark.phases import PhaseOutcome
from training.benchmark.protocols import PROTOCOLS
from training.benchmark.table import Section, phase_sections, sections
from training.reporting.plots import Bar, Group, Matrix, Plot, matrix, mean_spread, plot, scale_of, share_bar
from training.reporting.reading import Kept

BEST = 3
"""Of how many systems the confusion matrices are shown."""

_SPREAD = "Bars: mean of the runs. Lines: one standard deviation up and down. Dots: single runs."
_UNSEEN = {"drawn": "drawn clips with people, cameras and skills that were in none of them"}
_EDGES = (("takeoff", "take-off"), ("touchdown", "touch-down"))


@attrs.frozen
class Chapter:
    """One set of clips, asked in one way.

    Attributes:
        title: the set and the way.
        meaning: of the way, in a sentence.
        leaky: whether its figures say little about new clips.
        section: the table, best first.
        headline: (what, value) of the best system.
        chance: what always naming the commonest class would give, 0 to 1, where it is known.
        facts: (what, value) about data and runs.
        plots: of the systems.
        matrices: of the best ones.
    """

    title: str
    meaning: str
    leaky: bool
    section: Section
    headline: tuple[str, str]
    chance: float | None
    facts: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    matrices: tuple[Matrix, ...]


def chapters(kept: Kept) -> list[Chapter]:
    """All of a folder, by what was asked; within it the best system first."""
    found: list[Chapter] = []
    for place, outcomes in sorted(kept.styles.items()):
        asked = sorted({(o.dances, o.protocol) for o in outcomes})
        found += [_style(place, [o for o in outcomes if (o.dances, o.protocol) == key]) for key in asked]
    for place, runs in sorted(kept.phases.items()):
        found += [_phases(place, section, runs) for section in phase_sections(runs)]
    return found


def _style(place: str, outcomes: Sequence[Outcome]) -> Chapter:
    (section,) = sections(outcomes)
    systems = {row[0]: [o for o in outcomes if o.system == row[0]] for row in section.rows}
    first = outcomes[0]
    protocol = PROTOCOLS.get(first.protocol)
    labels = tuple(dict.fromkeys(label for o in outcomes for label in o.labels))
    shares = _class_shares(outcomes, labels)
    chance = float(shares.max())
    bars = [share_bar(name, [o.accuracy for o in runs]) for name, runs in systems.items()]
    unit = "clips" if first.clips.any() else "examples"
    caption = (
        f"{_SPREAD} Dashed: chance, {100 * chance:.1f} %, by always saying “{labels[int(shares.argmax())]}”, "
        f"the commonest class; one of {len(labels)} by lot is {100 / len(labels):.1f} %."
    )
    return Chapter(
        title=_titled(section.title, place),
        meaning=protocol.meaning if protocol else "a protocol that this version does not know",
        leaky=protocol.leaky if protocol else "leaky" in first.protocol,
        section=section,
        headline=(bars[0].name, bars[0].text),
        chance=chance,
        facts=(*_data(outcomes, labels), *_runs(outcomes)),
        plots=(plot(f"Accuracy, {unit}", caption, [Group("", tuple(bars))], chance=round(100 * chance, 2)),),
        matrices=tuple(_style_matrix(name, runs, labels) for name, runs in list(systems.items())[:BEST]),
    )


def _style_matrix(name: str, runs: Sequence[Outcome], labels: Sequence[str]) -> Matrix:
    unit = "clips" if runs[0].clips.any() else "examples"
    table = sum((_in_order(_asked(o), o.labels, labels) for o in runs), np.zeros((len(labels),) * 2, np.int64))
    return matrix(f"{name}, {unit}{_together(runs)}", labels, np.asarray(table))


def _in_order(table: NDArray[np.int64], own: Sequence[str], labels: Sequence[str]) -> NDArray[np.int64]:
    """A confusion matrix in the order of other labels: a set may have grown between two runs."""
    where = [labels.index(label) for label in own]
    whole = np.zeros((len(labels),) * 2, np.int64)
    whole[np.ix_(where, where)] = table
    return whole


def _asked(outcome: Outcome) -> NDArray[np.int64]:
    return outcome.clips if outcome.clips.any() else outcome.examples


def _class_shares(outcomes: Sequence[Outcome], labels: Sequence[str]) -> NDArray[np.float64]:
    """(K,) share of each class in what was asked, the mean of all runs."""
    rows = [_in_order(_asked(o), o.labels, labels).sum(1) for o in outcomes]
    return np.asarray(np.mean([row / row.sum() for row in rows], axis=0))


def _data(outcomes: Sequence[Outcome], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Clips and classes; where clips were not kept apart, what each system was asked instead."""
    yield "Classes", f"{len(labels)}"
    of_clips = [o for o in outcomes if o.clips.any()]
    if of_clips:
        last = of_clips[-1]
        counts = dict(zip(last.labels, last.clips.sum(1).tolist(), strict=True))
        yield "Clips", f"{sum(counts.values()):,} asked: " + ", ".join(f"{k} {n:,}" for k, n in counts.items())
    sizes = {o.system: int(o.examples.sum()) for o in outcomes}
    yield "Examples asked, a run", ", ".join(f"{name} {n:,}" for name, n in sorted(sizes.items()))


def _runs(outcomes: Sequence[Outcome] | Sequence[PhaseOutcome]) -> Iterator[tuple[str, str]]:
    yield "Seeds", ", ".join(map(str, sorted({o.seed for o in outcomes})))
    yield "Runs", f"{len(outcomes)} of {len({o.system for o in outcomes})} systems"
    few = sorted({o.system for o in outcomes if sum(p.system == o.system for p in outcomes) < 3})
    if few:
        yield "Fewer than three runs", f"{', '.join(few)}: little is known of their spread"


def _phases(place: str, section: Section, outcomes: Sequence[PhaseOutcome]) -> Chapter:
    name = section.title.removeprefix("phases, ").removesuffix(" clips")
    asked = [o for o in outcomes if name in o.reports]
    systems = {row[0]: [o.reports[name] for o in asked if o.system == row[0]] for row in section.rows}
    best, runs = next(iter(systems.items()))
    return Chapter(
        title=_titled(section.title, place),
        meaning=f"taught by drawn clips, asked about {_UNSEEN.get(name, f'{name} clips')}",
        leaky=False,
        section=section,
        headline=(best, share_bar(best, [r["macro_f1"] for r in runs]).text + " macro F1"),
        chance=None,
        facts=(*_asked_about(runs[-1]), *_runs(asked)),
        plots=(_segment_plot(systems), _edge_plot(systems)),
        matrices=tuple(
            _phase_matrix(n, r) for n, r in list(systems.items())[:BEST] if all("confusion" in x for x in r)
        ),
    )


def _asked_about(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Classes", f"{len(PHASES)}: {', '.join(PHASES)}"
    for key, what in (("clips", "Clips"), ("frames", "Frames"), ("idle_seconds", "Seconds of clips without a skill")):
        if key in report:
            yield what, f"{report[key]:,.0f}"


def _segment_plot(systems: dict[str, list[dict[str, Any]]]) -> Plot:
    groups = [
        Group(name, tuple(share_bar(f"F1@{100 * float(o):.0f}", [r["segment_f1"].get(o, 0.0) for r in runs])
                          for o in ("0.1", "0.25", "0.5")))
        for name, runs in systems.items()
    ]  # fmt: skip
    caption = "A segment counts as found where it overlaps the true one by at least 10, 25 or 50 %. " + _SPREAD
    return plot("Segments found, F1", caption, groups)


def _edge_plot(systems: dict[str, list[dict[str, Any]]]) -> Plot:
    edges = [r[key] for runs in systems.values() for r in runs for key, _ in _EDGES]
    scale, ticks = scale_of(max((e.get(k, 0.0) for e in edges for k in ("median_ms", "p95_ms")), default=0.0))
    groups = [
        Group(name, tuple(_edge_bar(what, [r[key] for r in runs], scale) for key, what in _EDGES))
        for name, runs in systems.items()
    ]
    caption = (
        "Bars: median error of the moment. Lines: up to the 95 % error. "
        "In words: both, then moments missed and false; means of the runs."
    )
    return plot("Errors of boundaries", caption, groups, ticks)


def _edge_bar(what: str, found: Sequence[dict[str, Any]], scale: Any) -> Bar:
    known = [e for e in found if "median_ms" in e and "p95_ms" in e]
    missed, false = (mean_spread([e.get(key, 0) for e in found])[0] for key in ("missed", "false"))
    lost = f"{missed:.3g} missed, {false:.3g} false"
    if not known:
        return Bar(what, f"never met; {lost}", 0.0, 0.0, 0.0)
    median, late = (mean_spread([e[key] for e in known])[0] for key in ("median_ms", "p95_ms"))
    return Bar(what, f"{median:.0f} / {late:.0f} ms; {lost}", scale(median), scale(median), scale(late))


def _phase_matrix(name: str, runs: Sequence[dict[str, Any]]) -> Matrix:
    table = np.sum([r["confusion"] for r in runs], axis=0)
    return matrix(f"{name}, frames{_together(runs)}", PHASES, table)


def _together(runs: Sequence[Any]) -> str:
    return f", {len(runs)} runs together" if len(runs) > 1 else ""


def _titled(title: str, place: str) -> str:
    return f"{title} ({place})" if place else title
