"""The dances that systems are compared on: clips with a style, and what of them must stay together.

A folder of one's own videos is the set **extracted**, as ``python -m training extract`` left it. Two published sets are
known. **trends-vn**: landmarks of short-video choreographies, no performers named. **ballroom-latin**:
motion capture of five dances, made alike (`training.data.cleaning`), put on drawn bodies, cut into pieces and filmed by
drawn cameras. Salsa comes from another source than the rest; **ballroom-latin-raw** are the same captures as they came,
to show how much that tells.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.data.cleaning import Lengths, cleaned
from training.data.clips import Clip
from training.data.mocap import TILT, Capture, filmed, load_capture, mocap_files
from training.data.trends import load_trend, trend_files
from training.errors import CallError

_PIECE_S, _LEAST_S = 12.0, 3.0
"""Captures are cut into pieces of about this length, s; shorter captures are left out."""

_BODIES = 2
"""How often a capture is put on a body and filmed."""

_STILL_M = 1e-6
"""Joints that move less, m, do not move: no dancer stands so still."""

_ALIKE = {
    "waltz-m13": "waltz-m21", "waltz-m03": "waltz-m31", "waltz-m10": "waltz-m07", "waltz-m11": "waltz-m09",
    "rumba-c-ll-lb-11-5": "rumba-m06", "rumba-c-ll-lb-12-1": "rumba-m03",
}  # fmt: skip
"""Captures that hold the same song or figures, as their makers' names and the joints' distances show."""

_COUPLE = re.compile(r"salsa-cmu6[01]-(\d+)")
"""The same number of both files is the same moment."""


@attrs.frozen(eq=False)
class StyleSet:
    """C clips of dances.

    Attributes:
        name: of the set.
        clips: all of one skeleton; `Clip.style` names the dance.
        takes: (C,) clips of the same take share one; they never stand on two sides of a split.
        sources: (C,) who captured it, where the set mixes several; else all alike.
    """

    name: str
    clips: tuple[Clip, ...]
    takes: tuple[str, ...]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        """Number of clips, C."""
        return len(self.clips)

    @property
    def labels(self) -> tuple[str, ...]:
        """The dances, in the order of their numbers."""
        return tuple(sorted({clip.style for clip in self.clips}))

    @property
    def styles(self) -> tuple[str, ...]:
        """(C,) dance of each clip."""
        return tuple(clip.style for clip in self.clips)

    @property
    def truth(self) -> NDArray[np.intp]:
        """(C,) position of each clip's dance in `labels`."""
        labels = self.labels
        return np.array([labels.index(style) for style in self.styles], np.intp)

    @property
    def performers(self) -> tuple[str, ...]:
        """(C,) performer of each clip, empty where not known."""
        return tuple(clip.performer for clip in self.clips)

    def thinned(self, per_take: int) -> "StyleSet":
        """The set with at most so many clips of each take, evenly chosen from it, so that long takes count no more.

        Args:
            per_take: 1 or more; takes with no more clips stay as they are.
        """
        places: dict[str, list[int]] = {}
        for number, take in enumerate(self.takes):
            places.setdefault(take, []).append(number)
        kept = sorted(own[k] for own in places.values() for k in _evenly(len(own), per_take))
        takes, sources = (tuple(of[i] for i in kept) for of in (self.takes, self.sources))
        return StyleSet(self.name, tuple(self.clips[i] for i in kept), takes, sources)


