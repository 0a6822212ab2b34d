"""How the reference is practised: the plan, what changes it, and from slow to fast."""

from typing import Any

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.gui.practice.take.dancing import Dancing
from dancecoach.gui.practice.take.opening import Opening
from dancecoach.gui.practice.take.playhead import Playhead
from dancecoach.gui.practice.take.state import PracticeStatus
from dancecoach.pipeline.practice.drill import GOALS, SLOWEST, rung
from dancecoach.pipeline.practice.plan import Plan


class Planning(QObject):
    """One plan.

    Args:
        opening: has the reference.
        playhead: goes to the part that is chosen.
        dancing: the run that goes on, or the last one.
        status: how far it is.
        parent: owner.

    Attributes:
        plan: how the reference is practised.

    Signals:
        changed: the plan has changed, or another speed is wished.
    """

    changed = Signal()

    def __init__(
        self,
        opening: Opening,
        playhead: Playhead,
        dancing: Dancing,
        status: PracticeStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._playhead, self._dancing, self._status = opening, playhead, dancing, status
        self.plan = Plan()
        self._usual_speed = 1.0

    @property
    def speed(self) -> float:
        """What is danced next, or now: a drill changes it by itself."""
        drill = self._dancing.drill
        return drill.speed if self._status.busy and drill is not None else self.plan.speed

    def replan(self, **values: Any) -> None:
        """Practise another part, faster, in loops ...

        While it is danced another speed is heard from the next part of the reference on, in a drill from the next lap.
        All else holds from the next start on: what is danced goes on to its end as it was begun.

        Args:
            values: of the attributes of a `Plan`.
        """
        plan = attrs.evolve(self.plan, **values)
        if plan.drill:
            plan = attrs.evolve(plan, speed=rung(plan.speed, plan.goal))
        if "speed" in values:
            self._dancing.change_speed(plan.speed)
        elif plan == self.plan:
            return
        before, self.plan = self.plan, plan
        reference = self._opening.reference
        if plan.part != before.part and reference is not None and not self._status.busy:
            self._dancing.drill = None
            self._playhead.seek(plan.span(reference)[0])
        self.changed.emit()

    def toggle_drill(self) -> None:
        """Practise from slow to fast, beginning with the slowest, or no longer; a drill is of one part."""
        if self.plan.drill:
            self.replan(drill=False, speed=self._usual_speed)
            return
        self._usual_speed = self.plan.speed
        self.replan(drill=True, speed=SLOWEST, part=self.plan.part or self._playhead.part)

    def toggle_goal(self) -> None:
        """Let a drill end at the faster of its goals, or at the usual one."""
        usual, faster = GOALS
        self.replan(goal=usual if self.plan.goal == faster else faster)

    def forget_part(self) -> None:
        """Another reference comes: it is practised whole, and not from slow to fast."""
        speed = self._usual_speed if self.plan.drill else self.plan.speed
        self._dancing.drill = None
        self.plan = attrs.evolve(self.plan, part=None, drill=False, speed=speed)

    def follow_counts(self) -> None:
        """The reference is cut into other parts: choose the one around what was chosen; a lesson's step stays."""
        reference, part = self._opening.reference, self.plan.part
        if reference is not None and part is not None and part not in reference.steps:
            self.plan = attrs.evolve(self.plan, part=reference.part_around(part))
        self.changed.emit()
