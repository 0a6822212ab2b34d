"""All style packs with their cards; whose they are, and what can be done with them."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.library.packs.model import PacksModel
from dancecoach.gui.widgets.parts import label

if TYPE_CHECKING:
    from dancecoach.pipeline.packs import AnyPack

_SIZE = (860, 560)
_LIST = 280
_SUFFIXES = "*.onnx *.dcskill"


def tr(text: str) -> str:
    """Translate a text of the dialog."""
    return QCoreApplication.translate("PacksDialog", text)


class PacksDialog(QDialog):
    """Stands beside the window; every change shows at once and can be undone there.

    Args:
        model: the packs.
        parent: stands behind it.
    """

    def __init__(self, model: PacksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(tr("Packs"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Packs"))
        self.name, self.whose, self.problem = (
            label(role="title"),
            label(role="muted", wrap=True),
            label("", "error", wrap=True),
        )
        self.card = QPlainTextEdit()
        self.card.setReadOnly(True)
        self.card.setTabChangesFocus(True)
        self.card.setAccessibleName(tr("Card"))
        self.on = QCheckBox(tr("Ask it"))
        self.take_button = self._button(tr("Take in …"), self.ask_for_file)
        self.share_button = self._button(tr("Share …"), self.ask_where_to)
        self.forget_button, self.forget_menu = QPushButton(tr("Forget a style")), QMenu(self)
        self.forget_button.setMenu(self.forget_menu)
        self.remove_button = self._button(tr("Remove"), self.remove)
        self.restore_button = self._button(tr("Restore the shipped ones"), self.restore)
        self.said = label(role="muted", wrap=True)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show_pack())
        self.on.clicked.connect(self.switch)
        model.shown.connect(self.show_packs)
        model.failed.connect(self._failed)
        self.resize(*_SIZE)
        model.ask()

    @property
    def pack(self) -> "AnyPack | None":
        """The chosen one."""
        row = self.list.currentRow()
        return self._model.packs[row] if 0 <= row < len(self._model.packs) else None

    # What a person can do

    def ask_for_file(self) -> None:
        """Let the person choose somebody's pack."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Take in a pack"), "", f"{tr('Packs')} ({_SUFFIXES})")
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Take in somebody's pack, if it can do no harm."""

        def do() -> Callable[[], None]:
            from dancecoach.pipeline.packs import take_in

            return take_in(path)[1]

        self._change(tr("Take in {}").format(path.name), do, tr("{} is asked from now on.").format(path.name))

    def ask_where_to(self) -> None:
        """Let the person choose where a copy goes."""
        pack = self.pack
        if pack is None:
            return
        suffix = pack.path.suffix
        path, _ = QFileDialog.getSaveFileName(self, tr("Share a pack"), pack.path.name, f"{tr('Packs')} (*{suffix})")
        if path:
            self.share(Path(path))

    def share(self, target: Path) -> None:
        """Copy the chosen pack, and its card beside it."""
        pack = self.pack
        if pack is not None:
            said = tr("{file} carries its card; {card} is the card to be read.")
            self._model.share(
                pack.name, target, lambda files: self._say(said.format(file=files[0], card=files[1].name))
            )

    def remove(self) -> None:
        """Do without the chosen pack."""
        pack = self.pack
        if pack is None or not pack.own:
            return
        name = pack.name

        def do() -> Callable[[], None]:
            from dancecoach.pipeline.packs import remove_pack

            return remove_pack(name)

        self._change(tr("Remove {}").format(name), do, tr("“{}” is removed; undo brings it back.").format(name))

    def forget(self, style: str) -> None:
        """Have the chosen pack not know a style any more that it was taught."""
        pack = self.pack
        if pack is None:
            return
        name = pack.name

        def do() -> Callable[[], None]:
            from dancecoach.pipeline.packs import forget

            return forget(name, style)

        self._change(tr("Forget {}").format(style), do, tr("“{}” is forgotten; undo brings it back.").format(style))

    def switch(self, on: bool) -> None:
        """Ask the chosen pack, or no longer."""
        pack = self.pack
        if pack is None:
            return
        name = pack.name

        def do() -> Callable[[], None]:
            from dancecoach.pipeline.packs import switch_pack

            return switch_pack(name, on=on)

        self._change(tr("Switch {}").format(name), do, "")

    def restore(self) -> None:
        """Have the shipped packs as they came."""

        def do() -> Callable[[], None]:
            from dancecoach.pipeline.packs import restore_shipped

            return restore_shipped()[1]

        said = tr("The packs that ship are as they came; undo brings yours back.")
        self._change(tr("Restore the shipped packs"), do, said)

    def _change(self, title: str, do: Callable[[], Callable[[], None]], said: str) -> None:
        self._say("")
        self._model.change(title, do, lambda: self._say(said))

    # Showing

    def show_packs(self) -> None:
        """Follow the model; the same pack stays chosen."""
        before = self.list.currentItem()
        name = before.data(Qt.ItemDataRole.UserRole) if before is not None else ""
        self.list.blockSignals(True)
        self.list.clear()
        for pack in self._model.packs:
            item = QListWidgetItem(_titled(pack))
            item.setData(Qt.ItemDataRole.UserRole, pack.name)
            self.list.addItem(item)
        self.list.blockSignals(False)
        rows = [row for row, pack in enumerate(self._model.packs) if pack.name == name]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self._show_pack()

    def _show_pack(self) -> None:
        pack = self.pack
        for part in (self.on, self.share_button, self.remove_button):
            part.setEnabled(pack is not None)
        if pack is None:
            return
        self.name.setText(pack.name)
        self.whose.setText(_whose(pack))
        self.problem.setText(pack.problem)
        self.problem.setVisible(bool(pack.problem))
        self.card.setPlainText(pack.text)
        self.on.setChecked(pack.on)
        self.on.setEnabled(pack.switchable)
        self.remove_button.setEnabled(pack.own)
        self.forget_menu.clear()
        for style in pack.taught:
            self.forget_menu.addAction(style, functools.partial(self.forget, style))
        self.forget_button.setVisible(bool(pack.taught))
        self.share_button.setEnabled(not pack.problem)

    def _failed(self, error: BaseException) -> None:
        self._say(str(error), role="error")
        self._show_pack()

    def _say(self, text: str, role: str = "muted") -> None:
        self.said.setText(text)
        self.said.setObjectName(role)
        self.said.style().polish(self.said)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.name, self.whose, self.problem):
            right.addWidget(part)
        right.addWidget(self.card, 1)
        acts = QHBoxLayout()
        acts.addWidget(self.on)
        acts.addStretch(1)
        acts.addWidget(self.share_button)
        acts.addWidget(self.forget_button)
        acts.addWidget(self.remove_button)
        right.addLayout(acts)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        self.list.setFixedWidth(_LIST)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.take_button)
        foot.addWidget(self.restore_button)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        hint = tr(
            "Style packs are networks that know some dances; all that are on are asked, and the surest is believed. "
            "Skills are those you taught or took in. A phase network of your own is asked in place of the shipped one."
        )
        column.addWidget(label(hint, "muted", wrap=True))
        column.addLayout(middle, 1)
        column.addWidget(self.said)
        column.addLayout(foot)


def _titled(pack: "AnyPack") -> str:
    """What it is called in the list."""
    named = {"skill": tr("Skill: {}"), "phases": tr("Your own {}")}.get(pack.kind, "{}").format(pack.name)
    return named if pack.on else tr("{} (off)").format(named)


def _whose(pack: "AnyPack") -> str:
    if pack.replaces:
        return tr("Your own, in the place of the one that ships; remove it, and that one is there again.")
    return tr("Your own.") if pack.own else tr("Comes with the program.")
