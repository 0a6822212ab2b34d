"""Opening the window from the terminal, or saying in one sentence why it cannot be."""

import importlib.util
import os
import sys
from pathlib import Path

import typer

from dancecoach.cli import exits
from dancecoach.errors import DancecoachError, InputError
from dancecoach.i18n import _


def has_display() -> bool:
    """Whether a window can be shown here: always on Windows and macOS, elsewhere with X11 or Wayland."""
    if importlib.util.find_spec("PySide6") is None:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(clip: Path | None, camera: str | None, page: str | None, library: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit code.

    Args:
        clip: shown in Review; a lesson is practised.
        camera: camera of Live, a number or "file:CLIP".
        page: page to begin with, "live", "review" or "practice".
        library: folder of the library, for this time; None takes the one chosen in the window.
    """
    try:
        _check(clip, camera)
    except InputError as error:
        typer.echo(str(error), err=True)
        return exits.UNUSABLE_INPUT
    if not has_display():
        typer.echo(_no_display(), err=True)
        return exits.IN_THE_WAY
    try:
        from dancecoach.gui.app import hand_over, run_app
    except ImportError as error:
        reason = _("The window cannot be opened ({}); run: dancecoach doctor").format(error)
        typer.echo(reason, err=True)
        return exits.IN_THE_WAY
    try:
        if clip is not None and hand_over(clip, library):
            typer.echo(_("The lesson is opened in the window that is open already."))
            return exits.DONE
        return int(run_app(clip=clip, camera=camera, page=page, library=library))
    except DancecoachError as error:
        typer.echo(str(error), err=True)
        return exits.IN_THE_WAY


def _no_display() -> str:
    if importlib.util.find_spec("PySide6") is None:
        return _("The window needs PySide6, which is not installed; in the terminal: dancecoach analyze CLIP --out DIR")
    return _("There is no display for the window; in the terminal: dancecoach analyze CLIP --out DIR")


def _check(clip: Path | None, camera: str | None) -> None:
    """Say before the window opens what cannot be in it.

    Raises:
        InputError: the clip is not there, or the camera is neither a number nor a clip.
    """
    if clip is not None and not clip.exists():
        raise InputError(
            _("there is no such file or command"), subject=clip, remedy=_("check the name, or see: dancecoach --help")
        )
    if camera is None or camera.isdigit():
        return
    if not camera.startswith("file:"):
        raise InputError(_("is not a camera"), subject=camera, remedy=_("give a number (0 is the first), or file:CLIP"))
    if not Path(camera.removeprefix("file:")).is_file():
        raise InputError(_("there is no such clip"), subject=camera, remedy=_("check the name"))
