"""What a person can do on the practice page with the reference, the pictures and takes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from dancecoach.gui.context import AppContext
from dancecoach.gui.practice.hands.start import TimedStart
from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.pipeline.practice.plan import next_part, next_speed
from dancecoach.pipeline.practice.takes import Take

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Phrase
    from dancecoach.gui.dancer.choice import DancerChoice

#: One step of the keys through the reference, seconds.
_STEP_S = 0.1


class PracticeActs:
    """Does what the commands say.

    Args:
        model: of the page.
        stage: has the list of takes.
        start: begins to dance.
        context: what the pages share.
    """

    def __init__(self, model: PracticeModel, stage: Stage, start: TimedStart, context: AppContext) -> None:
        self.model, self.stage, self._start, self.context = model, stage, start, context

    def change_speed(self, direction: int) -> None:
        """Slower (-1) or faster (+1)."""
        planning = self.model.planning
        planning.replan(speed=next_speed(planning.speed, direction, planning.plan.speeds))

    def change_part(self, direction: int) -> None:
        """The part before (-1) or after (+1)."""
        reference, part = self.model.reference, self.model.plan.part
        if reference is not None:
            by_steps = reference.steps and (part is None or part in reference.steps)
            parts = reference.steps if by_steps else reference.parts
            self.model.planning.replan(part=next_part(parts, part, direction))

    def choose_part(self, number: int) -> None:
        """The part with a number; the whole where there is none."""
        reference = self.model.reference
        self.model.planning.replan(part=None if reference is None else reference.part(number))

    def step(self, direction: int) -> None:
        """Look a little earlier or later."""
        playhead = self.model.playhead
        playhead.seek(playhead.moment_s + direction * _STEP_S)

    def switch(self, name: str) -> None:
        """Turn one of the switches in the settings.

        Args:
            name: of the setting.
        """
        settings = self.context.settings
        settings.change(**{name: not getattr(settings.current, name)})

    def make_lesson(self) -> None:
        """Make a lesson of the reference, or edit the one it has."""
        if self.model.path is not None:
            self.context.lesson_of(self.model.path)

    # Takes

    def chosen_take(self) -> Take | None:
        """The take on show, else the one chosen in the list."""
        return self.model.result.take if self.model.result is not None else self.stage.panel.takes.chosen

    def open_take(self) -> None:
        """Look at the take's film in Review."""
        take = self.chosen_take()
        if take is not None:
            self.context.open_clip(take.film)

    def delete_take(self) -> Callable[[], None] | None:
        """Take the chosen take away; gives back what undoes it."""
        take = self.chosen_take()
        return None if take is None else self.model.kept.remove(take)

    def ask_dancer(self, choice: "DancerChoice") -> None:
        """Let the person choose who danced the chosen take."""
        take = self.chosen_take()
        if take is not None:
            choice.popup(take.facts.person, lambda name: self._name(take, name), choice)

    def _name(self, take: Take, name: str) -> None:
        before, kept = take.facts.person, self.model.kept
        if name != before:
            kept.name(take, name)
            self.context.commands.done_by_hand(
                self.model.tr("Who danced the take"), lambda: kept.name(take, name), lambda: kept.name(take, before)
            )

    # What can be done

    def is_loading(self) -> bool:
        """Whether the reference is being analysed."""
        return self.model.state is PracticeState.LOADING

    def has_counts(self) -> bool:
        """Whether the beats of the reference are known."""
        return self.model.reference is not None and self.model.reference.counts is not None

    def has_worst(self, place: int) -> bool:
        """Whether there is such a phrase to work on."""
        return self.model.result is not None and place < len(self.stage.panel.phrases)

    def loop(self, phrase: "Phrase") -> None:
        """Dance a phrase of a take in loops."""
        reference = self.model.reference
        if reference is None:
            return
        part = reference.part_around(phrase) or phrase
        part = phrase if phrase in reference.steps else reference.as_taught(part)
        self.model.kept.show(None)
        self.model.planning.replan(part=part, loop=True)
        self._start.begin()
