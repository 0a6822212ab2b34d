"""Where a name stands in a library's files, and how it is taken out of texts.

A name counts where it stands by itself: “Anna” in “Anna and Ben” and “Anna's turn”, not in “Annaberg”. Capitals do not
matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dancecoach.library.media import SHORT

GAP: Final = "…"
"""What stands where a name was."""

_TEXTS: Final = {".json", ".journal", ".txt", ".csv", ".person", ".md", ".jsonl"}
_DATABASES: Final = (".sqlite", ".sqlite-wal", ".sqlite-shm")
_MOST_BYTES: Final = 256 << 20
_HASH: Final = re.compile(r"(?<![0-9a-f])([0-9a-f]{16})")


class Name:
    """A name to be looked for.

    Args:
        name: as people write it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
        # JSON may write letters beyond ASCII by their numbers.
        forms |= {form.encode("ascii", "backslashreplace").decode() for form in forms}
        forms |= {re.sub(r"\\x(..)", r"\\u00\1", form) for form in forms}
        longest_first = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        self._anywhere = re.compile(longest_first, re.IGNORECASE)
        self._whole = re.compile(rf"(?<!\w)(?:{longest_first})(?=(?:['’]?s)?(?!\w))", re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Whether it stands in a text."""
        return self._whole.search(text) is not None

    def is_within(self, text: str) -> bool:
        """Whether it stands in a text in which words are not apart, such as a database."""
        return self._anywhere.search(text) is not None

    def out_of(self, text: str) -> str:
        """A text without it."""
        return self._whole.sub(GAP, text)


def files_of(folder: Path, hashes: set[str]) -> list[Path]:
    """All that is kept of clips: whatever carries the first digits of a clip's hash in its name.

    Args:
        folder: the library's.
        hashes: hexadecimal SHA-256 of what the clips hold.

    Returns:
        Files and folders, none of them within another.
    """
    short = {sha256[:SHORT] for sha256 in hashes}
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        for path in _entries(waiting.pop()):
            if any(match[1] in short for match in _HASH.finditer(path.name)):
                found.append(path)
            elif path.is_dir() and not path.is_symlink():
                waiting.append(path)
    return sorted(found)


def traces_of(folder: Path, name: Name) -> Iterator[Path]:
    """Files in which a name stands, or whose own name or folder has it; films and pictures are not read."""
    waiting = [folder]
    while waiting:
        for path in _entries(waiting.pop()):
            if name.is_in(path.name):
                yield path
            elif path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif path.name.endswith(_DATABASES):
                if name.is_within(_text(path)):
                    yield path
            elif path.suffix in _TEXTS and name.is_in(_text(path)):
                yield path


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
