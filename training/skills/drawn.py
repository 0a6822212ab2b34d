"""Skills of drawn figures as motions: what they are called, and what the body does."""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.taught.motion import Body, motion_of
from dancecoach.errors import InputError
from dancecoach.motion.phases import PHASES, runs
from dancecoach.pose.repair import repair
from dancecoach.pose.track import PoseTrack
from training.data.drawn import DrawnClip
from training.figure.casting import Casting, random_scene
from training.figure.farm import sound
from training.figure.performers import Split
from training.figure.programme import Kind
from training.figure.scene import Stage
from training.figure.truth import Truth

SKILL = PHASES.index("skill")

_ON_HANDS = ("cartwheel", "walkover", "handspring", "round-off", "handstand", "roll")
_BORDER_S = 0.03
_LARGEST_NOISE, _DEPTH = 0.03, 2.0
_LIKE = 8
"""Skills among which the engine's errors are drawn."""

Rng = np.random.Generator


@attrs.frozen(eq=False)
class DrawnSkill:
    """One skill of a drawn figure.

    Attributes:
        name: such as "back tuck".
        performer: who did it.
        clip: number of the clip.
        motion: (`SIZE`,).
        exact: (`SIZE`,) the same without the errors of the engine that saw it; None where none did.
    """

    name: str
    performer: str
    clip: int
    motion: NDArray[np.float64]
    exact: NDArray[np.float64] | None = None


def named_moments(truth: Truth) -> list[tuple[str, float, float]]:
    """(name, take-off s, landing s) of the skills of a drawn clip that have one name and are whole in it."""
    segments = [(a, b) for label, a, b in runs(truth.phases) if label == SKILL and a > 0 and b < len(truth) - 1]
    times = truth.times
    found = []
    on_hands = [part for move in truth.moves for part in _parts(move) if any(word in part for word in _ON_HANDS)]
    for number, (a, b) in enumerate(segments):
        begin, end = float(times[a - 1] + times[a]) / 2, float(times[b] + times[b + 1]) / 2
        said = [
            f.skill for f in truth.flights if f.skill and min(f.end, end) - max(f.start, begin) > 0.5 * (end - begin)
        ]
        if len(said) == 1 and "," not in said[0]:
            found.append((said[0], begin, end))
        elif len(on_hands) == len(segments):
            found.append((on_hands[number], begin, end))
    return found


def _parts(move: str) -> list[str]:
    """The single skills of a move: "round-off, back tuck" are two, "2 cartwheels" are two of a kind."""
    parts = [part.strip() for part in move.split(",")]
    out = []
    for part in parts:
        count, _space, name = part.partition(" ")
        out += [name.removesuffix("s")] * int(count) if count.isdigit() else [part]
    return out


def exact_skills(numbers: Sequence[int], split: Split, seed: int = 0, variants: int = 2) -> Iterator[DrawnSkill]:
    """Skills of figures by chance, not drawn and not looked at: their joints, disturbed as an engine would.

    Args:
        numbers: of the clips.
        split: whose people and cameras.
        seed: of all.
        variants: how often each is disturbed.
    """
    for number in numbers:
        truth = drawn_truth(number, split, seed, "single")
        if truth is None:
            continue
        track, rng = truth.to_track(), np.random.default_rng((seed, number, 99))
        for _ in range(variants):
            body = Body.of(track_disturbed(track, rng))
            for name, begin, end in _borders(truth, rng):
                motion = motion_of(body, begin, end)
                if motion is not None:
                    yield DrawnSkill(name, truth.performer, number, motion)


def seen_skills(clip: DrawnClip) -> Iterator[DrawnSkill]:
    """Skills of a clip that our engine looked at."""
    if clip.astray.any():
        return
    rng = np.random.default_rng(clip.index)
    seen, exact = Body.of(repair(clip.track).track), Body.of(clip.truth.to_track())
    for name, begin, end in _borders(clip.truth, rng):
        motion, true = motion_of(seen, begin, end), motion_of(exact, begin, end)
        if motion is not None and true is not None:
            # Their numbers are below 0: those of the exact ones are others.
            yield DrawnSkill(name, clip.truth.performer, -1 - clip.index, motion, true)


def with_errors(skills: Sequence[DrawnSkill], seen: Sequence[DrawnSkill], rng: Rng) -> list[DrawnSkill]:
    """Exact skills as the engine might have seen them: with what it got wrong in one of the skills most like them."""
    pairs = [(one.exact, one.motion - one.exact) for one in seen if one.exact is not None]
    if not pairs:
        return list(skills)
    true = np.nan_to_num(np.array([exact for exact, _error in pairs]))
    scale = true.std(axis=0) + 1e-3
    out = []
    for skill in skills:
        apart = (((true - np.nan_to_num(skill.motion)) / scale) ** 2).sum(axis=1)
        near = np.argsort(apart)[:_LIKE]
        out.append(attrs.evolve(skill, motion=skill.motion + pairs[int(rng.choice(near))][1]))
    return out


def _borders(truth: Truth, rng: Rng) -> Iterator[tuple[str, float, float]]:
    """The skills with their moments as a network would tell them: its borders are a frame off."""
    for name, begin, end in named_moments(truth):
        off = rng.normal(0.0, _BORDER_S, 2)
        yield name, begin + off[0], max(begin + off[0] + 0.05, end + off[1])


def track_disturbed(track: PoseTrack, rng: Rng) -> PoseTrack:
    """A track whose metres wander as an engine's do: slowly, and more in depth."""
    assert track.world is not None
    steps = np.diff(track.times)
    width = max(1, round(0.2 / float(np.median(steps))))
    white = rng.standard_normal(track.world.shape)
    slow = np.apply_along_axis(lambda c: np.convolve(c, np.ones(width) / np.sqrt(width), "same"), 0, white)
    reach = rng.uniform(0.3, 1.0) * _LARGEST_NOISE * np.array([1.0, 1.0, _DEPTH])
    return attrs.evolve(track, world=track.world + reach * slow)


def drawn_truth(number: int, split: Split, seed: int = 0, kind: Kind | None = None) -> Truth | None:
    """What a figure by chance does, exactly, without its pictures; None where no body can do it.

    Args:
        number: of the clip.
        split: whose people and cameras.
        seed: of all clips.
        kind: of the clip; None for any.
    """
    casting = Casting(split, bystander=0.0, kind=kind)
    for attempt in range(3):
        try:
            stage = Stage(random_scene((seed, number, attempt), casting))
            truth = stage.truth()
        except (ArithmeticError, ValueError, np.linalg.LinAlgError, InputError):
            continue
        if sound(truth, stage.shown):
            return truth
    return None
