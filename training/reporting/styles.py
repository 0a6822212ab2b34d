"""The chapter about systems that name dances."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.benchmark.columns import NOTHING
from training.benchmark.outcome import Outcome
from training.benchmark.protocols import PROTOCOLS
from training.benchmark.table import Section, sections
from training.benchmark.votes import is_vote, votes
from training.reporting.chapters import BEST, SPREAD, Card, Chapter, runs, spoken, titled, together
from training.reporting.clipbook import ClipBook
from training.reporting.curves import Curves, calibration, open_set
from training.reporting.plots import Group, Matrix, matrix, plot, share_bar
from training.reporting.provenance import doubts, worked_with
from training.reporting.worst import worst_named
from training.tuning.nested import PROTOCOL as NESTED

_SETS = {
    "trends-vn": "published landmarks of short-video choreographies; the performers are not named",
    "ballroom-latin": "motion capture of five dances, cut into pieces and filmed by drawn cameras",
    "drawn": "frames of drawn clips with exactly known phases",
}
_NESTED = (
    "settings chosen by inner folds, judged by outer ones; every clip is named by models that neither learned from it "
    "nor were chosen by it"
)
_KINDS = (
    "Behind a system's name: usual, as it is; tuned, with the settings that were best over the inner folds; averaged, "
    "with the mean of the settings that were best in each; fold, the models of the inner folds one by one; vote, the "
    "same models as an ensemble, their probabilities averaged."
)
_QUESTIONS = {
    "by_performer": ", when somebody new dances it",
    "by_source": ", when somebody else filmed it",
    NESTED: ", after a search for good settings",
}
_LEARNING = "Behind a plus: what was on in a system's training beside the usual, or instead of it."
_VOTE = (
    "Soft vote: an ensemble of the networks of several seeds, their probabilities averaged clip by clip; no member saw "
    "the clip that it votes on. It costs as much as all of its members, and its loss and calibration are of clips."
)


Settings = Mapping[str, Sequence[Mapping[str, Any]]]
"""What tunings chose, by their names: the settings of each outer fold."""


def style_chapter(place: str, outcomes: Sequence[Outcome], book: ClipBook, chosen: Settings | None = None) -> Chapter:
    """Outcomes on one set by one protocol.

    Args:
        place: folder that they lie in.
        outcomes: of all systems and seeds.
        book: where the clips are.
        chosen: what tunings chose whose outcomes lie there.

    Raises:
        PoseFileError: the poses of a clip are damaged.
        VideoError: a video cannot be read.
    """
    (section,) = sections(outcomes)
    every = (*outcomes, *votes(outcomes))
    systems = {row[0]: [o for o in every if o.system == row[0]] for row in section.rows}
    labels = tuple(dict.fromkeys(label for o in outcomes for label in o.labels))
    shares = _class_shares(outcomes, labels)
    chance, leaky = float(shares.max()), _leaky(outcomes[0])
    bars = [share_bar(name, [o.accuracy for o in found]) for name, found in systems.items()]
    best = dict(list(systems.items())[:BEST])
    commonest = labels[int(shares.argmax())]
    caption = (
        f"{SPREAD} Dashed: chance, {100 * chance:.1f} %, by always saying “{commonest}”, "
        f"the commonest class; one of {len(labels)} by lot is {100 / len(labels):.1f} %."
    )
    unit = "clips" if outcomes[0].clips.any() else "examples"
    return Chapter(
        title=titled(section.title, place),
        meaning=_meaning(outcomes[0].protocol),
        section=section,
        headline=(bars[0].name, bars[0].text),
        facts=(*_data(outcomes, labels), *runs(outcomes), *worked_with(outcomes)),
        plots=(plot(f"Accuracy, {unit}", caption, [Group("", tuple(bars))], chance=round(100 * chance, 2)),),
        card=None if leaky else _card(systems[bars[0].name], chance, commonest),
        leaky=leaky,
        chance=chance,
        matrices=tuple(_matrix(name, found, labels) for name, found in best.items()),
        curves=_curves({name: found for name, found in systems.items() if not is_vote(name)}),
        worst=worst_named(outcomes, book),
        worst_title="Clips whose dance got the least probability, the mean of all single networks",
        notes=tuple(_notes(every)),
        doubts=doubts(outcomes),
        more=tuple(_settings(chosen or {}, outcomes)),
    )


def _leaky(outcome: Outcome) -> bool:
    protocol = PROTOCOLS.get(outcome.protocol)
    return protocol.leaky if protocol else "leaky" in outcome.protocol


def _meaning(name: str) -> str:
    protocol = PROTOCOLS.get(name)
    if protocol:
        return protocol.meaning
    return _NESTED if name == NESTED else "a protocol that this version does not know"


def _notes(every: Sequence[Outcome]) -> Iterator[str]:
    if any(is_vote(outcome.system) for outcome in every):
        yield _VOTE
    if every[0].protocol == NESTED:
        yield _KINDS
    if any(outcome.learning for outcome in every):
        yield _LEARNING


def _card(best: Sequence[Outcome], chance: float, commonest: str) -> Card:
    right = round(100 * float(np.mean([o.accuracy for o in best])))
    unknown = [o.refused for o in best if np.isfinite(o.refused)]
    more = [f"Always guessing “{commonest}” would be right for {round(100 * chance)} of 100."]
    if unknown:
        gone = round(100 * float(np.mean(unknown)))
        more.append(
            f"Of 100 clips of dances that it does not know it notices {gone}, if it may refuse 10 of 100 known."
        )
    what = "dance" if best[0].dances != "drawn" else "phase"
    how = _QUESTIONS.get(best[0].protocol, "")
    return Card(
        f"Which {what} is it{how}? ({best[0].dances})",
        right,
        f"{spoken(best[0].system)} {right} of 100 clips rightly that it never saw.",
        round(100 * chance),
        tuple(more),
    )


def _settings(chosen: Settings, outcomes: Sequence[Outcome]) -> Iterator[Section]:
    """What each fold of a tuning came to, where the chapter is about tunings."""
    if outcomes[0].protocol != NESTED:
        return
    for name, folds in sorted(chosen.items()):
        if folds and name.startswith(f"{outcomes[0].dances}."):
            knobs = tuple(dict.fromkeys(knob for fold in folds for knob in fold))
            rows = [(str(n), *(_value(fold.get(k)) for k in knobs)) for n, fold in enumerate(folds, 1)]
            yield Section(f"{name}: settings chosen in each fold", ("fold", *knobs), tuple(rows), best=0)


def _value(value: Any) -> str:
    return NOTHING if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _curves(systems: dict[str, list[Outcome]]) -> tuple[Curves, ...]:
    best = dict(list(systems.items())[:BEST])
    asked = {name: found for name, found in systems.items() if any(np.isfinite(o.auroc) for o in found)}
    found = (open_set(dict(list(asked.items())[:BEST])), calibration(best))
    return tuple(curves for curves in found if curves is not None)


def _matrix(name: str, found: Sequence[Outcome], labels: Sequence[str]) -> Matrix:
    unit = "clips" if found[0].clips.any() else "examples"
    table = sum((_in_order(o.asked, o.labels, labels) for o in found), np.zeros((len(labels),) * 2, np.int64))
    return matrix(f"{name}, {unit}{together(found)}", labels, np.asarray(table))


def _in_order(table: NDArray[np.int64], own: Sequence[str], labels: Sequence[str]) -> NDArray[np.int64]:
    """A confusion matrix in the order of other labels: a set may have grown between two runs."""
    where = [labels.index(label) for label in own]
    whole = np.zeros((len(labels),) * 2, np.int64)
    whole[np.ix_(where, where)] = table
    return whole


def _class_shares(outcomes: Sequence[Outcome], labels: Sequence[str]) -> NDArray[np.float64]:
    """(K,) share of each class in what was asked, the mean of all runs."""
    rows = [_in_order(o.asked, o.labels, labels).sum(1) for o in outcomes]
    return np.asarray(np.mean([row / row.sum() for row in rows], axis=0))


def _data(outcomes: Sequence[Outcome], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Data and split; where clips were not kept apart, what each system was asked instead."""
    name = outcomes[0].dances
    yield "Data", f"{name}: {_SETS[name]}" if name in _SETS else name
    yield "Split", f"{outcomes[0].protocol}: {_meaning(outcomes[0].protocol)}"
    yield "Classes", f"{len(labels)}"
    of_clips = [o for o in outcomes if o.clips.any()]
    if of_clips:
        last = of_clips[-1]
        counts = dict(zip(last.labels, last.clips.sum(1).tolist(), strict=True))
        yield "Clips", f"{sum(counts.values()):,} asked: " + ", ".join(f"{k} {n:,}" for k, n in counts.items())
    sizes = {o.system: int(o.examples.sum()) for o in outcomes}
    yield "Examples asked, a run", ", ".join(f"{name} {n:,}" for name, n in sorted(sizes.items()))
    learned = {o.system: _learned(o.learning) for o in outcomes if o.learning}
    if learned:
        yield "Learned from more than the clips", "; ".join(f"{name}: {how}" for name, how in sorted(learned.items()))
    yield from _strangers(outcomes)


def _learned(facts: Mapping[str, Any]) -> str:
    """What was on in a training beside the usual, with its parameters; what is varied by nothing is left out."""
    words = []
    if "augmentation" in facts:
        on = [f"{name.replace('_', ' ')} {_value(value)}" for name, value in facts["augmentation"].items() if value]
        words.append("varied by " + (", ".join(on) or "nothing"))
    if "copies" in facts:
        words.append(f"{facts['copies']} varied copies of each clip")
    if "balance" in facts:
        words.append(f"uneven classes: {facts['balance']}")
    return ", ".join(words)


def _strangers(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str]]:
    """Clips of no known dance, those first that networks name with the most certainty."""
    sure: dict[str, list[float]] = {}
    for outcome in outcomes:
        for name, certainty in zip(outcome.strangers.names, outcome.strangers.certainty.tolist(), strict=True):
            sure.setdefault(name, []).append(certainty)
    if sure:
        order = sorted(sure, key=lambda name: (-np.mean(sure[name]), name))
        said = ", ".join(f"{name} {100 * np.mean(sure[name]):.0f}" for name in order)
        yield "Clips of no known dance", f"{len(sure)}, with how certain of a name networks are on average, %: {said}"
