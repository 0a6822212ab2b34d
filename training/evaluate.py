"""How good a phase network is, with the app's own decoding: by frame, by segment, and by the moment."""

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.models.phases import LivePhases, PhaseSegmenter
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.phases import IDLE, PHASES, SKILL, labels_of
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.repair import repair
from dancecoach.pose.track import PoseTrack
from training.cases import Case
from training.metrics import (
    BoundaryErrors,
    boundary_errors,
    calibration_error,
    confusion,
    edit_score,
    f1_scores,
    macro_f1,
    macro_precision,
    macro_recall,
    moments,
    segment_counts,
    segment_f1,
)

OVERLAPS = (0.1, 0.25, 0.5)

Judge = Callable[[PoseTrack], tuple[NDArray[np.uint8], NDArray[np.float64]]]
"""From an engine's raw track to (T,) phases and (T, 4) probabilities."""


def review_judge(path: Path | None = None) -> Judge:
    """As `dancecoach analyze` does it: the track repaired, the clip known as a whole.

    Raises:
        ModelError: the file cannot be used.
    """
    segmenter = PhaseSegmenter(path)

    def judge(track: PoseTrack) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
        result = segmenter.segment(repair(track).track)
        return labels_of(result.segments, len(track)), result.probabilities

    return judge


def live_judge(path: Path | None = None) -> Judge:
    """As the camera's thread does it: pose by pose; each verdict counts for the moment it is about.

    Raises:
        ModelError: the file cannot be used.
    """

    def judge(track: PoseTrack) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
        live = LivePhases(track.skeleton, track.frame_size, path)
        said = [live.push(float(t), pose) for t, pose in zip(track.times, poses_of(track), strict=True)]
        times = np.array([now.time_s for now in said])
        # The verdict about a frame comes with a later one: the first that is not about an earlier moment.
        which = np.minimum(np.searchsorted(times, track.times - 0.5 / RATE_HZ), len(said) - 1)
        labels = np.array([PHASES.index(said[i].phase) for i in which], np.uint8)
        sure = np.array([said[i].confidence for i in which])
        shares = np.repeat((1 - sure)[:, None] / (len(PHASES) - 1), len(PHASES), axis=1)
        shares[np.arange(len(labels)), labels] = sure
        return labels, shares

    return judge


def poses_of(track: PoseTrack) -> Iterable[BodyPose | None]:
    """The poses of a track one by one, as an engine gives them."""
    for i in range(len(track)):
        if not track.found[i]:
            yield None
            continue
        world = None if track.world is None else track.world[i]
        yield BodyPose(track.landmarks[i], track.visibility[i], world, score=1.0)


