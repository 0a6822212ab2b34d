"""What is seen of the live page: bars above and below, the picture or what is said instead, the list of attempts."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.camera.bar import CameraBar
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.live.attempts.shelf import AttemptShelf
from dancecoach.gui.live.keep_bar import KeepBar
from dancecoach.gui.live.mirror.bar import MirrorBar
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.live.panels import CameraPanel, Strip
from dancecoach.gui.live.setup.guide import Guide, HintLine
from dancecoach.gui.live.stage.stages import Stages
from dancecoach.settings import Settings


class LiveView(QWidget):
    """The page laid out; it shows what it is told.

    Args:
        model: has what the parts follow by themselves.
        parent: owner.

    Attributes:
        bar: which camera, and how it is seen.
        strip: a line above the picture, where there is something to say.
        panel: stands where the picture would be.
        stages: every place with the picture; ``canvas`` and ``board`` are those of the window's own.
        guide: an outline to stand in.
        hint_line: where the camera should stand.
        shelf: the attempts.
        mirror_bar: how late the picture is.
        keep: recording, and what was saved.
    """

    def __init__(self, model: LiveModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.strip, self.panel, self.keep = CameraBar(), Strip(), CameraPanel(), KeepBar()
        self.stages = Stages(model)
        first = self.stages.first
        self.canvas, self.board = first.canvas, first.board
        self.canvas.setAccessibleName(self.tr("Live picture"))
        self.hint_line, self.guide = HintLine(self.canvas, (first.late, first.recording)), Guide()
        self.canvas.add_layer(self.guide)
        self.mirror_bar, self.shelf = MirrorBar(model.mirror), AttemptShelf(model.attempts)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panel)
        self.stack.addWidget(self.canvas)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.shelf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.strip)
        layout.addLayout(middle, 1)
        layout.addWidget(self.mirror_bar)
        layout.addWidget(self.keep)

    def turn_to(self, widget: QWidget) -> None:
        """Show the picture, or what stands in its place."""
        turned = self.stack.currentWidget() is not widget
        self.stack.setCurrentWidget(widget)
        # A chooser that keeps the focus keeps the letters too, and they are the keys of this page.
        if turned or self.bar.cameras.hasFocus():
            (self.canvas if widget is self.canvas else self.panel.button).setFocus()

    def show_signs(self) -> None:
        """Say over the picture how late it is, and that it is being recorded."""
        self.stages.show_signs()
        self.hint_line.make_way()

    def apply(self, settings: Settings) -> None:
        """Show it as the person chose."""
        self.stages.apply(settings)
        self.mirror_bar.show_save(settings.save_last_s)
        self.shelf.follow(settings.recordings_path)
        self.guide.visible = settings.setup_guide
        self.canvas.update()
        self.bar.mirror.setChecked(settings.mirror)
        self.bar.overlay.setChecked(settings.overlay)
        self.bar.show_pose_model(settings.pose_model)

    def show_keys(self, commands: CommandTable) -> None:
        """Let the buttons say which key does the same."""
        for button, command in (
            (self.bar.mirror, "live.mirror"),
            (self.bar.overlay, "live.overlay"),
            (self.bar.look_again, "live.refresh"),
            (self.keep.record, "live.record"),
            (self.keep.snapshot, "live.snapshot"),
            (self.keep.open_saved, "live.open_saved"),
        ):
            button.setToolTip(commands.action(command).toolTip())
