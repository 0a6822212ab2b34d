"""What the source tells: whether clips can be told by who captured them, with the dance taken away.

Asked are simple classifiers (a forest of trees, by take) about each kind of trace that a capture leaves in a clip as a
network sees it. Of traces that no dance leaves, only chance may remain; posture is part of the dance, and what it tells
of a source that alone has a dance cannot be told from it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BODY_13
from training.benchmark.table import Section
from training.data.clips import Clip, body_joints, body_track
from training.data.groups import joined
from training.data.sets import StyleSet
from training.data.splits import grouped_folds, groups_per_class
from training.metrics import auroc
from training.scikit import scikit

Floats = NDArray[np.float64]

_FOLDS = 5

_SLOWEST_HZ = 6.0
"""What trembles faster than this is no dancing."""

_EDGE = 15
"""Frames at either end of which a filter cannot say what trembles."""

_SEGMENTS = tuple(
    BODY_13.indices(*ends)
    for ends in (
        ("left_shoulder", "right_shoulder"), ("left_hip", "right_hip"),
        *((f"{side}_{one}", f"{side}_{other}") for side in ("left", "right") for one, other in (
            ("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"), ("shoulder", "hip"),
        )),
        ("nose", "left_shoulder"), ("nose", "right_shoulder"),
    )
)  # fmt: skip
_HIPS = BODY_13.indices("left_hip", "right_hip")
_SHOULDERS = BODY_13.indices("left_shoulder", "right_shoulder")
_ANKLES = BODY_13.indices("left_ankle", "right_ankle")


def noise(clip: Clip) -> Floats:
    """(N,) how strongly each joint trembles, at which rates, and how well it is seen; no posture, no movement."""
    residual = _residual(clip)
    power: Floats = np.abs(np.fft.rfft(residual, axis=0)) ** 2
    rates = np.fft.rfftfreq(len(residual), 1 / _rate(clip))
    total: Floats = np.log(power.sum((0, 2)) / len(residual) ** 2 + 1e-12)
    bands = [power[(rates >= low) & (rates < high)].sum((0, 2)) + 1e-12 for low, high in ((6, 8), (8, 11), (11, 99))]
    shape = np.log(np.stack(bands) / np.sum(bands, axis=0)).ravel()
    sharp = (residual**4).mean((0, 2)) / ((residual**2).mean((0, 2)) ** 2 + 1e-18)
    seen = clip.track.visibility
    missing = ~np.isfinite(clip.track.landmarks[..., 0])
    parts = (total, shape, np.log(sharp + 1e-6), seen.mean(0), seen.std(0), missing.mean(0))
    return np.asarray(np.concatenate(parts))


def segments(clip: Clip) -> Floats:
    """(N,) how long the segments of the body are, as shares of all, where each is seen at its longest."""
    points = _points(clip)
    longest = np.array([np.quantile(np.linalg.norm(points[:, a] - points[:, b], axis=-1), 0.95) for a, b in _SEGMENTS])
    return np.asarray(np.log(np.maximum(longest, 1e-3) / np.maximum(longest.sum(), 1e-3)))


def travel(clip: Clip) -> Floats:
    """(N,) how far hips and feet leave their place, in body sizes."""
    points = _points(clip, centred=False)
    hips, lowest = points[:, _HIPS].mean(1), points[:, _ANKLES, 1].max(1)
    spread = [hips.std(0), np.ptp(hips, axis=0), [lowest.std(), np.ptp(lowest)]]
    return np.asarray(np.log(np.concatenate(spread) + 1e-4))


def posture(clip: Clip) -> Floats:
    """(N,) where the joints are on average, without time; a hold is part of a dance."""
    return np.asarray(_points(clip).mean(0).ravel())


TRACES: dict[str, Callable[[Clip], Floats]] = {
    "noise": noise, "segments": segments, "travel": travel, "posture": posture,
}  # fmt: skip
"""What is looked at of a clip, by name. The first is no dance at all; the last is mostly dance."""


def noise_alone(dances: StyleSet) -> StyleSet:
    """The same clips with the dance taken away: a body that stands still, and the trembling of each joint on it.

    For anything that learns from a set of dances: what it tells apart here, it tells by the source.
    """
    standing = np.median([np.median(_points(clip), axis=0) for clip in dances.clips], axis=0)
    return attrs.evolve(dances, clips=tuple(_trembling(clip, standing) for clip in dances.clips))


@attrs.frozen
class Told:
    """How well one kind of trace tells sources, by take; chance is 0.5, and 1 / their number for ``accuracy``.

    Attributes:
        trace: name of what was looked at.
        accuracy: share of clips whose source is told, every source counting alike.
        alone: dances that one source alone has, and the chance that a clip of it is told from one of another.
        within: the same of the sources of one dance, on average over the dances that several have.
    """

    trace: str
    accuracy: float
    alone: dict[str, float]
    within: float


def what_sources_tell(dances: StyleSet, traces: Sequence[str] = tuple(TRACES), seed: int = 0) -> Iterator[Told]:
    """Ask about each kind of trace.

    Args:
        dances: of several sources.
        traces: names in `TRACES`.
        seed: of the folds and the trees.

    Raises:
        InputError: a source has fewer takes than there are folds.
        EngineError: scikit-learn is not installed.
    """
    groups = joined([clip.name for clip in dances.clips], dances.takes)
    _refuse_few(dances, groups)
    for trace in traces:
        table = np.stack([TRACES[trace](clip) for clip in dances.clips])
        names = sorted(set(dances.sources))
        truth = np.array([names.index(source) for source in dances.sources])
        shares = _shares(table, truth, groups, seed)
        right = shares.argmax(1) == truth
        yield Told(
            trace,
            float(np.mean([right[truth == i].mean() for i in range(len(names))])),
            {
                style: auroc(shares[truth == names.index(source), i], shares[truth != i, i])
                for style, source in _of_one_source(dances).items()
                for i in [names.index(source)]
            },
            _within(dances, table, groups, seed),
        )


def _refuse_few(dances: StyleSet, groups: Sequence[str]) -> None:
    for source, takes in groups_per_class(dances.sources, groups).items():
        if takes < _FOLDS:
            problem = f"has {takes} takes, too few for {_FOLDS} folds"
            raise InputError(problem, subject=source or "a source without a name", remedy="add takes, or take them out")


def section(raw: Iterable[Told], alike: Iterable[Told]) -> Section:
    """A row for each kind of trace: as captured, and made alike."""
    columns, rows = ["looked at"], []
    for before, after in zip(raw, alike, strict=True):
        pairs = [(f"{before.accuracy:.0%}", f"{after.accuracy:.0%}")]
        pairs += [(f"{before.alone[style]:.2f}", f"{after.alone[style]:.2f}") for style in before.alone]
        pairs.append((f"{before.within:.2f}", f"{after.within:.2f}"))
        columns = [
            "looked at",
            "source",
            "alike",
            *(t for style in before.alone for t in (style, "alike")),
            "within",
            "alike",
        ]
        rows.append((before.trace, *(text for pair in pairs for text in pair)))
    return Section("what the source tells; chance is 0.50", tuple(columns), tuple(rows), best=0)


def _of_one_source(dances: StyleSet) -> dict[str, str]:
    """Dances whose one source has no other, and that source."""
    pairs = set(zip(dances.styles, dances.sources, strict=True))
    styles, sources = Counter(style for style, _ in pairs), Counter(source for _, source in pairs)
    return {style: source for style, source in sorted(pairs) if styles[style] == sources[source] == 1}


def _within(dances: StyleSet, table: Floats, groups: Sequence[str], seed: int) -> float:
    """Dances with too few takes of a source are left out."""
    found = []
    for style in dances.labels:
        own = [i for i, other in enumerate(dances.styles) if other == style]
        sources = [dances.sources[i] for i in own]
        takes = {source: {groups[i] for i in own if dances.sources[i] == source} for source in set(sources)}
        if len(takes) == 2 and min(map(len, takes.values())) >= _FOLDS:
            truth = np.array([source == min(takes) for source in sources], np.intp)
            shares = _shares(table[own], truth, [groups[i] for i in own], seed)[:, 1]
            found.append(auroc(shares[truth == 1], shares[truth == 0]))
    return float(np.mean(found)) if found else float("nan")


def _shares(table: Floats, truth: NDArray[np.intp], groups: Sequence[str], seed: int) -> Floats:
    """(C, classes) of clips by forests that never saw their take."""
    out = np.zeros((len(truth), int(truth.max()) + 1))
    for fold in grouped_folds([str(t) for t in truth], groups, _FOLDS, seed):
        forest = scikit("ensemble").ExtraTreesClassifier(
            100, class_weight="balanced", min_samples_leaf=2, random_state=seed
        )
        out[fold.test] = forest.fit(table[fold.train], truth[fold.train]).predict_proba(table[fold.test])
    return out


def _points(clip: Clip, *, centred: bool = True) -> Floats:
    """(T, 13, 2) joints, from the hips where ``centred``, by the usual length of the trunk; gaps bridged."""
    points = body_joints(clip.track)[..., :2].astype(np.float64) * np.array(clip.track.frame_size)
    for column in points.reshape(len(points), -1).T:
        known = np.isfinite(column)
        if known.any() and not known.all():
            column[~known] = np.interp(np.flatnonzero(~known), np.flatnonzero(known), column[known])
    hips = points[:, _HIPS].mean(1, keepdims=True)
    size = np.median(np.linalg.norm(points[:, _SHOULDERS].mean(1) - hips[:, 0], axis=-1))
    return np.asarray((points - (hips if centred else hips.mean(0))) / max(float(size), 1e-6))


def _rate(clip: Clip) -> float:
    return float(1 / np.median(np.diff(clip.track.times)))


def _residual(clip: Clip) -> Floats:
    """(T, 13, 2) what is faster than `_SLOWEST_HZ`, by the trunk's length."""
    points = _points(clip, centred=False)
    sections = butter(4, _SLOWEST_HZ, "high", fs=_rate(clip), output="sos")
    return np.asarray(sosfiltfilt(sections, points, axis=0, padlen=min(len(points) - 1, 30)))[_EDGE:-_EDGE]


def _trembling(clip: Clip, standing: Floats) -> Clip:
    size = np.array(clip.track.frame_size)
    points = (standing + _residual(clip)) * 0.2 * size[1] / size + 0.5
    kept = slice(_EDGE, -_EDGE)
    seen = clip.track.to_skeleton(BODY_13).visibility[kept, :, None]
    track = body_track(clip.track.times[kept], np.concatenate([points, seen], axis=-1), clip.track.frame_size)
    return attrs.evolve(clip, track=track, labels=clip.labels[kept], weights=clip.weights[kept])
