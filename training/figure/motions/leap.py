"""Leaving the floor, once or several times: what is done on the floor and what in the air, as data.

Everything that flies is put together the same way: the last contact and the first contact of a flight are poses with
a foot on the floor, the flight between them follows from mechanics, and the movement before and after is led so that
the pelvis keeps its speed through both contacts. `leap_planner` does that; here is what it is given.
"""

from collections.abc import Mapping

import attrs
import numpy as np

from training.figure.feet import Place, Step
from training.figure.motion import STANCE_WIDTH
from training.figure.rotation import Array


@attrs.frozen
class Key:
    """A pose on the way.

    Attributes:
        after: s since the key before, 0 for as long as the speed of the flight asks; in flight, the share of the
            flight that is over.
        angles: degrees; on the floor those of a standing leg are ignored, in flight all count.
        height: of the pelvis, share of its standing height (floor only, as all that follow but ``drive``).
        forward: of the pelvis from the place of the contact, m.
        pitch: pelvis tipped forward, degrees.
        left: of the pelvis from the place of the contact, m.
        yaw: pelvis turned left, degrees.
        roll: left hip raised, degrees.
        heel: heels raised by at least this, degrees.
        bed: how far what the feet stand on gives, m.
        drive: degrees added to ``angles`` to make a twist, as often as the twist needs.
    """

    after: float
    angles: Mapping[str, float] = attrs.field(factory=dict, hash=False)
    height: float = 1.0
    forward: float = 0.0
    pitch: float = 0.0
    left: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    heel: float = 0.0
    bed: float = 0.0
    drive: Mapping[str, float] = attrs.field(factory=dict, hash=False)

    @property
    def pelvis(self) -> Array:
        """(8,) `footing.CHANNELS`."""
        turns = np.deg2rad([self.pitch, self.yaw, self.roll, self.heel])
        return np.array([self.left, self.height, self.forward, *turns, self.bed])


@attrs.frozen
class Contact:
    """A time on the floor: before, between or after flights.

    Attributes:
        keys: poses in order. The quiet stance before the first and after the last contact is not among them.
        steps: what the feet do, s since the contact began; places as seen from where it began.
        exit: where the body is at the end, as seen from where it began.
        width: distance of the ankles at first, hip breadths.
        toe_out: toes turned out, radians.
        ahead: left and right foot ahead of the place, m.
        arrives: s after the first contact at which the left and the right foot come down; one of them 0.
        leaves: s before the last contact at which the left and the right foot are already off; one of them 0.
        settle: s from the last key to quiet stance, after the last flight only.
        begins: s of it that belong to no take-off in any case: a salute, a run.
        ends: s after which its landing is over in any case (the second step, lying still); None for upright.
        rests: between two flights, s after which its landing is over and s before which no take-off begins; None where
            the one runs into the other.
    """

    keys: tuple[Key, ...]
    steps: tuple[Step, ...] = ()
    exit: Place = attrs.field(factory=Place)
    width: float = STANCE_WIDTH
    toe_out: float = 0.12
    ahead: tuple[float, float] = (0.0, 0.0)
    arrives: tuple[float, float] = (0.0, 0.0)
    leaves: tuple[float, float] = (0.0, 0.0)
    settle: float = 0.5
    begins: float = 0.0
    ends: float | None = None
    rests: tuple[float, float] | None = None


@attrs.frozen
class Air:
    """A flight.

    Attributes:
        skill: name of what is done in it.
        flight: s.
        keys: shapes on the way.
        turns: somersaults, back negative.
        twists: turns about the long axis, left positive; halves land facing the other way.
        travel: how far ahead the next contact is, m, as the body faced at take-off.
        aside: how far to the left it is, m.
        turn: degrees by which the next contact faces elsewhere, whole and half twists not counted.
    """

    skill: str
    flight: float
    keys: tuple[Key, ...]
    turns: float = 0.0
    twists: float = 0.0
    travel: float = 0.0
    aside: float = 0.0
    turn: float = 0.0


@attrs.frozen
class Leap:
    """Contacts with flights between them.

    Attributes:
        contacts: one more than there are flights; a single one is a movement that stays on the floor.
        flights: in order.
    """

    contacts: tuple[Contact, ...]
    flights: tuple[Air, ...] = ()

    def __attrs_post_init__(self) -> None:
        if len(self.contacts) != len(self.flights) + 1:
            raise ValueError(f"{len(self.flights)} flights need one more contact, not {len(self.contacts)}")
