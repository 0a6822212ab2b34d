"""Tells the desktop of Linux what a lesson is and that this program opens it; in the user's own folders only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import typer

from dancecoach.cli import exits
from dancecoach.errors import OutputError
from dancecoach.files import delete_file, make_folder, write_text
from dancecoach.i18n import _
from dancecoach.resources import assets_folder

MIME_TYPE: Final = "application/x-dancecoach-lesson"

_ENTRY, _TYPES, _ICON = "applications/dancecoach.desktop", "mime/packages/dancecoach-lesson.xml", "dancecoach.svg"
_ICONS: Final = "icons/hicolor/scalable/apps"


def integrate(*, remove: bool = False, folder: Path | None = None, command: str | None = None) -> int:
    """Make lessons open by double click, or take that back; the exit code.

    Args:
        remove: take it back.
        folder: where the desktop looks for it; None takes ``XDG_DATA_HOME``.
        command: that opens a file, quoted as in a desktop entry; None finds this program's own.
    """
    if not sys.platform.startswith("linux"):
        typer.echo(_elsewhere(), err=True)
        return exits.IN_THE_WAY
    home = folder or data_home()
    try:
        if remove:
            _remove(home)
            typer.echo(_("The desktop knows dancecoach no longer."))
        else:
            _write(home, command or opening_command())
            typer.echo(_("Lessons open by double click now; take it back with: dancecoach integrate --remove"))
    except OutputError as error:
        typer.echo(str(error), err=True)
        return exits.IN_THE_WAY
    for left_out in _tell_desktop(home):
        typer.echo(_("{} is not installed: log in again to make it known.").format(left_out), err=True)
    return exits.DONE


def data_home() -> Path:
    """The user's own folder for what the desktop is told."""
    wanted = Path(os.environ.get("XDG_DATA_HOME", ""))
    return wanted if wanted.is_absolute() else Path.home() / ".local" / "share"


def opening_command() -> str:
    """What opens a window of this installation, quoted as in a desktop entry."""
    script = Path(sys.executable).with_name("dancecoach-gui")
    if script.is_file():
        return quoted(str(script))
    return f"{quoted(sys.executable)} -m dancecoach open"


def quoted(argument: str) -> str:
    """One argument of a command in a desktop entry, whatever is in it."""
    inner = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in argument).replace("%", "%%")
    # Once as an argument, and once more as a string of the file.
    return '"' + inner.replace("\\", "\\\\") + '"'


def _write(home: Path, command: str) -> None:
    shipped = assets_folder() / "desktop"
    entry = (shipped / "dancecoach.desktop").read_text("utf-8")
    _put(home / _ENTRY, entry.replace("Exec=dancecoach-gui %f", f"Exec={command} %f"))
    _put(home / _TYPES, (shipped / "dancecoach-lesson.xml").read_text("utf-8"))
    _put(home / _ICONS / _ICON, (assets_folder() / "icons" / _ICON).read_text("utf-8"))


def _put(path: Path, text: str) -> None:
    make_folder(path.parent)
    write_text(path, text)


def _remove(home: Path) -> None:
    for path in (home / _ENTRY, home / _TYPES, home / _ICONS / _ICON):
        delete_file(path)


def _tell_desktop(home: Path) -> list[str]:
    """Let the desktop read it anew; the programs for that which are not there."""
    missing = []
    for program, folder in (
        ("update-mime-database", home / "mime"),
        ("update-desktop-database", home / "applications"),
    ):
        found = shutil.which(program)
        if found is None:
            missing.append(program)
        elif folder.is_dir():
            subprocess.run([found, str(folder)], check=False, capture_output=True)
    return missing


def _elsewhere() -> str:
    if sys.platform == "darwin":
        return _(
            "This is for Linux. On a Mac: click a lesson with the right button, Open With, Other, and choose "
            "dancecoach; Always Open With keeps it"
        )
    return _(
        "This is for Linux. On Windows: click a lesson with the right button, Open with, Choose another app, and "
        "choose dancecoach-gui.exe in the Scripts folder of its Python; Always keeps it"
    )
