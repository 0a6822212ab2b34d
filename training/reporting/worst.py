"""The clips that systems do worst on: what was asked, what was said, and what it looks like."""

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.phases import PHASES, runs
from training.benchmark.outcome import Outcome
from training.benchmark.ribbons import Ribbon
from training.reporting.clipbook import ClipBook
from training.reporting.pictures import Strip, strip

SHOWN = 6
"""How many clips."""


@attrs.frozen
class Piece:
    """Part of a ribbon: where it begins and how long it is, percent, and its phase; empty where frames do not count."""

    start: float
    width: float
    phase: str


@attrs.frozen
class Row:
    """One ribbon: who says it, and its pieces."""

    name: str
    pieces: tuple[Piece, ...]


@attrs.frozen
class Worst:
    """A clip.

    Attributes:
        name: of it.
        lines: what there is to say.
        strip: pictures, where they are at hand.
        rows: the truth and what was said, where phases were asked about.
    """

    name: str
    lines: tuple[str, ...]
    strip: Strip | None
    rows: tuple[Row, ...] = ()


@attrs.define
class _Asked:
    """What all runs said of one clip."""

    truth: str
    shares: list[float]
    said: list[str]


def worst_named(outcomes: Sequence[Outcome], book: ClipBook) -> tuple[Worst, ...]:
    """The clips whose dance got the least probability, the mean of all runs of all systems.

    Raises:
        PoseFileError: the poses of one are damaged.
        VideoError: its video cannot be read.
    """
    clips: dict[str, _Asked] = {}
    for outcome in outcomes:
        v = outcome.verdicts
        for name, truth, said in zip(v.names, v.truth.tolist(), v.said, strict=True):
            asked = clips.setdefault(name, _Asked(outcome.labels[truth], [], []))
            asked.shares.append(float(said[truth]))
            asked.said.append(outcome.labels[int(said.argmax())])
    order = sorted(clips, key=lambda name: (np.mean(clips[name].shares), name))
    return tuple(Worst(name, _of_name(clips[name]), _strip(book, outcomes[0].dances, name)) for name in order[:SHOWN])


def worst_cut(systems: Mapping[str, Sequence[Sequence[Ribbon]]], of: str, book: ClipBook) -> tuple[Worst, ...]:
    """The clips that the first of some systems cuts worst, by macro F1, the mean of its runs.

    Args:
        systems: what each run of each said, the best system first.
        of: name of the set.
        book: where the clips are.

    Raises:
        PoseFileError: the poses of one are damaged.
        VideoError: its video cannot be read.
    """
    by_name = {
        system: [{ribbon.name: ribbon for ribbon in run} for run in runs if run] for system, runs in systems.items()
    }
    by_name = {system: runs for system, runs in by_name.items() if runs}
    if not by_name:
        return ()
    first = next(iter(by_name.values()))
    names = [name for name in first[0] if all(name in run for run in first)]
    scores = {name: float(np.mean([run[name].macro_f1 for run in first])) for name in names}
    order = sorted((n for n in names if np.isfinite(scores[n])), key=lambda name: (scores[name], name))
    return tuple(
        Worst(name, _of_score(scores[name], first[0][name], len(first)), _strip(book, of, name),
              tuple(_rows(name, by_name)))
        for name in order[:SHOWN]
    )  # fmt: skip


def _of_name(asked: _Asked) -> tuple[str, ...]:
    names = Counter(asked.said)
    wrong = [f"{name} ({count})" for name, count in names.most_common() if name != asked.truth]
    right = f"{names[asked.truth]} of {len(asked.said)} networks said so"
    sure = f"they give it {100 * np.mean(asked.shares):.0f} % on average"
    return f"It is {asked.truth}: {right}, {sure}.", f"Taken for {', '.join(wrong)}." if wrong else ""


def _of_score(score: float, ribbon: Ribbon, count: int) -> tuple[str, ...]:
    many = f", mean of {count} runs" if count > 1 else ""
    return f"Macro F1 {100 * score:.0f} %{many}; {ribbon.seconds:.1f} s.", ""


def _rows(name: str, systems: Mapping[str, Sequence[Mapping[str, Ribbon]]]) -> list[Row]:
    """The truth, and what the first run of each system said."""
    of_systems = {system: runs[0][name] for system, runs in systems.items() if name in runs[0]}
    first = next(iter(of_systems.values()))
    said = [Row(system, _pieces(ribbon.said_labels)) for system, ribbon in of_systems.items()]
    return [Row("truth", _pieces(np.where(first.counted, first.true_labels, len(PHASES)))), *said]


def _pieces(labels: NDArray[np.integer]) -> tuple[Piece, ...]:
    names, share = (*PHASES, ""), 100 / max(1, len(labels))
    return tuple(
        Piece(round(first * share, 2), round((last - first + 1) * share, 2), names[label])
        for label, first, last in runs(labels)
    )


def _strip(book: ClipBook, of: str, name: str) -> Strip | None:
    track = book.track(of, name)
    return None if track is None else strip(track, book.video(name))
