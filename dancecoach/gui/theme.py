"""How the program looks: neutral greys, one accent, dark unless the person prefers light.

Everything is Qt's own Fusion style with a palette and one style sheet, so that every widget, ours or Qt's, follows.
Contrast of text on its ground is at least 4.5 to 1 in both themes.
"""

from string import Template

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dancecoach.gui.icons import refresh_icons
from dancecoach.palette import SIDES
from dancecoach.resources import assets_folder


@attrs.frozen
class Colours:
    """The colours of a theme, as ``#RRGGBB``."""

    window: str
    panel: str
    base: str
    raised: str
    border: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    warning: str
    error: str
    good: str
    left: str
    right: str


DARK = Colours(
    window="#16171B",
    panel="#1B1D22",
    base="#121317",
    raised="#262931",
    border="#2E323A",
    text="#E6E8EB",
    muted="#A1A7B0",
    faint="#666C76",
    accent="#4C9BE8",
    on_accent="#0B1420",
    warning="#E6B450",
    error="#F2777A",
    good="#5CC29A",
    left=SIDES["left"],
    right=SIDES["right"],
)
LIGHT = Colours(
    window="#F3F4F6",
    panel="#FFFFFF",
    base="#FFFFFF",
    raised="#E7E9ED",
    border="#D3D7DD",
    text="#1A1C20",
    muted="#565D68",
    faint="#9AA0A9",
    accent="#1F6FBF",
    on_accent="#FFFFFF",
    warning="#8A5A00",
    error="#B3261E",
    good="#1B7A52",
    # The same warm and cool, dark enough for lines and words on white.
    left="#B8500A",
    right="#00719E",
)

