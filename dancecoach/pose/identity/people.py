"""Who is who through a whole clip, and which of them is the one chosen.

Tracking by detection with re-identification, over the whole clip at once: the pictures are looked at once, everybody in
them is kept (`Sightings`), and only then is it decided who is who. Following one person picture by picture would be
cheaper, but who was lost behind somebody else is lost for good then, or becomes the other one; here what is seen
*after* a crossing counts as much as what was seen before it. For the same reason the choice may point anywhere in the
clip, and holds to both of its ends.

1. Stretches without doubt (`tracklets`): cut wherever another person would have fitted nearly as well.
2. What each person's looks change by in this clip (`Likeness`).
3. The stretches in which the person was seen clear of others are joined, the nearest in time first, wherever motion and
   looks leave no other reading (`join`).
4. What was seen in between, close to others, is given to whom it fits, or to nobody.

What is not clear is left out: then no pose is shown, and nothing is judged, rather than another person's. Measured on
drawn clips of two people who cross, meet, hide one another and leave the picture (see the tests).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.identity.joining import MARGIN, NEW, cost_between, join
from dancecoach.pose.identity.likeness import Likeness, Look
from dancecoach.pose.identity.pointing import pointed_at
from dancecoach.pose.identity.seed import Seed
from dancecoach.pose.identity.sightings import Sightings
from dancecoach.pose.identity.tracklets import Bodies, Rows, tracklets

LEAST = 3
"""Sightings of a stretch that counts."""

LEAST_CLEAR = 10
"""Sightings clear of others from which a stretch says by itself who it is."""

FIT = 4.0
"""Nats against a stretch being a person's up to which it may be given to them."""

OPEN = 2.0
"""Nats for a stretch before a person's first or after their last: what lies between two is more likely theirs."""


def people_of(
    sightings: Sightings, times: NDArray[np.float64], size: tuple[int, int], borders: Sequence[int]
) -> list[Rows]:
    """The sightings of each person, in order of time; a sighting belongs to one person at most.

    Args:
        sightings: everybody seen.
        times: (T,) seconds of the clip's frames.
        size: (width, height) of the picture in pixels.
        borders: frames at which the engine began anew.
    """
    lasting = np.flatnonzero(_lasting(sightings.number))
    return [lasting[rows] for rows in _people(sightings.at(lasting), times, size, borders)]


def _lasting(number: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(M,) whose sightings are of somebody whom the engine kept: a jacket on a chair is a person for a frame or two."""
    _, which, counts = np.unique(number, return_inverse=True, return_counts=True)
    return np.asarray(counts[which] >= LEAST)


def _people(
    sightings: Sightings, times: NDArray[np.float64], size: tuple[int, int], borders: Sequence[int]
) -> list[Rows]:
    bodies = Bodies.of(sightings, times, size)
    stretches = [rows for rows in tracklets(bodies, np.array(borders, np.int64)) if len(rows) >= LEAST]
    clear, loose = _apart(bodies, stretches)
    likeness = Likeness(bodies, clear)
    people = join(bodies, clear, likeness)
    return filled(bodies, people, loose, likeness)


def _apart(bodies: Bodies, stretches: Sequence[Rows]) -> tuple[list[Rows], list[Rows]]:
    """Stretches that say by themselves who it is, and the others.

    Where a stretch begins or ends close to somebody else it may have been theirs: such ends are stretches of their own.
    """
    sure: list[Rows] = []
    loose: list[Rows] = []
    for rows in stretches:
        clear = np.flatnonzero(bodies.clear[rows])
        if len(clear) < LEAST_CLEAR:
            loose.append(rows)
            continue
        first, last = int(clear[0]), int(clear[-1]) + 1
        sure.append(rows[first:last])
        loose += [end for end in (rows[:first], rows[last:]) if len(end) >= LEAST]
    return sure, loose


def filled(bodies: Bodies, people: Sequence[Rows], loose: Sequence[Rows], likeness: Likeness) -> list[Rows]:
    """People with those of the loose stretches that fit one of them and nobody else; the best fit first."""
    grown = list(people)
    looks = [likeness.look(rows) for rows in people]
    fits = []
    for rows in loose:
        costs = np.array([_fit(bodies, rows, p, likeness, looks[i]) for i, p in enumerate(people)])
        best = int(np.argmin(costs)) if len(costs) else -1
        if best >= 0 and costs[best] < FIT and np.delete(costs, best).min(initial=NEW * 2) >= costs[best] + MARGIN:
            fits.append((float(costs[best]), best, rows))
    for _, at, rows in sorted(fits, key=lambda fit: fit[0]):
        taken = set(bodies.sightings.frames[grown[at]].tolist())
        if not taken & set(bodies.sightings.frames[rows].tolist()):
            grown[at] = np.sort(np.concatenate([grown[at], rows]))
    return grown


def _fit(bodies: Bodies, rows: Rows, person: Rows, likeness: Likeness, looks: Look) -> float:
    """Nats against a stretch being a part of a person who was not seen meanwhile; infinite where they were."""
    frames, own = bodies.sightings.frames[rows], bodies.sightings.frames[person]
    at = int(np.searchsorted(own, frames[0]))
    if np.isin(frames, own).any():
        return np.inf
    cost = likeness.against(likeness.look(rows), looks)
    before, after = person[:at], person[int(np.searchsorted(own, frames[-1])) :]
    cost += cost_between(bodies, before, rows) if len(before) else OPEN
    return cost + (cost_between(bodies, rows, after) if len(after) else OPEN)


def chosen_rows(
    sightings: Sightings, times: NDArray[np.float64], size: tuple[int, int], borders: Sequence[int], seed: Seed
) -> Rows | None:
    """The sightings of the person whom a seed points at, one for a frame at most; None where nobody is there.

    Somebody who is known through the clip is meant rather than a sighting that fits nobody: that may be a mixture of
    two people, and its one frame would be all there is to follow.
    """
    people = people_of(sightings, times, size, borders)
    known = np.sort(np.concatenate(people)) if people else np.empty(0, np.intp)
    row = pointed_at(sightings, times, size, seed, among=known)
    if row is not None:
        return next(person for person in people if row in person)
    row = pointed_at(sightings, times, size, seed)
    return None if row is None else np.array([row], np.intp)
