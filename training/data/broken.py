"""Dances that are none any more: clips of dances backwards, too fast, too slow, with a foreign arm, or shuffled.

Whoever only ever sees drawn and captured movement as "none of the dances" learns how drawings look. Broken dances have
the bodies, the rooms and the noise of the dances themselves; what tells them apart is the dance alone.

A broken dance belongs to every clip that it was made of: it may be taught only where all of them may.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.grid import RATE_HZ, resample
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from training.data.augment import trunk_length
from training.data.clips import Clip, body_joints, body_track
from training.data.store import ClipStore, stored

Rng = np.random.Generator
Floats = NDArray[np.float64]

Kind = Literal["backwards", "fast", "slow", "foreign arm", "shuffled"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_EACH: dict[Kind, int] = dict(zip(KINDS, (1, 1, 1, 3, 3), strict=True))
"""How often a clip is broken in a way. Mixtures come more often: a fold can use half of them only."""

_SOURCES: dict[Kind, int] = dict(zip(KINDS, (1, 1, 1, 2, 3), strict=True))
"""Clips that it takes, each of another dance."""

_FAST, _SLOW = (1.6, 2.2), (0.45, 0.6)
_PIECE_S, _FADE_S = (0.4, 1.0), 0.2
"""Pieces of a shuffled dance, without the passages from one to the next; those passages."""

_TRIED = 12
"""Places that are tried for the next piece; the one goes on whose pose is nearest, as bodies do not leap."""

_HIPS = BODY_13.indices("left_hip", "right_hip")
_SCHEMA = "dancecoach.broken/1"


@attrs.frozen
class Breaking:
    """What is broken, and how.

    Attributes:
        kind: how.
        sources: names of the clips that it takes, all of different dances.
        seed: of what is left to chance.
    """

    kind: Kind
    sources: tuple[str, ...]
    seed: int

    @property
    def name(self) -> str:
        """Unique within a plan."""
        return f"{self.kind} {self.seed}: {', '.join(self.sources)}"

    def make(self, clips: Sequence[Clip]) -> Clip:
        """The broken dance.

        Args:
            clips: those of ``sources``, in that order.
        """
        rng = np.random.default_rng(self.seed)
        ways = {
            "backwards": lambda: backwards(clips[0]),
            "fast": lambda: at_speed(clips[0], float(rng.uniform(*_FAST))),
            "slow": lambda: at_speed(clips[0], float(rng.uniform(*_SLOW))),
            "foreign arm": lambda: with_arm_of(clips[0], clips[1], rng),
            "shuffled": lambda: shuffled(clips, rng),
        }
        track = ways[self.kind]()
        count = len(track)
        return Clip(
            self.name, track, np.zeros(count, np.uint8), np.ones(count, np.float32), kind=f"broken: {self.kind}"
        )


def broken_plan(styles: Mapping[str, str], seed: int = 0) -> tuple[Breaking, ...]:
    """What is broken of a set of clips. Ways that need more dances than there are, are left out.

    Args:
        styles: dance of each clip, by the clip's name.
        seed: of the choice.
    """
    rng = np.random.default_rng(seed)
    plan: list[Breaking] = []
    many = len(set(styles.values()))
    for name in styles:
        for kind in KINDS:
            if _SOURCES[kind] <= many:
                plan += [
                    Breaking(kind, _partners(name, styles, _SOURCES[kind], rng), int(rng.integers(2**31)))
                    for _ in range(_EACH[kind])
                ]
    return tuple(plan)


def _partners(first: str, styles: Mapping[str, str], count: int, rng: Rng) -> tuple[str, ...]:
    """The clip, and clips of so many other dances by chance."""
    others = sorted(set(styles.values()) - {styles[first]})
    chosen = rng.permutation(len(others))[: count - 1]
    clips = [sorted(n for n, style in styles.items() if style == others[i]) for i in chosen]
    return (first, *(part[int(rng.integers(len(part)))] for part in clips))


def broken_store(dances: ClipStore, plan: Sequence[Breaking]) -> ClipStore:
    """The broken dances of a plan in its order, worked out once and then kept beside the dances.

    Args:
        dances: the clips that it names.
        plan: of `broken_plan`.

    Raises:
        OutputError: they cannot be written.
    """
    text = json.dumps([_SCHEMA, dances.key, [b.name for b in plan]])
    place = dances.folder.with_name(f"{dances.folder.name}-broken")
    return stored(place, _made(dances, plan), hashlib.sha256(text.encode()).hexdigest())


def _made(dances: ClipStore, plan: Sequence[Breaking]) -> Iterator[Clip]:
    clips = {clip.name: clip for clip in dances}
    for breaking in plan:
        yield breaking.make([clips[name] for name in breaking.sources])


def backwards(clip: Clip) -> PoseTrack:
    """The last frame first."""
    times = clip.track.times
    return body_track(times[-1] - times[::-1], body_joints(clip.track)[::-1], clip.track.frame_size)


def at_speed(clip: Clip, factor: float) -> PoseTrack:
    """Played so many times as fast."""
    return body_track(clip.track.times / factor, body_joints(clip.track), clip.track.frame_size)


def with_arm_of(body: Clip, other: Clip, rng: Rng) -> PoseTrack:
    """A body with one arm, by chance the left or the right, of another; as long as the shorter clip.

    Legs are not exchanged: the style network sees arms and head alone (`training.networks.view`), so to it the arms of
    one dance on the legs of another are the first dance.
    """
    own, foreign = _steady(body), _steady(other)
    count = min(len(own), len(foreign))
    own, foreign = _cut(own, count, rng), _cut(foreign, count, rng)
    side = str(rng.choice(["left", "right"]))
    shoulder = BODY_13.index(f"{side}_shoulder")
    arm = BODY_13.indices(f"{side}_elbow", f"{side}_wrist")
    own[:, arm] = foreign[:, arm]
    own[:, arm, :2] += (own[:, shoulder, :2] - foreign[:, shoulder, :2])[:, None]
    own[~np.isfinite(own).all(axis=(1, 2))] = np.nan
    return _pictured(own, body)


def shuffled(clips: Sequence[Clip], rng: Rng) -> PoseTrack:
    """Short pieces of several clips, never two of one clip in a row; about as long as the first clip.

    Each is moved to where the first clip stands and made as large, and each passes softly into the next.
    """
    sources = [_steady(clip) for clip in clips]
    fade = round(_FADE_S * RATE_HZ)
    home = _typical_hips(sources[0])
    at = int(rng.integers(len(sources)))
    out = _piece(sources[at], None, fade, rng)
    while len(out) < len(sources[0]):
        at = int(rng.choice([i for i in range(len(sources)) if i != at or len(sources) == 1]))
        out = _joined(out, _piece(sources[at], out[-fade:], fade, rng), fade)
    out[..., :2] += home
    return _pictured(out, clips[0])


def _piece(source: Floats, before: Floats | None, fade: int, rng: Rng) -> Floats:
    """(P, 13, 3) a piece about its own hips, room for the passages included; one that goes on from ``before``."""
    count = min(len(source), round(float(rng.uniform(*_PIECE_S)) * RATE_HZ) + 2 * fade)
    tried = [_cut(source, count, rng) for _ in range(_TRIED if before is not None else 1)]
    for piece in tried:
        piece[..., :2] -= _typical_hips(piece)
    return min(tried, key=partial(_leap, before, fade)) if before is not None else tried[0]


def _leap(before: Floats, fade: int, piece: Floats) -> float:
    """How far the joints are apart while one passes into the other."""
    count = min(fade, len(before), len(piece))
    apart = np.abs(before[-count:, :, :2] - piece[:count, :, :2])
    return float(apart.mean()) if np.isfinite(apart).all() else np.inf


def _joined(first: Floats, then: Floats, fade: int) -> Floats:
    """One after the other, the end of the one faded into the start of the other."""
    count = min(fade, len(first), len(then))
    share = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 1) / (count + 1)))[:, None, None]
    passage = (1 - share) * first[-count:] + share * then[:count]
    return np.concatenate([first[: len(first) - count], passage, then[count:]])


def _steady(clip: Clip) -> Floats:
    """(G, 13, 3) every 1/30 s: x and y in lengths of the clip's trunk, and visibility; NaN without a person."""
    _, joints = resample(clip.track.times, body_joints(clip.track).astype(np.float64))
    joints[..., :2] *= np.array(clip.track.frame_size) / _trunk(clip)
    return joints


def _pictured(joints: Floats, like: Clip) -> PoseTrack:
    """Joints of `_steady`, as large as the person of a clip and in its picture."""
    size = like.track.frame_size
    shares = joints.copy()
    shares[..., :2] *= _trunk(like) / np.array(size)
    return body_track(np.arange(len(shares)) / RATE_HZ, shares, size)


def _trunk(clip: Clip) -> float:
    return trunk_length(body_joints(clip.track)[..., :2].astype(np.float64) * np.array(clip.track.frame_size)) or 1.0


def _cut(joints: Floats, count: int, rng: Rng) -> Floats:
    first = int(rng.integers(len(joints) - count + 1))
    return joints[first : first + count].copy()


def _typical_hips(joints: Floats) -> Floats:
    """(2,) where the middle of the hips mostly is; 0 where nobody is seen."""
    places = joints[:, _HIPS, :2].mean(1)
    places = places[np.isfinite(places).all(-1)]
    return np.asarray(np.median(places, axis=0)) if len(places) else np.zeros(2)
