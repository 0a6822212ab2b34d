"""The chapter about systems that cut clips into phases."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dancecoach.motion.phases import PHASES
from training.benchmark.phases import PhaseOutcome
from training.benchmark.table import Section, phase_sections
from training.benchmark.votes import is_vote, phase_votes
from training.reporting.chapters import BEST, SPREAD, Card, Chapter, runs, spoken, titled, together
from training.reporting.clipbook import ClipBook
from training.reporting.plots import Bar, Group, Matrix, Plot, matrix, mean_spread, plot, scale_of, share_bar
from training.reporting.provenance import doubts, worked_with
from training.reporting.worst import worst_cut

_UNSEEN = {"drawn": "drawn clips with people, cameras and skills that were in none of them"}
_EDGES = (("takeoff", "take-off"), ("touchdown", "touch-down"))
_MAJORITY = (
    "Majority: an ensemble of the networks of several seeds, what most of them say of a frame. It costs as much as all "
    "of its members; how sure it is is not known, as only labels are kept."
)

Reports = Sequence[dict[str, Any]]


def phase_chapters(place: str, outcomes: Sequence[PhaseOutcome], book: ClipBook) -> Iterator[Chapter]:
    """A chapter for each set of clips that was asked about.

    Args:
        place: folder that the outcomes lie in.
        outcomes: of all systems and seeds.
        book: where the clips are.

    Raises:
        PoseFileError: the poses of a clip are damaged.
        VideoError: a video cannot be read.
    """
    every = (*outcomes, *phase_votes(outcomes))
    for section in phase_sections(outcomes):
        name = section.title.removeprefix("phases, ").removesuffix(" clips")
        yield _chapter(place, section, name, [o for o in every if name in o.reports], book)


def _chapter(place: str, section: Section, name: str, asked: Sequence[PhaseOutcome], book: ClipBook) -> Chapter:
    of = {row[0]: [o for o in asked if o.system == row[0]] for row in section.rows}
    systems = {system: [o.reports[name] for o in found] for system, found in of.items()}
    best, found = next(iter(systems.items()))
    top = list(systems.items())[:BEST]
    single = [o for o in asked if not is_vote(o.system)]
    meaning = f"taught by drawn clips, asked about {_UNSEEN.get(name, f'{name} clips')}"
    return Chapter(
        title=titled(section.title, place),
        meaning=meaning,
        section=section,
        headline=(best, share_bar(best, [r["macro_f1"] for r in found]).text + " macro F1"),
        facts=(*_asked_about(found[-1], meaning), *runs(single), *worked_with(single)),
        plots=(_segment_plot(systems), _edge_plot(systems)),
        card=_card(name, best, found),
        matrices=tuple(_matrix(n, r) for n, r in top if all("confusion" in x for x in r)),
        worst=worst_cut({s: [o.clips.get(name, ()) for o in of[s]] for s, _ in top}, name, book),
        worst_title=f"Clips that {best} cuts worst",
        notes=(_MAJORITY,) if len(single) < len(asked) else (),
        doubts=doubts(single),
    )


def _card(name: str, best: str, reports: Reports) -> Card | None:
    tables = [np.array(r["confusion"], float) for r in reports if r.get("confusion")]
    if not tables or not all(table.sum() for table in tables):
        return None
    right = round(100 * float(np.mean([np.trace(t) / t.sum() for t in tables])))
    commonest = np.mean([t.sum(1) / t.sum() for t in tables], axis=0)
    phase, chance = PHASES[int(commonest.argmax())], round(100 * float(commonest.max()))
    edge = next((r["takeoff"] for r in reports if "median_ms" in r["takeoff"]), None)
    more = [f"Always guessing “{phase}” would be right for {chance} of 100."]
    if edge:
        late = round(edge["median_ms"])
        off = f"at most {late} thousandths of a second off" if late else "right to the very picture"
        more.append(f"Half of the take-offs that it finds are {off}.")
    question = f"Take-off, flight or landing? ({name} clips)"
    return Card(
        question, right, f"{spoken(best)} {right} of 100 pictures rightly that it never saw.", chance, tuple(more)
    )


def _asked_about(report: dict[str, Any], meaning: str) -> Iterator[tuple[str, str]]:
    yield "Split", meaning
    yield "Classes", f"{len(PHASES)}: {', '.join(PHASES)}"
    for key, what in (("clips", "Clips"), ("frames", "Frames"), ("idle_seconds", "Seconds of clips without a skill")):
        if key in report:
            yield what, f"{report[key]:,.0f}"


def _segment_plot(systems: dict[str, list[dict[str, Any]]]) -> Plot:
    groups = [
        Group(name, tuple(share_bar(f"F1@{100 * float(o):.0f}", [r["segment_f1"].get(o, 0.0) for r in found])
                          for o in ("0.1", "0.25", "0.5")))
        for name, found in systems.items()
    ]  # fmt: skip
    caption = "A segment counts as found where it overlaps the true one by at least 10, 25 or 50 %. " + SPREAD
    return plot("Segments found, F1", caption, groups)


def _edge_plot(systems: dict[str, list[dict[str, Any]]]) -> Plot:
    edges = [r[key] for found in systems.values() for r in found for key, _ in _EDGES]
    scale, ticks = scale_of(max((e.get(k, 0.0) for e in edges for k in ("median_ms", "p95_ms")), default=0.0))
    groups = [
        Group(name, tuple(_edge_bar(what, [r[key] for r in found], scale) for key, what in _EDGES))
        for name, found in systems.items()
    ]
    caption = (
        "Bars: median error of the moment. Lines: up to the 95 % error. "
        "In words: both, then moments missed and false; means of the runs."
    )
    return plot("Errors of boundaries", caption, groups, ticks)


def _edge_bar(what: str, found: Reports, scale: Any) -> Bar:
    known = [e for e in found if "median_ms" in e and "p95_ms" in e]
    missed, false = (mean_spread([e.get(key, 0) for e in found])[0] for key in ("missed", "false"))
    lost = f"{missed:.3g} missed, {false:.3g} false"
    if not known:
        return Bar(what, f"never met; {lost}", 0.0, 0.0, 0.0)
    median, late = (mean_spread([e[key] for e in known])[0] for key in ("median_ms", "p95_ms"))
    return Bar(what, f"{median:.0f} / {late:.0f} ms; {lost}", scale(median), scale(median), scale(late))


def _matrix(name: str, found: Reports) -> Matrix:
    table = np.sum([r["confusion"] for r in found], axis=0)
    return matrix(f"{name}, frames{together(found)}", PHASES, table)
