"""What the person can do on every page, as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.window.main_window import MainWindow


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("WindowCommands", text)


def menu_titles() -> dict[str, str]:
    """Titles of the menus that more than one page uses, in their order."""
    return {
        "clip": tr("&Clip"),
        "edit": tr("&Edit"),
        "play": tr("&Play"),
        "view": tr("&View"),
        "help": tr("&Help"),
    }


def window_commands(window: "MainWindow") -> Sequence[Command]:
    """The table of the window itself."""
    stack = window.context.commands.undo_stack
    return (
        Command("app.open", tr("Open a clip …"), window.ask_for_clip, ("Ctrl+O",), menu="clip",
                hint=tr("Open a clip")),
        Command("app.undo", tr("Undo"), stack.undo, ("Ctrl+Z",), menu="edit", enabled=stack.canUndo, repeats=True),
        Command("app.redo", tr("Redo"), stack.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), menu="edit", enabled=stack.canRedo,
                repeats=True),
        Command("app.forget_recent", tr("Forget the clips opened lately"), window.forget_recent, menu="clip",
                enabled=lambda: bool(window.context.settings.current.recent_files)),
        Command("app.palette", tr("Command palette"), window.show_palette, ("Ctrl+K",), menu="help"),
        Command("app.keys", tr("Keys of this page"), window.show_keys, ("F1",), menu="help"),
        Command("app.privacy", tr("Privacy …"), window.show_privacy, menu="help",
                hint=tr("What is kept, where it lies, and how to delete it")),
        Command("app.about", tr("About dancecoach"), window.show_about, menu="help"),
        Command("app.settings", tr("Settings"), window.show_settings, ("Ctrl+,",), menu="edit"),
        Command("app.fullscreen", tr("Full screen"), window.toggle_fullscreen, ("F", "F11"), menu="view",
                checked=window.isFullScreen),
        Command("app.leave_fullscreen", tr("Leave full screen"), window.leave_fullscreen, ("Esc",),
                enabled=window.isFullScreen),
        Command("app.next_page", tr("Next page"), lambda: window.turn_page(1), ("Ctrl+Tab",), menu="view"),
        Command("app.previous_page", tr("Previous page"), lambda: window.turn_page(-1), ("Ctrl+Shift+Tab",),
                menu="view"),
        Command("app.quit", tr("Quit"), window.close, ("Ctrl+Q",), menu="clip"),
    )  # fmt: skip
