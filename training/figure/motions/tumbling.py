"""Round-offs, back handsprings and what they lead to, as moves."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.cartwheel import lunge
from training.figure.motions.script import Script
from training.figure.motions.tumbling_pass import Element, Pass, Style, back_handspring, continued, round_off
from training.figure.support import RIGHT_FOOT


@attrs.frozen
class _Chain:
    """A first element and what follows it.

    Attributes:
        then: what follows, in order.
        style: how it is done.
        apart: s from the first to the second foot of the last landing (0.05 to 0.4); 0 lands both at once.
    """

    then: tuple[Element, ...] = ()
    style: Style = attrs.field(factory=Style)
    apart: float = 0.0

    def _named(self, first: str) -> str:
        return ", ".join((first, *self.then))

    @property
    def _first_apart(self) -> float:
        """`apart`, where the first element is the last one as well."""
        return 0.0 if self.then else self.apart


@attrs.frozen
class RoundOff(_Chain):
    """A round-off out of a lunge on the left foot, and what follows."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self._named("round-off")

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        lunge(s, 1 / self.style.tempo, 0.46)
        s.up(RIGHT_FOOT, s.now + 0.14 / self.style.tempo, leave=50)
        over = round_off(s, self.style, 0.46, self._first_apart)
        return continued(over, self.then, self.name, apart=self.apart)


@attrs.frozen
class BackHandspring(_Chain):
    """A back handspring from standing, and what follows."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self._named("back handspring")

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        over = Pass(Script(body, start), self.style, at=0.0, way=-1, twist=0.0)
        over = back_handspring(over, standing=True, apart=self._first_apart)
        return continued(over, self.then, self.name, apart=self.apart)
