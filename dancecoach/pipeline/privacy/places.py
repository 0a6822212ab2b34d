"""Every place where the program keeps something, and what: one list.

Whatever the program writes without being told where to lies in one of these places; a test runs it and looks. A room
that begins to keep something new adds a line here.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import attrs
import platformdirs

from dancecoach.i18n import _
from dancecoach.library.folders import is_usual, usual_folder
from dancecoach.settings import Settings, settings_file

DATA = "the program's data folder"
LIBRARY = "the library's folder"


@attrs.frozen
class Place:
    """One place.

    Attributes:
        id: stable name.
        title: what lies there, in a few words.
        holds: what that is, a sentence.
        path: the folder, or a file that has the place to itself.
        patterns: what in the folder belongs to it, such as "styles" or "applications/dancecoach.*", where the folder is
            shared with others; () for all of it.
        again: whether the program makes it again when it is deleted, so that nothing is lost but time.
        where: the place in words, for any computer.
    """

    id: str
    title: str
    holds: str
    path: Path
    where: str
    patterns: tuple[str, ...] = ()
    again: bool = False

    def holds_file(self, file: Path) -> bool:
        """Whether a file belongs to this place."""
        if file == self.path:
            return True
        if not file.is_relative_to(self.path):
            return False
        parts = file.relative_to(self.path).parts
        return not self.patterns or any(_fits(parts, pattern.split("/")) for pattern in self.patterns)

    @property
    def shown_patterns(self) -> str:
        """`patterns` for people: without what is there for moments only."""
        return ", ".join(pattern for pattern in self.patterns if not pattern.startswith("."))

    def files(self) -> Iterator[Path]:
        """Its files."""
        if self.path.is_file():
            yield self.path
            return
        tops = [top for pattern in self.patterns or ("*",) for top in sorted(self.path.glob(pattern))]
        for top in dict.fromkeys(tops):
            if top.is_dir() and not top.is_symlink():
                yield from (file for file in top.rglob("*") if file.is_file())
            elif top.is_file():
                yield top

    def size(self) -> tuple[int, int]:
        """Files and bytes in it now; slow for large folders."""
        sizes = [_size(file) for file in self.files()]
        return len(sizes), sum(sizes)


def places(settings: Settings, library: Path | None = None) -> tuple[Place, ...]:
    """All places of this person.

    Args:
        settings: where they chose to have things.
        library: folder of the library that is open; None takes the usual one.
    """
    folder = (library or usual_folder()).absolute()
    return (*_library(folder), *_program(), *_person(settings), *_others(settings, folder), *_system())


def _library(folder: Path) -> Iterator[Place]:
    def part(name: str, title: str, holds: str, *more: str, again: bool = False) -> Place:
        patterns = (name, *more) if more else ()
        path = folder if more else folder / name
        return Place(name, title, holds, path, f"{LIBRARY}/{name}", patterns, again)

    yield Place(
        "library",
        _("Library"),
        _("Titles, persons, tags, collections, stars and notes of clips, what was found in them in short, and files on "
          "their way in; older or damaged copies of it, and what was there before a backup was restored."),
        folder,
        LIBRARY,
        ("library.*", "library-*", "last-backup.json", "restored*", "before-restore-*", "damaged", "news", ".backup-*",
         ".rescue-*", ".restoring-*", ".lesson-*", ".last-backup*", ".restored*", ".library*"),
    )  # fmt: skip
    yield part("media", _("Films"), _("Copies of clips, where you chose to copy them. Linked ones lie where they lay."))
    yield part("pictures", _("Pictures"), _("Small pictures and film strips of clips."), again=True)
    yield part("analyses", _("Analyses"), _("Landmarks, phases, skills and dance found in clips that you opened, and "
                                            "where those clips lay."), again=True)  # fmt: skip
    yield part("notes", _("Drawings and corrections"), _("What you drew, measured, wrote and corrected in Review."))
    yield part("counts", _("Counts"), _("Beats and eights of clips, found or tapped."))
    yield part("takes", _("Takes"), _("Films of you dancing in Practice, their landmarks and marks, and who dances if "
                                      "somebody is named; those taken away, until the program ends."))  # fmt: skip
    yield part("news", _("News"), _("Of which clips something new was found, and who danced, until the library has "
                                    "heard of it."),
               again=True)  # fmt: skip
    yield part("lessons", _("Lessons"), _("Lessons that you received, and drafts of those that you make."))


def _program() -> Iterator[Place]:
    data = usual_folder()
    yield Place(
        "packs",
        _("Packs"),
        _(
            "Styles, skills and phases that you taught the program or took from others, and by fingerprints of their "
            "content from which clips you taught them."
        ),
        data,
        f"{DATA}/styles, skills, phases",
        ("styles", "skills", "phases", "packs*", ".packs*"),
    )
    yield Place("demo", _("Demo results"), _("What the demo found, where there was no window."), data / "demo",
                f"{DATA}/demo", again=True)  # fmt: skip


def _person(settings: Settings) -> Iterator[Place]:
    yield Place(
        "settings",
        _("Settings"),
        _("Your choices and keys, who is dancing, cameras' delays, clips and libraries that you opened lately."),
        settings_file().parent,
        _("the program's settings folder"),
    )
    yield Place(
        "recordings",
        _("Recordings"),
        _("Recordings, snapshots, attempts and saved seconds of Live, beside each who is in it if somebody is named, "
          "and what you hand over, unless you choose another folder."),
        settings.recordings_path,
        _("Dancecoach in your videos folder, or the folder chosen in the settings"),
    )  # fmt: skip


def _others(settings: Settings, folder: Path) -> Iterator[Place]:
    recent = [Path(path) for path in settings.recent_libraries]
    if not is_usual(folder):
        recent.insert(0, usual_folder())
    for number, other in enumerate(dict.fromkeys(recent), 1):
        if other.absolute() != folder:
            title, holds = _("Another library"), _("Opened lately; all of its parts are in it.")
            yield Place(f"library {number}", title, holds, other, _("where you made it"))


def _system() -> Iterator[Place]:
    yield Place(
        "temporary",
        _("Temporary files"),
        _("What is being unpacked, counted or learnt, for seconds; removed when it is done."),
        Path(tempfile.gettempdir()),
        _("the system's folder for temporary files"),
        ("dancecoach-*",),
        again=True,
    )
    if sys.platform not in ("win32", "darwin"):
        yield Place(
            "desktop",
            _("Desktop entries"),
            _("That lessons open by a double click, if you asked for it (dancecoach integrate)."),
            _data_home(),
            _("applications, mime and icons of your data folder"),
            (
                "applications/dancecoach.desktop",
                "mime/packages/dancecoach-lesson.xml",
                "icons/hicolor/scalable/apps/dancecoach.svg",
            ),
            again=True,
        )
        yield Place(
            "dialogs",
            _("File dialogs"),
            _("Folders that were last looked at in a file dialog; kept by Qt, the window's library."),
            platformdirs.user_config_path("dancecoach", appauthor=False).parent / "QtProject.conf",
            _("QtProject.conf in your settings folder"),
            again=True,
        )


def _data_home() -> Path:
    wanted = Path(os.environ.get("XDG_DATA_HOME", ""))
    return wanted if wanted.is_absolute() else Path.home() / ".local" / "share"


def _fits(parts: tuple[str, ...], pattern: list[str]) -> bool:
    """Whether a file is what a pattern means, or lies in it."""
    return len(parts) >= len(pattern) and all(fnmatch(part, each) for part, each in zip(parts, pattern, strict=False))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