def _evenly(count: int, wanted: int) -> Iterator[int]:
    """Positions of so many of ``count`` things, each in the middle of its share; all of them where they are fewer."""
    least = min(count, wanted)
    return ((2 * k + 1) * count // (2 * least) for k in range(least))


def load_set(name: str, folder: Path, seed: int = 0) -> StyleSet:
    """A set of dances by its name.

    Args:
        name: one of `SETS`.
        folder: where its files lie.
        seed: of the drawn cameras.

    Raises:
        CallError: the name is unknown.
        InputError: the folder holds nothing or something damaged.
    """
    if name not in SETS:
        raise CallError("is not a set of dances", subject=repr(name), remedy=f"choose one of: {', '.join(SETS)}")
    return SETS[name](folder, seed)


def _trends(folder: Path, _seed: int) -> StyleSet:
    clips = []
    for path in trend_files(folder):
        track, label = load_trend(path)
        nothing = np.zeros(len(track), np.uint8)
        weights = np.ones(len(track), np.float32)
        clips.append(Clip(path.stem, track, nothing, weights, style=label, kind="dance"))
    return StyleSet("trends-vn", tuple(clips), tuple(c.name for c in clips), ("trends-vn",) * len(clips))


def _ballroom(folder: Path, seed: int) -> StyleSet:
    return _captured("ballroom-latin", folder, seed, _on_bodies)


def _ballroom_raw(folder: Path, seed: int) -> StyleSet:
    return _captured("ballroom-latin-raw", folder, seed, _as_captured)


def _captured(
    name: str, folder: Path, seed: int, film: Callable[[Capture, np.random.Generator], Iterator[Clip]]
) -> StyleSet:
    clips: list[Clip] = []
    takes: list[str] = []
    sources: list[str] = []
    for number, path in enumerate(mocap_files(folder)):
        capture = load_capture(path)
        _refuse_still(capture, path)
        pieces = list(film(capture, np.random.default_rng((seed, number))))
        clips += [attrs.evolve(clip, style=capture.label) for clip in pieces]
        takes += [_take(capture.name)] * len(pieces)
        sources += [source_of(capture)] * len(pieces)
    return StyleSet(name, tuple(clips), tuple(takes), tuple(sources))


def _refuse_still(capture: Capture, path: Path) -> None:
    """Here, for once a camera's noise is on it a body that stands still looks like one that moves."""
    low, high = (np.nan_to_num(edge(capture.movement().body, axis=0)) for edge in (np.fmin.reduce, np.fmax.reduce))
    if (high - low < _STILL_M).all():
        raise InputError("holds a body that does not move", subject=path, remedy="take the file out")


def source_of(capture: Capture) -> str:
    """Who captured it, without the number of the take."""
    return capture.source.split()[0] if capture.source else ""


def _as_captured(capture: Capture, rng: np.random.Generator) -> Iterator[Clip]:
    for i, part in enumerate(_pieces(capture)):
        yield attrs.evolve(filmed(part, rng), name=f"{capture.name}/{i}")


def _on_bodies(capture: Capture, rng: np.random.Generator) -> Iterator[Clip]:
    movement = capture.movement()
    if len(movement) < _LEAST_S * movement.fps:
        return
    for number in range(_BODIES):
        for i, part in enumerate(_pieces(cleaned(movement, Lengths.drawn(rng)))):
            yield attrs.evolve(filmed(part, rng, TILT), name=f"{capture.name}/{i}{'ab'[number]}")


def _pieces(capture: Capture) -> Iterator[Capture]:
    """About equal parts, none much longer than `_PIECE_S`."""
    seconds = len(capture) / capture.fps
    if seconds < _LEAST_S:
        return
    edges = np.linspace(0, len(capture), max(1, round(seconds / _PIECE_S)) + 1).astype(int)
    for start, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        yield capture.part(start, stop)


def _take(name: str) -> str:
    couple = _COUPLE.fullmatch(name)
    return f"salsa-{couple[1]}" if couple else _ALIKE.get(name, name)


def _extracted(folder: Path, _seed: int) -> StyleSet:
    from training.data.extract.job import HIDDEN
    from training.data.tracks import TrackStore

    return TrackStore(folder / HIDDEN / "tracks").dances(folder.resolve().name)


SETS: dict[str, Callable[[Path, int], StyleSet]] = {
    "trends-vn": _trends, "ballroom-latin": _ballroom, "ballroom-latin-raw": _ballroom_raw, "extracted": _extracted,
}  # fmt: skip
"""Readers by name; each takes the folder and the seed of the cameras."""
