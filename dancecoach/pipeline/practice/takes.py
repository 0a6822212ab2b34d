"""The takes that are kept: a folder each, with the film, the landmarks, the comparison, and what it was a take of.

::

    takes/REFERENCE/2026-11-22 18.05.31/
        take.json         schema `dancecoach.take/1`: of what, when, which part, how fast
        take.mp4          the film as the camera gave it
        landmarks.npz     of the film
        comparison.json   schema `dancecoach.comparison/1`

``take.json`` is written before the first picture: a take that the end of the program cut off is kept too, and its film
is finished at the next start.
"""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError, OutputError
from dancecoach.files import make_folder, output_error, write_text
from dancecoach.i18n import _
from dancecoach.library.json_section import Section

TAKE_SCHEMA = "dancecoach.take/1"
FACTS, FILM, LANDMARKS, COMPARISON = "take.json", "take.mp4", "landmarks.npz", "comparison.json"

Course = tuple[tuple[float, float], ...]
"""(reference_s, mark 0 to 100), rising in time; moments where too little was seen are left out."""

_BIN = ".deleted"
_log = logging.getLogger(__name__)


@attrs.frozen
class TakeFacts:
    """What a take is of.

    Attributes:
        reference: the clip, as a path.
        sha256: of its content.
        begun: when, in the time of the place.
        speed: of the music, a share of its own.
        part: which part of the reference; None for all of it.
        course: marks over the dance; () until it is judged.
    """

    reference: str
    sha256: str
    begun: datetime
    speed: float = 1.0
    part: Phrase | None = None
    course: Course = ()


@attrs.frozen
class Take:
    """A take on the disk.

    Attributes:
        folder: its own.
        facts: what it is of.
        score: 0 to 100; None where it could not be judged, or was not yet.
        judged: whether there is a comparison.
    """

    folder: Path
    facts: TakeFacts
    score: float | None = None
    judged: bool = False

    @property
    def film(self) -> Path:
        """Its film."""
        return self.folder / FILM


class TakeStore:
    """All takes of one person. Not for several threads at once, but for `of`.

    Args:
        root: folder to keep them in, made when first needed.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def begin(self, facts: TakeFacts) -> Take:
        """A folder for a take that begins.

        Raises:
            OutputError: it cannot be made.
        """
        stem = facts.begun.strftime("%Y-%m-%d %H.%M.%S")
        folder, number = self._of(facts.sha256) / stem, 2
        while folder.exists():
            folder, number = folder.with_name(f"{stem} ({number})"), number + 1
        make_folder(folder)
        self.write(take := Take(folder, facts))
        return take

    def write(self, take: Take) -> None:
        """Write what a take is of.

        Raises:
            OutputError: it cannot be written.
        """
        write_text(take.folder / FACTS, _text(take.facts))

    def of(self, sha256: str) -> list[Take]:
        """The takes of a reference, the newest first; one that cannot be read is left out, with a line in the log."""
        return sorted(self._read_all(sha256), key=lambda take: (take.facts.begun, take.folder.name), reverse=True)

    def discard(self, take: Take) -> None:
        """Remove a take in which nothing was danced."""
        shutil.rmtree(take.folder, ignore_errors=True)

    def remove(self, take: Take) -> Callable[[], None]:
        """Take one away; gives back what brings it back.

        Raises:
            OutputError: it cannot be moved.
        """
        away = make_folder(self.root / _BIN) / f"{take.facts.sha256[:16]} {take.folder.name}"
        _move(take.folder, away)
        return lambda: _move(away, take.folder)

    def empty_bin(self) -> None:
        """Remove for good what was taken away."""
        shutil.rmtree(self.root / _BIN, ignore_errors=True)

    def recover(self) -> list[Take]:
        """Finish the films of takes that were cut off; which they are."""
        from dancecoach.video.recorder import recover_recordings

        cut_off = sorted({part.parent for part in self.root.glob("*/*/*.recording.mkv")})
        finished = [_read(folder) for folder in cut_off if recover_recordings(folder)]
        return [take for take in finished if take is not None]

    def _of(self, sha256: str) -> Path:
        return self.root / sha256[:16]

    def _read_all(self, sha256: str) -> Iterator[Take]:
        for file in self._of(sha256).glob(f"*/{FACTS}"):
            take = _read(file.parent)
            if take is not None and (take.film.is_file() or take.judged):
                yield take


def _read(folder: Path) -> Take | None:
    try:
        facts = facts_from((folder / FACTS).read_text("utf-8"), folder / FACTS)
    except (OSError, UnicodeDecodeError, AnalysisFileError) as problem:
        _log.warning("a take is left out: %s", problem)
        return None
    try:
        content = json.loads((folder / COMPARISON).read_text("utf-8"))
    except (OSError, ValueError):
        return Take(folder, facts)
    score = content.get("score") if isinstance(content, dict) else None
    known = float(score) if isinstance(score, (int, float)) and not isinstance(score, bool) else None
    return Take(folder, facts, known, judged=True)


def facts_from(text: str, path: Path) -> TakeFacts:
    """Read ``take.json``.

    Raises:
        AnalysisFileError: it is not one, or damaged.
    """
    try:
        content = json.loads(text)
    except ValueError as error:
        raise AnalysisFileError(_("is not valid JSON ({})").format(error), subject=path) from error
    if not isinstance(content, dict) or content.get("schema") != TAKE_SCHEMA:
        raise AnalysisFileError(_("is not of the schema {}").format(TAKE_SCHEMA), subject=path)
    whole = Section(path, "", content)
    reference, part = whole.section("reference"), whole.optional("part")
    try:
        return TakeFacts(
            reference.get("path", str),
            reference.get("sha256", str),
            datetime.fromisoformat(whole.get("begun", str)),
            float(whole.get("speed", (int, float))),
            None if part is None else _phrase(part),
            tuple((float(at), float(mark)) for at, mark in whole.get("course", list, [])),
        )
    except (ValueError, TypeError) as error:
        raise AnalysisFileError(_("holds a value that is not usable ({})").format(error), subject=path) from error


def _phrase(part: Section) -> Phrase:
    start, end = (float(part.get(key, (int, float))) for key in ("start_s", "end_s"))
    return Phrase(start, end, int(part.get("number", int)))


def _text(facts: TakeFacts) -> str:
    part = facts.part
    content: dict[str, Any] = {
        "schema": TAKE_SCHEMA,
        "reference": {"path": _written(facts.reference), "sha256": facts.sha256},
        "begun": facts.begun.isoformat(timespec="seconds"),
        "speed": facts.speed,
        "part": None if part is None else {"number": part.number, "start_s": part.start_s, "end_s": part.end_s},
        "course": [[round(at, 3), round(mark, 1)] for at, mark in facts.course],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _written(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except FileNotFoundError:
        raise OutputError(_("is no longer there"), subject=path) from None
    except OSError as error:
        raise output_error(path, error) from error
