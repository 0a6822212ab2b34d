"""Movement that is none of the dances: captured, drawn, and other dances. Some to teach, some to judge by.

Where the dances themselves are captures (`training.data.packs.Pack.captured`), what is taught beside them is filmed in
the same manner, drawn figures by their true joints: else a network learns that what an engine has seen is no dance.
What an engine has seen, as every clip of a user, then sets the thresholds.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

import attrs
import numpy as np
from platformdirs import user_cache_path

from dancecoach.models.style import LEAST_S
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from training.data.cleaning import Lengths, cleaned
from training.data.clips import Clip
from training.data.drawn import DrawnClip, drawn_truths, load_drawn
from training.data.mocap import TILT, Capture, filmed, load_capture, load_mocap, mocap_files
from training.data.phases import drawn_folders
from training.data.sets import StyleSet
from training.data.store import ClipStore, stored
from training.figure.truth import Truth

_MOST_DRAWN = 150
"""Drawn clips of a folder that are taken; more show nothing new of arms."""

_TAUGHT_DRAWN, _KEPT_DRAWN = 300, 40
"""The same where other dances are there too, which must count at least as much."""

_BODIES = 6
"""How often each of the few captures is put on a body and filmed."""

OTHER_DANCE = "other dance: "
"""How the kinds of clips of other sets of dances begin."""

TAUGHT, KEPT = "train", "test"
"""The two sides: captures are parted by kind of movement, drawn clips by their people."""


@attrs.frozen(eq=False)
class Unlike:
    """Where movement that is none of the dances is taken from.

    Attributes:
        captures: folder of motion capture.
        drawn: drawn clips, or a folder of such folders; or None.
        dances: captures of these are left out.
        captured: whether the dances are captures too.
        more: other sets of dances; they judge only.
    """

    captures: Path
    drawn: Path | None = None
    dances: Collection[str] = ()
    captured: bool = False
    more: Sequence[StyleSet] = ()


def others_store(unlike: Unlike) -> ClipStore:
    """The clips, worked out once and then kept in this user's cache: the folders may be anybody's.

    Raises:
        InputError: a folder holds nothing, or something damaged.
    """
    captures, drawn = unlike.captures.resolve(), unlike.drawn and unlike.drawn.resolve()
    files = list(mocap_files(captures))
    for part in drawn_folders(drawn) if drawn is not None else []:
        files += drawn_truths(part)
    newest = max(path.stat().st_mtime_ns for path in files)
    more = ", ".join(f"{len(dances)} of {dances.name}" for dances in unlike.more)
    about = f"{captures}, {drawn}, none of {', '.join(sorted(unlike.dances))}, {unlike.captured}, {more}"
    digest = hashlib.sha256(about.encode()).hexdigest()[:8]
    place = user_cache_path("dancecoach") / "training" / f"others-{captures.name}-{digest}"
    return stored(place, _clips(unlike), f"{about}, {len(files)} files, newest {newest}")


def _clips(unlike: Unlike) -> Iterator[Clip]:
    captured = _filmed_alike(unlike) if unlike.captured else load_mocap(unlike.captures)
    clips = [clip for clip in captured if clip.kind not in unlike.dances]
    taught = set(sorted({clip.kind for clip in clips})[::2])
    for clip in clips:
        yield attrs.evolve(clip, split=TAUGHT if clip.kind in taught else KEPT)
    for part in drawn_folders(unlike.drawn) if unlike.drawn is not None else []:
        yield from _drawn_alike(part) if unlike.captured else _drawn(part)
    for dances in unlike.more:
        for clip in dances.clips:
            body, kind = clip.track.to_skeleton(BODY_13), f"{OTHER_DANCE}{clip.style}"
            yield attrs.evolve(clip, track=body, style="", kind=kind, split=KEPT)


def _filmed_alike(unlike: Unlike) -> Iterator[Clip]:
    """Captures as the dances' are made, but for those too short to name a dance in."""
    for number, path in enumerate(mocap_files(unlike.captures)):
        capture = load_capture(path)
        if capture.label in unlike.dances or len(capture) < LEAST_S * capture.fps:
            continue
        rng = np.random.default_rng((number, 0))
        for body in range(_BODIES):
            clip = filmed(cleaned(capture, Lengths.drawn(rng)), rng, TILT)
            yield attrs.evolve(clip, name=f"{clip.name}/{body}")


def _drawn(folder: Path) -> Iterator[Clip]:
    for clip in islice(load_drawn(folder), _MOST_DRAWN):
        yield _as_seen(clip, folder.name)


def _drawn_alike(folder: Path) -> Iterator[Clip]:
    """Of figures that are taught, the true joints, filmed as captures are; of the others, what an engine saw."""
    for number, clip in enumerate(islice(load_drawn(folder), _TAUGHT_DRAWN)):
        if clip.truth.split != "train":
            if number < _KEPT_DRAWN:
                yield _as_seen(clip, folder.name)
        elif clip.truth.times[-1] - clip.truth.times[0] >= LEAST_S:
            rng = np.random.default_rng((number, 1))
            capture = _captured(clip.truth, f"{folder.name}/{clip.index:05d}")
            yield attrs.evolve(filmed(cleaned(capture, Lengths.drawn(rng)), rng, TILT), split=TAUGHT)


def _as_seen(clip: DrawnClip, folder: str) -> Clip:
    return Clip(
        name=f"{folder}/{clip.index:05d}",
        track=clip.track.to_skeleton(BODY_13),
        labels=np.zeros(len(clip.track), np.uint8),
        weights=np.ones(len(clip.track), np.float32),
        performer=clip.truth.performer,
        split=TAUGHT if clip.truth.split == "train" else KEPT,
        kind=f"drawn {clip.truth.kind}",
    )


def _captured(truth: Truth, name: str) -> Capture:
    """A drawn figure as if it had been captured."""
    fps = (len(truth) - 1) / float(truth.times[-1] - truth.times[0])
    body = truth.world[:, BLAZEPOSE_33.mapping_to(BODY_13)]
    return Capture(name, body, fps, f"drawn {truth.kind}", truth.performer)
