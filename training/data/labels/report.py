"""The labels of a set of clips by all annotators: voted, and how well they agree."""

import json
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.files import make_folder, write_text
from dancecoach.motion.phases import PHASES
from training.data.labels.agreement import cohen_kappa, fleiss_by_class, fleiss_kappa
from training.data.labels.clip_times import assumed_times, clip_times
from training.data.labels.read import PHASES_SUFFIX, read_annotations
from training.data.labels.segments import UNLABELLED, Annotation
from training.data.labels.vote import Voted, counts, vote


@attrs.frozen(eq=False)
class LabelledClip:
    """A clip of T frames with the labels of its annotators.

    Attributes:
        name: of the clip.
        times: (T,) presentation times, s.
        said: (T,) phases by annotator, `UNLABELLED` where one cannot tell.
        unit: "frames" or "seconds" where the clip was not at hand and only these are known; empty for both.
    """

    name: str
    times: NDArray[np.float64]
    said: dict[str, NDArray[np.int8]]
    unit: str = ""

    def voted(self) -> Voted:
        """The label of each frame by vote."""
        return vote(list(self.said.values()))

    def rows(self) -> list[dict[str, Any]]:
        """The vote in its written form, without frame numbers or times that would be made up."""
        unknown = {"frames": ("start_s", "end_s"), "seconds": ("start", "end")}.get(self.unit, ())
        return [{k: v for k, v in row.items() if k not in unknown} for row in self.voted().rows(self.times)]

    def counts(self) -> NDArray[np.int64]:
        """(T, 4) how many annotators say each phase."""
        return counts(np.stack(list(self.said.values())))


@attrs.frozen
class Pair:
    """Two annotators.

    Attributes:
        first: one of them.
        second: the other.
        frames: that both label.
        agree: share of those on which they agree.
        kappa: Cohen's; NaN where undefined.
    """

    first: str
    second: str
    frames: int
    agree: float
    kappa: float


@attrs.frozen(eq=False)
class LabelReport:
    """Labelled clips.

    Attributes:
        clips: in order of their names.
    """

    clips: tuple[LabelledClip, ...]

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody, in order."""
        return tuple(sorted({who for clip in self.clips for who in clip.said}))

    def pairs(self) -> Iterator[Pair]:
        """Each two annotators over the clips that both label."""
        for first, second in combinations(self.annotators, 2):
            shared = [clip.said for clip in self.clips if first in clip.said and second in clip.said]
            if shared:
                a, b = (np.concatenate([said[who] for said in shared]) for who in (first, second))
                both = (a != UNLABELLED) & (b != UNLABELLED)
                agree = float((a == b)[both].mean()) if both.any() else float("nan")
                yield Pair(first, second, int(both.sum()), agree, cohen_kappa(a, b))

    def counts(self) -> NDArray[np.int64]:
        """(N, 4) how many annotators say each phase, over the frames of all clips."""
        return np.concatenate([clip.counts() for clip in self.clips])

    def fleiss(self) -> float:
        """Fleiss' kappa over all clips."""
        return fleiss_kappa(self.counts())

    def fleiss_by_phase(self) -> dict[str, float]:
        """The same for each phase against the others."""
        return dict(zip(PHASES, fleiss_by_class(self.counts()).tolist(), strict=True))

    def to_dict(self) -> dict[str, Any]:
        """The numbers, fit for JSON; what is undefined is null."""
        clips = {
            clip.name: {
                "frames": len(clip.times),
                "annotators": list(clip.said),
                "fleiss_kappa": _number(fleiss_kappa(clip.counts())),
                "unlabelled": _number(clip.voted().unlabelled),
            }
            for clip in self.clips
        }
        pairs = [
            {**attrs.asdict(pair), "agree": _number(pair.agree), "kappa": _number(pair.kappa)} for pair in self.pairs()
        ]
        return {
            "annotators": list(self.annotators),
            "fleiss_kappa": _number(self.fleiss()),
            "fleiss_kappa_by_phase": {phase: _number(k) for phase, k in self.fleiss_by_phase().items()},
            "cohen_kappa": pairs,
            "clips": clips,
        }


def read_labels(sources: Iterable[Path], clips: Path | None = None, names: Iterable[str] = ()) -> LabelReport:
    """Labels of clips, checked against the clips.

    Args:
        sources: files of labels, or folders of them.
        clips: folder of the clips' videos or poses; without, 30 frames a second are assumed, and labels are checked
            against each other alone.
        names: take only these clips; empty for all.

    Raises:
        InputError: labels cannot be used, or do not fit their clip; the sentence names file and line.
    """
    wanted = set(names)
    found = read_annotations(sources)
    absent = sorted(wanted - {said.clip for said in found})
    if absent:
        raise InputError("has no labels", subject=absent[0], remedy="label it, or leave it out")
    by_clip = groupby((a for a in found if not wanted or a.clip in wanted), key=lambda a: a.clip)
    return LabelReport(tuple(_clip(name, tuple(said), clips) for name, said in by_clip))


def _clip(name: str, said: tuple[Annotation, ...], clips: Path | None) -> LabelledClip:
    unit = ""
    if clips is not None:
        times = clip_times(name, clips, said[0].spans[0].where)
    else:
        times = assumed_times(said)
        unit = "frames" if said[0].in_frames else "seconds"
        other = next((a for a in said if a.in_frames != said[0].in_frames), None)
        if other is not None:
            raise InputError(
                f"labels {name} in other units than {said[0].spans[0].where}",
                subject=other.spans[0].where,
                remedy="name the folder of its clip, which says when each frame is shown",
            )
    return LabelledClip(name, times, {a.annotator: a.labels(times) for a in said}, unit)


def write_voted(report: LabelReport, folder: Path, sources: Iterable[Path]) -> list[Path]:
    """Write the voted labels, a ``NAME.phases.json`` for each clip.

    Args:
        report: the labels.
        folder: made where missing.
        sources: where the labels came from; the vote must not lie among them, or it would vote next time.

    Raises:
        InputError: the folder lies among the sources.
        OutputError: it cannot be written.
    """
    target = folder.resolve()
    if any(source.is_dir() and source.resolve() in (target, *target.parents) for source in sources):
        raise InputError(
            "lies among the annotators' labels, where the vote would count as one more",
            subject=folder,
            remedy="choose another folder",
        )
    make_folder(folder)
    written = []
    for clip in report.clips:
        path = folder / f"{clip.name}{PHASES_SUFFIX}"
        write_text(path, _text(clip.rows()))
        written.append(path)
    return written


def _text(rows: list[dict[str, Any]]) -> str:
    """A segment a line, as people like to read and correct it."""
    return "[\n" + ",\n".join(f" {json.dumps(row)}" for row in rows) + "\n]\n"


def _number(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None
