"""What a person can do in Review with the picture, the sound and the curves."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import Loop, ReviewModel
from dancecoach.gui.review.this_clip import for_this_clip
from dancecoach.gui.widgets.canvas import VideoCanvas

if TYPE_CHECKING:
    from dancecoach.gui.review.player.sound import SoundPlayer
    from dancecoach.gui.review.timeline.plot_panel import PlotPanel


class ReviewActs:
    """Does what the commands say, and what a hand does on the time line.

    Args:
        model: of the page.
        canvas: shows the picture.
        sound: of the clip.
        plots: the curves.
        context: what the pages share.

    Attributes:
        plots_wanted: whether the curves are shown.
    """

    def __init__(
        self, model: ReviewModel, canvas: VideoCanvas, sound: "SoundPlayer", plots: "PlotPanel", context: AppContext
    ) -> None:
        self._model, self._canvas, self._sound, self._plots, self._context = model, canvas, sound, plots, context
        self.plots_wanted = True

    def toggle_mirror(self) -> None:
        """Swap left and right of the picture; a clip starts unmirrored, whatever Live does."""
        self._canvas.mirrored = not self._canvas.mirrored

    def turn_picture(self, quarters: int) -> None:
        """Turn the picture by quarters, clockwise, for a camera that lay on its side."""
        self._canvas.turns += quarters

    def toggle_sound(self) -> None:
        """Be silent, or no longer."""
        self._sound.on = not self._sound.on

    def toggle_overlay(self) -> None:
        """Show or hide the skeleton."""
        settings = self._context.settings
        settings.change(overlay=not settings.current.overlay)

    def toggle_plots(self) -> None:
        """Show or hide the curves."""
        self.plots_wanted = not self.plots_wanted
        self._plots.setVisible(self.plots_wanted)

    def loop_dragged(self, before: Loop) -> None:
        """A loop made by the hand can be taken back like one made by keys.

        Args:
            before: the loop until then.
        """
        model, after = self._model, self._model.loop
        self._context.commands.done_by_hand(
            QCoreApplication.translate("ReviewActs", "Loop"),
            for_this_clip(model, lambda: model.set_loop(after)),
            for_this_clip(model, lambda: model.set_loop(before)),
        )
