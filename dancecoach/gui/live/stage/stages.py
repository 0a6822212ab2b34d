"""Every place where the live picture is shown: the window's, and the floor's while there is one."""

from dancecoach.gui.live.mirror.words import sign_text, standing_text
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.live.stage.stage import Stage
from dancecoach.gui.live.texts import elapsed_text
from dancecoach.pipeline.live.session import LiveResult
from dancecoach.settings import Settings


class Stages:
    """Keeps them alike.

    Args:
        model: what is shown on them.

    Attributes:
        first: the window's own.
    """

    def __init__(self, model: LiveModel) -> None:
        self._model = model
        self.first = Stage()
        self._all = [self.first]

    def add(self, stage: Stage, settings: Settings) -> None:
        """Show everything there, too, from what is on show now."""
        self._all.append(stage)
        stage.apply(settings)
        stage.canvas.set_message(self.first.canvas.message)
        result = self._model.mirror.on_show
        if result is not None:
            stage.show_result(result)
        stage.count.say(self.first.count.text)
        self.show_signs()

    def remove(self, stage: Stage) -> None:
        """It is no longer there."""
        self._all.remove(stage)

    def show_result(self, result: LiveResult) -> None:
        """Show a picture, now or late; all share it."""
        for stage in self._all:
            stage.show_result(result)
        if result.late is not None or self.first.late.text:
            self.show_signs()

    def show_signs(self) -> None:
        """Say how late the picture is, and that it is being recorded."""
        words, recorded = self._late_words(), self._recorded_words()
        for stage in self._all:
            stage.late.say(words)
            stage.recording.say(recorded)

    def count(self, left: int) -> None:
        """Show how many seconds are left before a start; 0 for none."""
        for stage in self._all:
            stage.count.say(str(left) if left else "", "0" * len(str(left)))

    def forget(self) -> None:
        """Nothing counts that was seen before."""
        for stage in self._all:
            stage.board.forget()

    def clear(self, title: str) -> None:
        """Show no picture; away from the window, where nothing else says why, say it."""
        for stage in self._all:
            stage.clear("" if stage is self.first else title)

    def say(self, message: str) -> None:
        """Say something in the middle of the picture; "" takes it away."""
        for stage in self._all:
            stage.canvas.set_message(message)

    def apply(self, settings: Settings) -> None:
        """Show it as the person chose."""
        for stage in self._all:
            stage.apply(settings)

    def _late_words(self) -> str:
        mirror = self._model.mirror
        late = None if mirror.on_show is None else mirror.on_show.late
        if late is None or not mirror.past:
            return ""
        return standing_text(late.moved_s) if late.standing else sign_text(mirror.behind_s, mirror.delay_s)

    def _recorded_words(self) -> str:
        stats = self._model.stats() if self._model.recording else None
        recording = None if stats is None else stats.recording
        return "" if recording is None else elapsed_text(recording.seconds)
