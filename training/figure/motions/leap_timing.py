"""When a leap's key poses come, and where its contacts begin."""

import attrs
import numpy as np

from training.figure.anthropometry import GRAVITY
from training.figure.feet import Place
from training.figure.motions.footing import at_place
from training.figure.motions.leap import Contact, Key, Leap
from training.figure.rotation import Array

_SHORTEST_PUSH = 0.18
"""s that arms need to swing up."""

_QUIET = Key(0.0)


@attrs.frozen(eq=False)
class Timed:
    """A contact with its keys' times.

    Attributes:
        contact: the contact.
        keys: all its keys, the quiet stance of a beginning or an end included.
        times: (K,) absolute, s.
        place: where it begins.
    """

    contact: Contact
    keys: tuple[Key, ...]
    times: Array
    place: Place

    @property
    def start(self) -> float:
        """First moment, s."""
        return float(self.times[0])

    @property
    def end(self) -> float:
        """Last moment, s."""
        return float(self.times[-1])

    @property
    def exit(self) -> Place:
        """Where the body is at the end."""
        return at_place(self.place, self.contact.exit)


def timeline(leap: Leap, tall: float, start: Place) -> list[Timed]:
    """The contacts one after the other, with the times of their keys and where each begins.

    Args:
        leap: what is planned.
        tall: how high the pelvis stands, m.
        start: where the body stands at first.
    """
    out: list[Timed] = []
    place, time = start, 0.0
    flights = leap.flights
    for i, contact in enumerate(leap.contacts):
        speeds = [GRAVITY * flights[j].flight / 2 if 0 <= j < len(flights) else 0.0 for j in (i - 1, i)]
        keys = contact.keys if i else (_QUIET, *contact.keys)
        if i == len(flights):
            keys = (*keys, _quiet_at(contact))
        steps = [_after(keys, k, speeds, tall) for k in range(1, len(keys))]
        out.append(Timed(contact, keys, time + np.cumsum([0.0, *steps]), place))
        if i < len(flights):
            air = flights[i]
            time = out[-1].end + air.flight
            turn = 2 * np.pi * air.twists + np.deg2rad(air.turn)
            place = out[-1].exit.moved(air.aside, air.travel, turn)
    return out


def _after(keys: tuple[Key, ...], index: int, speeds: list[float], tall: float) -> float:
    """The time to a key; where it is left open, a constant force covers the way at half the flight's speed."""
    here, before = keys[index], keys[index - 1]
    if here.after:
        return here.after
    way = abs(here.height - before.height) * tall + abs(here.bed - before.bed)
    speed = speeds[0] if index == 1 and speeds[0] else speeds[1]
    return float(np.clip(1.9 * way / max(speed, 0.5), 0.09 if index == 1 else _SHORTEST_PUSH, 0.5))


def _quiet_at(contact: Contact) -> Key:
    there = contact.exit
    return Key(contact.settle, left=there.x, forward=there.z, yaw=float(np.rad2deg(there.heading)))