_ICONS = {
    name: (assets_folder() / "icons" / f"{file}.svg").as_posix()
    for name, file in (("arrow", "chevron-down"), ("up", "chevron-up"), ("tick", "ticked"))
}
_SHEET = Template("""
* { outline: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }
QMainWindow, QDialog { background: $window; }
#rail { background: $panel; border: none; border-right: 1px solid $border; }
#rail QToolButton { border: none; border-radius: 8px; padding: 7px 2px 6px 2px; margin: 1px 6px;
    color: $muted; font-weight: 500; min-width: 60px; }
#rail QToolButton:hover { background: $raised; color: $text; }
#rail QToolButton:checked { background: $raised; color: $text; }
#rail QToolButton:focus { border: 1px solid $accent; padding: 6px 1px 5px 1px; }
#sidebar { background: $panel; border-left: 1px solid $border; }
#strip { background: $panel; border-top: 1px solid $border; }
#bar { background: $panel; }
QLabel#heading { font-weight: 600; font-size: 15px; }
QLabel#title { font-weight: 600; font-size: 20px; }
QLabel#section { color: $muted; font-weight: 600; font-size: 11px; letter-spacing: 1px; }
QLabel#muted { color: $muted; }
QLabel#readout { font-size: 15px; font-weight: 600; }
QLabel#error { color: $error; }
QLabel#warning { color: $warning; }
QLabel#good { color: $good; }
QLabel[side="left"] { color: $left; }
QLabel[side="right"] { color: $right; }
QLabel#key { background: $raised; border: 1px solid $border; border-radius: 4px; padding: 1px 7px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 5px; background: transparent; }
QToolButton:hover { background: $raised; }
QToolButton:pressed, QToolButton:checked { background: $raised; }
QToolButton:focus { border-color: $accent; }
QToolButton[chip="true"] { border: 1px solid $border; border-radius: 10px; padding: 2px 10px; color: $muted; }
QToolButton[chip="true"][tight="true"] { padding: 2px 5px; }
QToolButton[chip="true"]:checked { color: $text; background: $raised; border-color: $faint; }
QToolButton[chip="true"]:focus { border-color: $accent; }
QPushButton { background: $raised; border: 1px solid $border; border-radius: 6px; padding: 6px 14px; color: $text; }
QPushButton:hover { border-color: $faint; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
    padding: 8px 20px; }
QPushButton[primary="true"]:hover { border-color: $text; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 7px 19px; }
QPushButton[primary="true"]:disabled { background: $raised; border-color: $border; color: $faint; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover { background: $raised; }
QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox, QKeySequenceEdit { background: $base; border: 1px solid $border;
    border-radius: 6px; padding: 4px 8px; min-height: 20px; selection-background-color: $accent;
    selection-color: $on_accent; }
QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 20px; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url("$arrow"); width: 11px; height: 11px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $faint; border-radius: 4px; background: $base; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $text; }
QCheckBox::indicator:disabled { background: $raised; border-color: $border; }
QCheckBox:disabled { color: $faint; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $border; }
QListView, QTableView, QTreeView { background: $base; border: 1px solid $border; border-radius: 6px; }
QListView::item, QTableView::item { padding: 5px 8px; }
QListView::item:selected, QTableView::item:selected { background: $accent; color: $on_accent; }
QListView:focus, QTableView:focus { border-color: $accent; }
QListWidget#choice::item:selected { background: $raised; color: $text; }
QListWidget#choice::item:selected:focus { background: $raised; color: $text; border: 1px solid $accent; }
QListWidget#choice::indicator { width: 16px; height: 16px; border: 1px solid $faint; border-radius: 4px;
    background: $base; }
QListWidget#choice::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 5px 8px; }
QMenuBar { background: $panel; border-bottom: 1px solid $border; padding: 2px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $panel; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 24px; border-radius: 5px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $text; }
QSlider::handle:horizontal:focus { background: $accent; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $border; border-radius: 5px; min-height: 28px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $border; border-radius: 5px; min-width: 28px; }
QScrollBar::handle:horizontal:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 14px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
#banner { background: $raised; border: 1px solid $border; border-left: 4px solid $accent; border-radius: 6px; }
#banner[severity="warning"] { border-left-color: $warning; }
#banner[severity="error"] { border-left-color: $error; }
#side, #side QTabBar { background: $panel; }
#side QTabBar::tab { padding: 7px 10px; }
#side::pane { border: none; }
QPlainTextEdit#note { background: $base; border: 1px solid $border; border-radius: 6px; padding: 3px 5px; }
QPlainTextEdit#note:focus { border-color: $accent; }
QPlainTextEdit#note:disabled { color: $faint; }
QListView#shelf, QTableView#shelf { border: none; border-radius: 0; background: $window; }
QListView#shelf::item { padding: 0; }
QListWidget#places { border: none; border-radius: 0; border-right: 1px solid $border; background: $panel;
    padding: 8px 6px; }
QListWidget#places::item { padding: 6px 8px; border-radius: 6px; color: $text; }
QListWidget#places::item:disabled { color: $muted; padding-top: 14px; font-weight: 600; }
QListWidget#places::item:selected { background: $raised; color: $text; }
QListWidget#places::item:hover { background: $raised; }
QToolButton#star { border: none; padding: 2px 1px; font-size: 19px; color: $warning; }
QToolButton#star:focus { color: $accent; }
QListView#skills, QListView#attempts { border: none; background: transparent; }
QFrame#tour { background: $raised; border: 1px solid $accent; border-radius: 10px; }
#palette QListView { border: none; background: transparent; }
#palette QListView::item { padding: 0; border-radius: 6px; }
#palette QListView::item:selected { background: $raised; border: 1px solid $accent; }
#palette { background: $panel; border: 1px solid $border; border-radius: 10px; }
""")


def wants_dark(theme: str) -> bool:
    """Whether a theme setting means dark now; "system" follows the desktop, dark where that does not say."""
    if theme != "system":
        return theme != "light"
    return QGuiApplication.styleHints().colorScheme() != Qt.ColorScheme.Light


def colours() -> Colours:
    """The colours on show."""
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def apply_theme(app: QApplication, theme: str) -> Colours:
    """Dress the whole program; returns the colours."""
    chosen = DARK if wants_dark(theme) else LIGHT
    if not app.styleSheet():  # the first time; later the style that answers is the sheet's own
        app.setStyle("Fusion")
        font = QFont(app.font())
        font.setPointSizeF(max(10.0, font.pointSizeF()))
        app.setFont(font)
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_SHEET.substitute(attrs.asdict(chosen), **_ICONS))
    refresh_icons()
    return chosen


def _palette(c: Colours) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for which, colour in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.base),
        (role.AlternateBase, c.panel),
        (role.Text, c.text),
        (role.PlaceholderText, c.muted),
        (role.Button, c.raised),
        (role.ButtonText, c.text),
        (role.BrightText, c.error),
        (role.ToolTipBase, c.raised),
        (role.ToolTipText, c.text),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.accent),
        (role.Mid, c.border),
        (role.Dark, c.border),
        (role.Shadow, c.base),
        (role.Light, c.raised),
        (role.Midlight, c.raised),
        (role.Accent, c.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.faint))
    return palette
