"""What was made elsewhere of clips that may be in the library: it is told here, and heard when the library is open.

A clip is analysed anew in Review, its phases are corrected, it is danced to in Practice: all of that is kept by what is
in the clip, in folders of its own, whether or not the clip is in the library and whoever has that open. ::

    news/9f86d0...-6a51b2c3.json      something of this content was made; by which engine, where it was an analysis,
                                      and by whom, where it was a take of somebody who is named

One file each, so that nobody waits for anybody, and none is lost where two are written at once. Where there is no
library beside, nothing is told.
"""

import contextlib
import json
import logging
import secrets
from collections.abc import Iterable
from pathlib import Path

import attrs

from dancecoach.errors import OutputError
from dancecoach.files import make_folder, write_text
from dancecoach.library.folders import is_library
from dancecoach.library.whose import tidy_name

FOLDER = "news"
_DIGITS = 64
_log = logging.getLogger(__name__)


@attrs.frozen
class Item:
    """One piece of news.

    Attributes:
        sha256: of the clip's content.
        engine, model: of an analysis that was made; "" for something else.
        file: where it is told.
        person: who danced, of a take; "" where nobody said.
    """

    sha256: str
    engine: str = ""
    model: str = ""
    file: Path = Path()
    person: str = ""


class News:
    """The news of one library.

    Args:
        folder: the library's.
    """

    def __init__(self, folder: Path) -> None:
        self._library, self.folder = folder, folder / FOLDER

    def tell(self, sha256: str, engine: str = "", model: str = "", person: str = "") -> None:
        """Something was made of a clip; never raises: what was made is kept already."""
        if not is_library(self._library):
            return
        try:
            make_folder(self.folder)
            said = {"engine": engine, "model": model} | ({"person": person} if person else {})
            text = json.dumps(said, ensure_ascii=False)
            write_text(self.folder / f"{sha256}-{secrets.token_hex(4)}.json", f"{text}\n")
        except OutputError as problem:
            _log.warning("The library does not hear that there is something new: %s", problem)

    def waiting(self) -> list[Item]:
        """What nobody heard yet, the oldest first."""
        times: dict[Path, int] = {}
        for file in self.folder.glob("*-*.json"):
            with contextlib.suppress(OSError):
                times[file] = file.stat().st_mtime_ns
        return [_item(file) for file in sorted(times, key=lambda file: (times[file], file.name))]

    def forget(self, items: Iterable[Item]) -> None:
        """They were heard."""
        for item in items:
            with contextlib.suppress(OSError):
                item.file.unlink()


def _item(file: Path) -> Item:
    """What a file tells; one that cannot be read tells at least of which clip."""
    try:
        said = json.loads(file.read_text("utf-8"))
        engine, model, person = str(said["engine"]), str(said["model"]), str(said.get("person", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        engine = model = person = ""
    return Item(file.name[:_DIGITS], engine, model, file, tidy_name(person))
