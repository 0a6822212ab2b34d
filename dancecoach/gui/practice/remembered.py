"""How a person likes to practise, remembered: taken up at the start, kept whenever it is chosen otherwise."""

from PySide6.QtCore import QObject

from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pipeline.practice.plan import SPEEDS


class RememberedPlan(QObject):
    """Speed, loop, count-in and clicks of a model in the settings.

    A drill's speed changes by itself, and is not remembered; nor is the part, which belongs to one reference.

    Args:
        model: whose plan it is.
        settings: remember it.
        parent: owner.
    """

    def __init__(self, model: PracticeModel, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._settings = model, settings
        chosen = settings.current
        speed = min(SPEEDS, key=lambda speed: abs(speed - chosen.practice_speed))
        model.planning.replan(
            speed=speed,
            loop=chosen.practice_loop,
            count_in=chosen.practice_count_in,
            clicks=chosen.practice_clicks,
        )
        model.changed.connect(self._keep)

    def _keep(self) -> None:
        plan, settings = self._model.plan, self._settings
        speed = settings.current.practice_speed if plan.drill else plan.speed
        settings.change(
            practice_speed=speed,
            practice_loop=plan.loop,
            practice_count_in=plan.count_in,
            practice_clicks=plan.clicks,
        )