@attrs.frozen(eq=False)
class ClipReport:
    """Verdict on one clip.

    Attributes:
        name: of the clip.
        kind: of the clip.
        moves: what is done in it.
        frames: judged frames.
        table: (4, 4) confusion of the judged frames.
        edit: edit score.
        takeoff: errors of the beginnings of skills.
        touchdown: errors of their ends.
        segments: for each of `OVERLAPS` (found, false, missed).
        skills: how many there are, and how many were said.
        seconds: length of what is judged.
        calibration: (probabilities, truth) of the judged frames.
        truth: (T,) true positions in `PHASES`, of all frames.
        said: (T,) what was said.
        counted: (T,) frames that are judged.
        length: of the clip, s.
    """

    name: str
    kind: str
    moves: tuple[str, ...]
    frames: int
    table: NDArray[np.int64]
    edit: float
    takeoff: BoundaryErrors
    touchdown: BoundaryErrors
    segments: tuple[tuple[int, int, int], ...]
    skills: tuple[int, int]
    seconds: float
    calibration: tuple[NDArray[np.float64], NDArray[np.uint8]] = attrs.field(repr=False)
    truth: NDArray[np.uint8] = attrs.field(repr=False)
    said: NDArray[np.uint8] = attrs.field(repr=False)
    counted: NDArray[np.bool_] = attrs.field(repr=False)
    length: float

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the phases that there are or that were said."""
        return macro_f1(self.table)


def judge_case(case: Case, judge: Judge) -> ClipReport:
    """Verdict of a network on one clip."""
    said, probabilities = judge(case.track)
    report = judged(case.name, case.track.times, case.labels, said, case.counted)
    sure = (probabilities[case.counted], case.labels[case.counted])
    return attrs.evolve(report, kind=case.kind, moves=case.moves, calibration=sure)


def judged(
    name: str,
    times: NDArray[np.float64],
    truth: NDArray[np.uint8],
    said: NDArray[np.uint8],
    counted: NDArray[np.bool_],
) -> ClipReport:
    """What is right in one clip, of which only the phases are known that were said, not how surely.

    Args:
        name: of the clip.
        times: (T,) s.
        truth: (T,) true positions in `PHASES`.
        said: (T,) what was said.
        counted: (T,) frames that are judged.
    """
    length = float(times[-1] - times[0]) if len(times) else 0.0
    real, given = truth[counted], said[counted]
    return ClipReport(
        name=name,
        kind="",
        moves=(),
        frames=int(counted.sum()),
        table=confusion(real, given, len(PHASES)),
        edit=edit_score(real, given),
        takeoff=boundary_errors(moments(truth, times, SKILL), moments(said, times, SKILL)),
        touchdown=boundary_errors(moments(truth, times, SKILL, end=True), moments(said, times, SKILL, end=True)),
        segments=tuple(segment_counts(real, given, overlap) for overlap in OVERLAPS),
        skills=(_skills(truth), _skills(said)),
        seconds=float(counted.mean()) * length if len(counted) else 0.0,
        calibration=(np.zeros((0, len(PHASES))), np.zeros(0, np.uint8)),
        truth=truth,
        said=said,
        counted=counted,
        length=length,
    )


def _skills(labels: NDArray[np.integer]) -> int:
    inside = labels == SKILL
    return int((inside & ~np.r_[False, inside[:-1]]).sum()) if len(labels) else 0


@attrs.frozen(eq=False)
class PhaseReport:
    """Verdict on a set of clips.

    Attributes:
        model: name and version of the network, and how it was run.
        clips: each by itself.
    """

    model: str
    clips: tuple[ClipReport, ...]

    @property
    def table(self) -> NDArray[np.int64]:
        """(4, 4) confusion of all judged frames."""
        return np.asarray(sum((c.table for c in self.clips), np.zeros((len(PHASES),) * 2, np.int64)))

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the phases over all frames."""
        return macro_f1(self.table)

    @property
    def macro_precision(self) -> float:
        """Mean share of a phase's frames that were rightly said so."""
        return macro_precision(self.table)

    @property
    def macro_recall(self) -> float:
        """Mean share of a phase's frames that were found."""
        return macro_recall(self.table)

    @property
    def mean_clip_f1(self) -> float:
        """Mean of the clips' macro F1."""
        return _mean([c.macro_f1 for c in self.clips])

    def boundary(self, which: str) -> BoundaryErrors:
        """Errors of all clips; ``which`` is "takeoff" or "touchdown"."""
        parts: list[BoundaryErrors] = [getattr(c, which) for c in self.clips]
        errors = tuple(e for p in parts for e in p.errors_s)
        return BoundaryErrors(errors, sum(p.missed for p in parts), sum(p.false for p in parts))

    @property
    def quiet(self) -> tuple[int, float]:
        """Skills said in clips that hold none, and how long those clips are, s."""
        empty = [c for c in self.clips if c.table[IDLE].sum() == c.frames]
        return sum(c.skills[1] for c in empty), sum(c.seconds for c in empty)

    def to_dict(self) -> dict[str, Any]:
        """All numbers, fit for JSON and for a model's card; NaN is left out."""
        scores = f1_scores(self.table)
        false, seconds = self.quiet
        probabilities = np.concatenate([c.calibration[0] for c in self.clips])
        truth = np.concatenate([c.calibration[1] for c in self.clips])
        numbers: dict[str, Any] = {
            "clips": len(self.clips),
            "frames": int(self.table.sum()),
            "macro_f1": self.macro_f1,
            "macro_precision": self.macro_precision,
            "macro_recall": self.macro_recall,
            "mean_clip_macro_f1": self.mean_clip_f1,
            "f1": dict(zip(PHASES, scores.tolist(), strict=True)),
            "edit": _mean([c.edit for c in self.clips]),
            "segment_f1": {f"{o:g}": segment_f1(self._segments(i)) for i, o in enumerate(OVERLAPS)},
            "calibration_error": calibration_error(probabilities, truth) if len(truth) else math.nan,
            "takeoff": _boundary(self.boundary("takeoff")),
            "touchdown": _boundary(self.boundary("touchdown")),
            "idle_seconds": seconds,
            "false_skills_in_idle_clips": false,
            "false_skills_per_10_min_idle": 600 * false / seconds if seconds else math.nan,
            "confusion": self.table.tolist(),
        }
        return dict(_rounded(numbers))

    def clip_rows(self) -> list[dict[str, Any]]:
        """A row of numbers for each clip."""
        return [
            _rounded({
                "clip": c.name, "kind": c.kind, "moves": list(c.moves), "frames": c.frames, "macro_f1": c.macro_f1,
                "edit": c.edit, "skills": c.skills[0], "said": c.skills[1],
                "takeoff_ms": [1000 * e for e in c.takeoff.errors_s],
                "touchdown_ms": [1000 * e for e in c.touchdown.errors_s],
            })
            for c in self.clips
        ]  # fmt: skip

    def _segments(self, i: int) -> tuple[int, int, int]:
        found, false, missed = (sum(c.segments[i][k] for c in self.clips) for k in range(3))
        return found, false, missed


def judge_all(model: str, cases: Iterable[Case], judge: Judge) -> PhaseReport:
    """Verdict of a network on clips, one after the other."""
    return PhaseReport(model, tuple(judge_case(case, judge) for case in cases))


def _boundary(errors: BoundaryErrors) -> dict[str, Any]:
    median, late = errors.quantile_ms(0.5), errors.quantile_ms(0.95)
    return {
        "median_ms": median,
        "p95_ms": late,
        "median_samples": median / 1000 * RATE_HZ,
        "p95_samples": late / 1000 * RATE_HZ,
        "bias_ms": 1000 * _mean(errors.errors_s),
        "pairs": len(errors.errors_s),
        "missed": errors.missed,
        "false": errors.false,
    }


def _mean(values: Sequence[float]) -> float:
    known = [v for v in values if math.isfinite(v)]
    return float(np.mean(known)) if known else math.nan


def _rounded(value: Any) -> Any:
    """Four digits behind the point; what is not a number is left out."""
    if isinstance(value, dict):
        kept = {k: _rounded(v) for k, v in value.items()}
        return {k: v for k, v in kept.items() if v is not None}
    if isinstance(value, list):
        return [_rounded(v) for v in value]
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return value
