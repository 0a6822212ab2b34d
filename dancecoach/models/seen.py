"""Phases where somebody is seen: what is said of frames without a person, and what is told the person about them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dancecoach.i18n import _, ngettext
from dancecoach.models.decoding import SURE_NOTHING, Floats, best_path, evidence, grammar, posteriors
from dancecoach.motion.phases import IDLE, LANDING, SKILL, TAKE_OFF, runs
from dancecoach.pose.track import PoseTrack

BRIDGE_S = 0.5
"""A shorter absence is bridged: what was going on before it went on behind it, or over the picture's edge."""

LEAST_S = 0.3
"""Somebody seen for a shorter time is not judged."""

_SAID_FROM_S = 0.15
"""An absence of a few frames is not worth a sentence."""

_MOST_SAID = 3


def decode_seen(track: PoseTrack, verdicts: NDArray[np.floating]) -> tuple[NDArray[np.uint8], Floats]:
    """Phases of all frames: by the grammar where somebody is seen, idle and unknown elsewhere.

    Args:
        track: T frames.
        verdicts: (T, 4) probabilities of the phases by the network.

    Returns:
        (T,) positions in `PHASES`, and (T, 4) probabilities; equal ones where nobody was seen for long.
    """
    labels = np.full(len(track), IDLE, np.uint8)
    probabilities = np.tile(SURE_NOTHING, (len(track), 1))
    for first, last in seen_spans(track):
        here = slice(first, last + 1)
        interval = float(np.median(np.diff(track.times[here])))
        rules = grammar(round(interval, 5))
        known = np.where(track.found[here, None], verdicts[here], SURE_NOTHING)
        logs = evidence(known)
        labels[here] = best_path(logs, rules)
        # The posteriors take neighbouring verdicts as independent, the verdicts alone as one and the same: the truth
        # lies between.
        probabilities[here] = (posteriors(logs, rules) + known) / 2
        if first > 0:
            _forget_landing(labels[here], probabilities[here])
    return labels, probabilities


def _forget_landing(labels: NDArray[np.uint8], probabilities: Floats) -> None:
    """Call a landing idle with which somebody comes back into the picture: no skill was seen before it."""
    begins = int(np.argmax(labels != LANDING)) if (labels != LANDING).any() else len(labels)
    labels[:begins] = IDLE
    probabilities[:begins, IDLE] += probabilities[:begins, LANDING]
    probabilities[:begins, LANDING] = 0.0


def seen_spans(track: PoseTrack) -> list[tuple[int, int]]:
    """(first, last) frames, inclusive, between which the person is seen without a long absence; at least 2 frames."""
    seen = np.flatnonzero(track.found)
    if not len(seen):
        return []
    cuts = np.flatnonzero(np.diff(track.times[seen]) > BRIDGE_S)
    starts, ends = seen[np.r_[0, cuts + 1]], seen[np.r_[cuts, len(seen) - 1]]
    return [
        (int(a), int(b))
        for a, b in zip(starts, ends, strict=True)
        if b > a and track.times[b] - track.times[a] >= LEAST_S
    ]


def phase_warnings(track: PoseTrack, labels: NDArray[np.uint8]) -> tuple[str, ...]:
    """What the person should know about the phases of a clip."""
    if not track.found.any():
        return (_("Nobody was seen, so the clip has no phases but idle."),)
    if not seen_spans(track):
        text = _("The person is seen for less than {least} s at a time, too short for phases to be told.")
        return (text.format(least=LEAST_S),)
    return tuple(_lost(track, labels))


def _lost(track: PoseTrack, labels: NDArray[np.uint8]) -> Iterator[str]:
    """Sentences about a person lost in the middle of something."""
    words = {TAKE_OFF: _("take-off"), SKILL: _("skill"), LANDING: _("landing")}
    lost = [(a, b) for seen, a, b in runs(track.found.astype(np.uint8)) if not seen and a and b + 1 < len(track)]
    lost = [(a, b) for a, b in lost if track.times[b + 1] - track.times[a] >= _SAID_FROM_S and labels[a - 1] != IDLE]
    for a, b in lost[:_MOST_SAID]:
        text = _("Nobody was seen from {start:.1f} s to {end:.1f} s, in the middle of a {phase}: its end is a guess.")
        yield text.format(start=track.times[a], end=track.times[b + 1], phase=words[int(labels[a - 1])])
    more = len(lost) - _MOST_SAID
    if more > 0:
        text = ngettext(
            "The person was lost in the middle of a movement {count} more time.",
            "The person was lost in the middle of a movement {count} more times.",
            more,
        )
        yield text.format(count=more)
    if labels[np.flatnonzero(track.found)[-1]] == SKILL:
        yield _("The clip ends, or the person leaves the picture, in the middle of a skill: its landing is not known.")
