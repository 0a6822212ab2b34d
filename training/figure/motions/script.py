"""Movements over hands and feet, written down as key poses and holds, and worked out to a plan (`way`)."""

from collections.abc import Mapping

import attrs
import numpy as np

from training.figure.body import JOINT, Body
from training.figure.feet import Place
from training.figure.motion import Flight, Plan, Span, quiet_feet, standing_height
from training.figure.motions.way import RATE, KeyPose, Turned, Way, gaps
from training.figure.support import ALWAYS, Hold


def _on_grid(time: float) -> float:
    """The nearest moment at which the way is worked out; contacts begin and end there."""
    return round(time * RATE) / RATE


class Script:
    """Collects keys and holds, then makes the plan. Lengths are shares of the body's height, times seconds.

    Attributes:
        body: who moves.
        start: where from; ``ahead`` and ``left`` are measured from here.
        now: time of the last key.
    """

    def __init__(self, body: Body, start: Place) -> None:
        self.body, self.start, self.now = body, start, 0.0
        self._keys = [KeyPose(0.0, {}, Turned(), (0.0, standing_height(body), 0.0))]
        self._open: dict[int, Hold] = {}
        self._holds: list[Hold] = []
        self._upright: list[float] = []
        for foot, place in enumerate(quiet_feet(body, start)):
            self._open[foot] = Hold(foot, -ALWAYS, ALWAYS, place)

    @property
    def ahead(self) -> float:
        """Where the pelvis is at the last key, share of the height."""
        return self._keys[-1].at[2] / self.body.height

    def key(
        self,
        after: float,
        angles: Mapping[str, float],
        turned: Turned | None = None,
        *,
        height: float | None = None,
        ahead: float | None = None,
        left: float = 0.0,
    ) -> float:
        """A pose ``after`` seconds after the last one.

        Args:
            after: s.
            angles: degrees, of all joints; those of a limb that holds only choose among solutions.
            turned: of the pelvis; None keeps that of the last key.
            height: of the pelvis, share of its standing height; None is 1, or, while hands hold, what their arms ask.
            ahead: of the pelvis; None keeps that of the last key.
            left: of the pelvis.

        Returns:
            Its time.
        """
        last = self._keys[-1]
        tall = self.body.height
        self.now = _on_grid(self.now + after)
        forward = last.at[2] if ahead is None else ahead * tall
        at = (left * tall, (1.0 if height is None else height) * standing_height(self.body), forward)
        self._keys.append(KeyPose(self.now, angles, last.turned if turned is None else turned, at, height is None))
        return self.now

    def spot(self, ahead: float, left: float = 0.0, heading: float = 0.0) -> Place:
        """A place on the floor; ``heading`` in degrees against the start's."""
        tall = self.body.height
        return self.start.moved(left * tall, ahead * tall, float(np.deg2rad(heading)))

    def quiet(self, ahead: float, heading: float = 0.0) -> tuple[Place, Place]:
        """Places of both feet when standing quietly there."""
        return quiet_feet(self.body, self.spot(ahead, heading=heading))

    def down(
        self, limb: int, time: float, place: Place, *, land: float = 0.0, carries: bool = True, tiptoe: bool = False
    ) -> None:
        """A hand or foot takes hold; a hand that does not carry only touches, a foot on tiptoe keeps its heel up."""
        self._open[limb] = Hold(limb, _on_grid(time), ALWAYS, place, land, carries=carries, tiptoe=tiptoe)

    def spin(self, foot: int, start: float, end: float, degrees: float, *, heel: float = 40.0) -> None:
        """A foot that holds turns on its ball, with the heel up by ``heel`` degrees."""
        here, ball = self._open[foot].place, float(self.body.offsets[JOINT["left_ball"], 2])
        turn = float(np.deg2rad(degrees))
        self.up(foot, start, leave=heel)
        begin, stop = _on_grid(start), _on_grid(end)
        self._holds.append(Hold(foot, begin, stop, here, heel, heel, spin=turn, ball=ball))
        after = here.moved(forward=ball).moved(turn=turn).moved(forward=-ball)
        self._open[foot] = Hold(foot, stop, ALWAYS, after, heel)

    def up(self, limb: int, time: float, *, leave: float = 0.0) -> None:
        """It lets go; a foot with the heel up by ``leave`` degrees."""
        self._holds.append(attrs.evolve(self._open.pop(limb), end=_on_grid(time), leave=leave))

    def upright(self) -> None:
        """Between two flights, a landing is over here and a take-off begins; else that is at the lowest key."""
        self._upright.append(self.now)

    def plan(self, end: Place, skill: str = "", begin: float = 0.0, first: float = 0.0, steady: float = ALWAYS) -> Plan:
        """Work it all out.

        Args:
            end: where the body stands quietly at last.
            skill: what it is called; empty for something that is idle throughout.
            begin: s, the take-off begins here.
            first: s, feet off the floor before it are none of the skill (a run's).
            steady: s, the last landing is over.
        """
        holds = tuple(sorted((*self._holds, *self._open.values()), key=lambda h: (h.start, h.limb)))
        worker = Way(self.body, self.start, self._keys, holds, first if skill else ALWAYS)
        pose = worker.poses()
        spans: tuple[Span, ...] = ()
        flights: tuple[Flight, ...] = ()
        if skill:
            off = [gap for gap in gaps(holds, (0, 1), self.now) if gap[0] >= first]
            spans = self._spans(off, begin, min(steady, self.now))
            flights = tuple(
                Flight(skill, a, b, worker.turns(a, b)) for a, b in gaps(holds, range(4), self.now) if a >= first
            )
        return Plan(self.now, end, pose, spans, flights)

    def _spans(self, off: list[tuple[float, float]], begin: float, steady: float) -> tuple[Span, ...]:
        out = []
        for i, (left, back) in enumerate(off):
            out += [Span("take-off", begin, left), Span("skill", left, back)]
            begin = self._lowest(back, off[i + 1][0]) if i + 1 < len(off) else steady
            out.append(Span("landing", back, begin))
        return tuple(out)

    def _lowest(self, start: float, end: float) -> float:
        """Where the landing of one flight becomes the take-off of the next: upright, or where the hips are lowest."""
        for time in self._upright:
            if start < time < end:
                return time
        inner = [k for k in self._keys if start < k.time < end]
        return min(inner, key=lambda k: k.at[1]).time if inner else (start + end) / 2
