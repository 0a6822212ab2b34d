"""The button that says who is dancing, and the menu of names."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QSizePolicy, QToolButton, QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.dancer.names import Names
from dancecoach.gui.icons import set_icon
from dancecoach.gui.widgets.parts import in_menu
from dancecoach.library.whose import tidy_name
from dancecoach.settings import Settings

#: Behind the name: there is a menu.
_OPENS = "  \N{BLACK DOWN-POINTING SMALL TRIANGLE}"

Take = Callable[[str], object]


class DancerChoice(QToolButton):
    """Says who is dancing, and lets that be chosen; everything made from then on carries the name.

    Args:
        context: what the pages share.
        parent: owner.

    Attributes:
        names: who can be chosen.
        opened: the menu that is open, or was last; None before.
        dialog: that asks for a new name, or did last; None before.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.names = Names(context, self)
        self.opened: QMenu | None = None
        self.dialog: QInputDialog | None = None
        self._words = ""
        self.setObjectName("dancer")
        set_icon(self, "person")
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.clicked.connect(self.open_menu)
        context.settings.changed.connect(self._show)
        self._show(context.settings.current)

    @property
    def dancer(self) -> str:
        """Who is dancing; "" for nobody named."""
        return self._context.settings.current.dancer

    def choose(self, name: str) -> None:
        """Somebody else dances from now on; "" for nobody named."""
        self._context.settings.change(dancer=name)

    def open_menu(self) -> None:
        """Let the person choose who is dancing."""
        self.popup(self.dancer, self.choose, self)

    def popup(self, now: str, take: Take, at: QWidget) -> None:
        """Let the person choose a name for whatever it is.

        Args:
            now: the name it has; "" for none.
            take: gets the chosen name; "" for none.
            at: the menu opens beside it.
        """
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for name in ("", *self.names.all):
            action = QAction(in_menu(name) if name else self.tr("Nobody named"), menu)
            action.setCheckable(True)
            action.setChecked(name == now)
            action.triggered.connect(lambda _on=False, name=name: take(name))
            group.addAction(action)
            menu.addAction(action)
            if not name:
                menu.addSeparator()
        menu.addSeparator()
        menu.addAction(self.tr("Somebody new …")).triggered.connect(lambda: self.ask(take))
        self.opened = menu
        menu.popup(_beside(at, menu))
        menu.setActiveAction(group.checkedAction() or menu.actions()[0])

    def ask(self, take: Take) -> None:
        """Let the person type a name that is not known yet."""
        self.dialog = dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Who is dancing"))
        dialog.setLabelText(self.tr("Their name, which takes and recordings will carry:"))
        dialog.textValueSelected.connect(lambda text: self._typed(tidy_name(text), take))
        dialog.open()

    def _typed(self, name: str, take: Take) -> None:
        if name:
            take(self.names.add(name))

    def _show(self, settings: Settings) -> None:
        name = settings.dancer
        self._words = name or self.tr("Nobody named")
        self._fit()
        said = self.tr("Who is dancing: {}").format(name or self.tr("nobody named"))
        self.setAccessibleName(said)
        hint = self.tr("Takes and recordings made from now on carry this name; it can be changed afterwards, too.")
        self.setToolTip(f"{said}\n{hint}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Fit the name again in other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_words"):
            self._fit()

    def _fit(self) -> None:
        letters = self.fontMetrics()
        room = letters.horizontalAdvance(self.tr("Nobody named")) + 2  # most names are shorter
        self.setText(in_menu(letters.elidedText(self._words, Qt.TextElideMode.ElideRight, room)) + _OPENS)


def _beside(widget: QWidget, menu: QMenu) -> QPoint:
    """Under a widget, or above it where there is no room below."""
    below = widget.mapToGlobal(QPoint(0, widget.height() + 2))
    height, screen = menu.sizeHint().height(), widget.screen().availableGeometry()
    return below if below.y() + height <= screen.bottom() else widget.mapToGlobal(QPoint(0, -height - 2))
