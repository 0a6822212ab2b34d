"""Our own line icons, drawn in the colours of the theme.

The SVG files in ``assets/icons`` say ``currentColor``; here it becomes the text colour, the accent when a switch is
on, and a faint text colour when there is nothing to press. `set_icon` remembers the name, so that `refresh_icons`
can draw everything again after a change of theme.
"""

from functools import lru_cache
from typing import Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from dancecoach.resources import assets_folder

_SIZES = (16, 20, 24, 32)
_PROPERTY = "dancecoachIcon"


class HasIcon(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon) -> None:  # noqa: N802
        """Show the icon."""

    def setProperty(self, name: str, value: object) -> bool:  # noqa: N802
        """Remember a value."""


@lru_cache(maxsize=64)
def _svg(name: str) -> str:
    return (assets_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _renderer(name: str, colour: QColor | str) -> QSvgRenderer:
    text = _svg(name).replace("currentColor", QColor(colour).name())
    return QSvgRenderer(QByteArray(text.encode()))


def pixmap(name: str, colour: QColor | str, size: int, scale: float = 1.0) -> QPixmap:
    """One drawing of an icon.

    Args:
        name: file name in ``assets/icons`` without its ending.
        colour: what ``currentColor`` becomes.
        size: edge in logical pixels.
        scale: device pixels per logical pixel.
    """
    out = QPixmap(round(size * scale), round(size * scale))
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    _renderer(name, colour).render(painter, QRectF(out.rect()))
    painter.end()
    out.setDevicePixelRatio(scale)
    return out


@lru_cache(maxsize=256)
def _icon(name: str, text: str, faint: str, accent: str, scales: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        for scale in scales:
            plain, off, on = (pixmap(name, colour, size, scale) for colour in (text, faint, accent))
            made.addPixmap(plain, QIcon.Mode.Normal, QIcon.State.Off)
            made.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
            for state in (QIcon.State.Off, QIcon.State.On):
                made.addPixmap(off, QIcon.Mode.Disabled, state)
    return made


def _scales() -> tuple[float, ...]:
    """Of the screens that there are: pictures for others are never seen, and all together they are tens of MB."""
    return tuple(sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}))


def icon(name: str) -> QIcon:
    """The icon in the colours of the theme now, as sharp as the screens that there are now."""
    colours = QApplication.palette()
    return _icon(
        name,
        colours.color(QPalette.ColorRole.ButtonText).name(),
        colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name(),
        colours.color(QPalette.ColorRole.Highlight).name(),
        _scales(),
    )


def set_icon(target: HasIcon, name: str) -> None:
    """Give a button or an action an icon that follows the theme."""
    target.setProperty(_PROPERTY, name)
    target.setIcon(icon(name))


def refresh_icons(*_: object) -> None:
    """Draw every icon again, after a change of theme or when a screen came; takes whatever a signal says."""
    _icon.cache_clear()
    found: set[QObject] = set()
    for widget in QApplication.allWidgets():
        found.update((widget, *widget.actions()))
    for top in QApplication.topLevelWidgets():
        found.update(top.findChildren(QAction))
    for target in found:
        name = target.property(_PROPERTY)
        if isinstance(name, str) and isinstance(target, (QWidget, QAction)):
            cast(HasIcon, target).setIcon(icon(name))


def app_icon() -> QIcon:
    """The program's own sign."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("dancecoach", "#E6E8EB", size))
    return made
