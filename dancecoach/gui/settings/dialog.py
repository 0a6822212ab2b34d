"""The settings: how the body is found, how the program looks, where recordings go, which keys do what.

Every choice takes effect at once; there is nothing to confirm and nothing to lose.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.settings.microphone import privacy_text
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.settings.shortcuts import ShortcutEditor
from dancecoach.gui.widgets.parts import label
from dancecoach.settings import Settings


def tr(text: str) -> str:
    """Translate a text of this dialog."""
    return QCoreApplication.translate("SettingsDialog", text)


def engine_installed(engine: str) -> bool:
    """Whether a pose engine can be chosen here. Looks for the library, does not import it."""
    return engine != "mediapipe" or find_spec("mediapipe") is not None


class SettingsDialog(QDialog):
    """A tab each for the body, the program and the keys.

    Args:
        settings: what is chosen.
        commands: whose keys are chosen.
        parent: the window.
    """

    def __init__(self, settings: SettingsModel, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("Settings"))
        self.tabs.addTab(BodyTab(settings), self.tr("Body"))
        self.tabs.addTab(ProgramTab(settings), self.tr("Program"))
        self.tabs.addTab(ShortcutEditor(commands), self.tr("Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self.tabs)
        column.addWidget(buttons)
        self.resize(680, 560)


class _Tab(QWidget):
    """A form that writes each choice into the settings."""

    def __init__(self, settings: SettingsModel) -> None:
        super().__init__()
        self._settings = settings
        self.form = QFormLayout(self)
        self.form.setContentsMargins(8, 18, 8, 8)
        self.form.setHorizontalSpacing(18)
        self.form.setVerticalSpacing(10)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)

    def choice(self, name: str, title: str, choices: Mapping[Any, str]) -> QComboBox:
        """A row with a list of choices for the setting of that name."""
        box = QComboBox()
        for value, text in choices.items():
            box.addItem(text, value)
        box.setCurrentIndex(box.findData(getattr(self._settings.current, name)))
        box.setAccessibleName(title)
        box.setObjectName(f"setting_{name}")
        box.activated.connect(lambda _index: self._settings.change(**{name: box.currentData()}))
        self.form.addRow(title, box)
        return box


class BodyTab(_Tab):
    """Which engine finds the body, and how exactly."""

    def __init__(self, settings: SettingsModel) -> None:
        super().__init__(settings)
        self.engine = self._make_engine()
        self.model = self.choice(
            "pose_model", tr("Network"), {"full": tr("full, more exact"), "lite": tr("lite, faster")}
        )
        activities = {"auto": tr("whatever comes"), "dance": tr("dance"), "gymnastics": tr("gymnastics")}
        self.activity = self.choice("activity", tr("Activity"), activities)
        self.activity.setToolTip(tr("What is shown first: the style of a dance, or the phases of a skill"))
        self.styles = self.choice("style_pack", tr("Styles"), self._packs())
        self.styles.setToolTip(tr("Which networks are asked for the style: all, or one that knows the dances at hand"))
        note = tr("Clips already analysed are kept for each engine and network; others are analysed when opened.")
        self.form.addRow("", label(note, "muted", wrap=True))

    def _packs(self) -> dict[str, str]:
        """The style packs at hand, and the one chosen even if it is gone."""
        # Imported here: it brings the networks' library along.
        from dancecoach.models.packs.styles import pack_files

        chosen = self._settings.current.style_packs
        return {"": tr("all packs"), **{name: name for name in sorted({*pack_files(), *chosen})}}

    def _make_engine(self) -> QComboBox:
        engines = {"blazepose": tr("dancecoach's own (BlazePose)"), "mediapipe": tr("mediapipe, by Google")}
        box = self.choice("engine", tr("Engine"), engines)
        box.activated.disconnect()
        box.activated.connect(lambda _index: self._choose(box.currentData()))
        self.notice = label(wrap=True)
        self.accept = QCheckBox(tr("I know this and want to use mediapipe"))
        self.accept.setChecked(self._settings.current.metrics_accepted)
        self.accept.toggled.connect(self._accepted)
        self.form.addRow("", self.notice)
        self.form.addRow("", self.accept)
        self._show_notice(box.currentData())
        return box

    def _choose(self, engine: str) -> None:
        """The other engine counts only once its sentence was agreed to."""
        self._show_notice(engine)
        if engine == "blazepose" or (engine_installed(engine) and self._settings.current.metrics_accepted):
            self._settings.change(engine=engine)

    def _accepted(self, yes: bool) -> None:
        self._settings.change(metrics_accepted=yes)
        if not yes:
            self._settings.change(engine="blazepose")
        elif self.engine.currentData() == "mediapipe" and engine_installed("mediapipe"):
            self._settings.change(engine="mediapipe")

    def _show_notice(self, engine: str) -> None:
        other, installed = engine != "blazepose", engine_installed(engine)
        self.notice.setVisible(other)
        self.accept.setVisible(other and installed)
        if not other:
            return
        # Imported here: it brings OpenCV along, which the dialog does not need otherwise.
        from dancecoach.pose.mediapipe import INSTALL_COMMAND, privacy_notice

        missing = tr("It is not installed here; install it with: {}").format(INSTALL_COMMAND)
        self.notice.setText(privacy_notice() if installed else f"{privacy_notice()}\n\n{missing}")


class ProgramTab(_Tab):
    """How the program looks and where it puts things."""

    def __init__(self, settings: SettingsModel) -> None:
        super().__init__(settings)
        themes = {"dark": tr("Dark"), "light": tr("Light"), "system": tr("As the system")}
        self.theme = self.choice("theme", tr("Look"), themes)
        for name, text in (
            ("overlay", tr("Draw the skeleton over the picture")),
            ("mirror", tr("Show the live picture as a mirror")),
        ):
            self._add_switch(name, text)
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName(tr("Folder for recordings"))
        self._show_folder(self._settings.current)
        choose = QPushButton(tr("Choose …"))
        choose.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        self.form.addRow(tr("Recordings"), row)
        self._add_clapping()
        self._settings.changed.connect(self._show_folder)

    def _add_clapping(self) -> None:
        self._add_switch("clap", tr("Clap to start and stop: recording in Live, dancing in Practice"))
        self.claps = self.choice("clap_count", tr("Claps"), {2: tr("two"), 1: tr("one: a bang may do it too")})
        self.hearing = self.choice(
            "clap_sensitivity",
            tr("Hears"),
            {
                "low": tr("only claps that are near and loud"),
                "usual": tr("claps in an ordinary room"),
                "high": tr("faint claps too, from far away"),
            },
        )
        self.form.addRow("", label(privacy_text(), "muted", wrap=True))

    def _add_switch(self, name: str, text: str) -> None:
        switch = QCheckBox(text)
        switch.setChecked(getattr(self._settings.current, name))
        switch.toggled.connect(lambda on: self._settings.change(**{name: on}))
        self.form.addRow("", switch)

    def _choose_folder(self) -> None:
        at = str(self._settings.current.recordings_path)
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for recordings"), at)
        if folder:
            self._settings.change(recordings_folder=folder)

    def _show_folder(self, settings: Settings) -> None:
        self.folder.setText(str(settings.recordings_path))
