"""Whose a film is: who danced says so before it is filmed, and it stands beside the film.

::

    takes/REFERENCE/2026-11-22 18.05.31/take.json     of a take, its ``person``
    2026-11-22 18.05.31.mp4                           a recording, an attempt, saved seconds, a picture of Live
    2026-11-22 18.05.31.mp4.dancer                    {"schema": "dancecoach.dancer/1", "person": "Mia"}

The second file is there only where somebody is named, and is written before the film: whatever ends the program, a film
with somebody in it is not nobody's. Quick to import, as the window needs it.
"""

import contextlib
import glob
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from dancecoach.errors import OutputError
from dancecoach.files import delete_file, make_folder, write_text

SUFFIX: Final = ".dancer"
"""What is added to a film's name for the file that says who is in it."""

TAKES: Final = "takes"
"""Where the takes lie in a library's folder."""

LONGEST_NAME: Final = 200
"""Letters of a person's name, as a library takes them."""

_SCHEMA: Final = "dancecoach.dancer/1"
_FACTS, _FILM = "take.json", "take.mp4"
_MOST_BYTES: Final = 1 << 20
_OLD_S: Final = 86_400.0
_log = logging.getLogger(__name__)


@attrs.frozen
class Danced:
    """A film that says whose it is.

    Attributes:
        person: their name.
        says: the file that says so.
        film: where the film is, or was to be.
        is_take: whether it is a take, with a folder of its own.
    """

    person: str
    says: Path
    film: Path
    is_take: bool = False

    @property
    def place(self) -> Path:
        """What goes where the film goes: a take's folder, or the film."""
        return self.says.parent if self.is_take else self.film

    def parts(self) -> list[Path]:
        """All files that belong to it, the one that says whose it is last."""
        if self.is_take:
            files = [file for file in self.says.parent.rglob("*") if file.is_file() and file != self.says]
        else:
            beside = (self.film, self.film.with_name(f".{self.film.name}.deleted"))
            files = [*(file for file in beside if file.is_file()), *_unfinished(self.film)]
        return [*sorted(files), self.says]


def tidy_name(text: str) -> str:
    """A name on one line without what surrounds it, not longer than a library takes; "" for none."""
    return " ".join(text.split())[:LONGEST_NAME].rstrip()


def note_dancer(film: Path, person: str) -> None:
    """Write beside a film of Live who is in it; "" takes that away.

    Raises:
        OutputError: it cannot be written.
    """
    says = _beside(film)
    if person:
        make_folder(film.parent)
        write_text(says, json.dumps({"schema": _SCHEMA, "person": person}, ensure_ascii=False) + "\n")
    else:
        delete_file(says)


def begin_film(film: Path, person: str) -> Path:
    """Somebody is about to be filmed: `note_dancer` for a new film. Never raises, for the film matters more.

    Returns:
        The film's path.
    """
    try:
        if person:
            note_dancer(film, person)
    except OutputError as problem:
        _log.warning("It does not stand beside the film who is in it: %s", problem)
    return film


def dancer_of(film: Path) -> str:
    """Who is in a film; "" where nobody said."""
    says = film.parent / _FACTS if film.name == _FILM else _beside(film)
    return _person_in(says)


def name_film(one: Danced, person: str) -> None:
    """The film says that it is of somebody else; "" for nobody.

    Raises:
        OutputError: it cannot be written.
    """
    if not one.is_take:
        note_dancer(one.film, person)
        return
    content = {key: value for key, value in _read(one.says).items() if key != "person"}
    content |= {"person": person} if person else {}
    write_text(one.says, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def danced_in(library: Path, recordings: Path | None) -> Iterator[Danced]:
    """The films that say whose they are: takes, those taken away too, and what was filmed in Live.

    Args:
        library: a library's folder.
        recordings: the folder of recordings; None for none.
    """
    for says in sorted((library / TAKES).glob(f"*/*/{_FACTS}")):
        if person := _person_in(says):
            yield Danced(person, says, says.parent / _FILM, is_take=True)
    for says in sorted(recordings.glob(f"*{SUFFIX}")) if recordings is not None else ():
        if person := _person_in(says):
            yield Danced(person, says, says.with_name(says.name.removesuffix(SUFFIX)))


def sweep(recordings: Path, now: float | None = None) -> None:
    """Remove what says who is in films that have been gone for a day; never raises.

    Args:
        recordings: the folder of recordings.
        now: seconds since the epoch; None asks the clock.
    """
    clock = time.time() if now is None else now
    for says in recordings.glob(f"*{SUFFIX}"):
        one = Danced("", says, says.with_name(says.name.removesuffix(SUFFIX)))
        with contextlib.suppress(OSError, OutputError):
            if one.parts() == [says] and clock - says.stat().st_mtime > _OLD_S:
                delete_file(says)


def _beside(film: Path) -> Path:
    return film.with_name(film.name + SUFFIX)


def _unfinished(film: Path) -> list[Path]:
    """What is being written, or was cut off."""
    end = ".recording.mkv"
    names = (file.name.removesuffix(end) for file in film.parent.glob(f"*{end}"))
    cut_off = [film.with_name(f"{name}{end}") for name in names if name.rpartition(".")[0] == film.stem]
    begun = film.parent.glob(f".{glob.escape(film.stem[:40])}.*.part{film.suffix}")  # as `files.atomic_path` has it
    return [*cut_off, *begun]


def _person_in(says: Path) -> str:
    person = _read(says).get("person")
    return tidy_name(person) if isinstance(person, str) else ""


def _read(path: Path) -> dict[str, Any]:
    """What stands in a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
