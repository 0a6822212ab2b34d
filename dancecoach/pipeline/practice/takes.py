"""The takes that are kept: a folder each, with the film, the landmarks, the comparison, and what it was a take of.

::

    takes/REFERENCE/2026-11-22 18.05.31/
        take.json         schema `dancecoach.take/1`: of what, when, which part, how fast; in short what came of it
        take.mp4          the film as the camera gave it
        landmarks.npz     of the film
        comparison.json   schema `dancecoach.comparison/1`

``take.json`` is written before the first picture: a take that the end of the program cut off is kept too, and its film
is finished at the next start.
"""

import json
import logging
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import attrs

from dancecoach.errors import AnalysisFileError, OutputError
from dancecoach.files import free_path, make_folder, output_error, write_text
from dancecoach.i18n import _
from dancecoach.library.news import News
from dancecoach.library.persons import same_person
from dancecoach.pipeline.practice.take_facts import Course, TakeFacts, facts_from, facts_text
from dancecoach.undo import Undo

__all__ = [
    "COMPARISON",
    "FACTS",
    "FILM",
    "LANDMARKS",
    "Course",
    "Take",
    "TakeFacts",
    "TakeStore",
    "name_take",
    "takes_of",
]

FACTS, FILM, LANDMARKS, COMPARISON = "take.json", "take.mp4", "landmarks.npz", "comparison.json"

_BIN = ".deleted"
_log = logging.getLogger(__name__)


@attrs.frozen
class Take:
    """A take on the disk.

    Attributes:
        folder: its own.
        facts: what it is of, and in short what came of it.
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
        folder = free_path(self._of(facts.sha256), facts.begun.strftime("%Y-%m-%d %H.%M.%S"), mark=" ({})")
        make_folder(folder)
        self.write(take := Take(folder, facts))
        return take

    def write(self, take: Take) -> None:
        """Write what a take is of.

        Raises:
            OutputError: it cannot be written.
        """
        write_text(take.folder / FACTS, facts_text(take.facts))

    def of(self, sha256: str) -> list[Take]:
        """The takes of a reference, the newest first; one that cannot be read is left out, with a line in the log."""
        return sorted(self._read_all(sha256), key=lambda take: (take.facts.begun, take.folder.name), reverse=True)

    def discard(self, take: Take) -> None:
        """Remove a take in which nothing was danced."""
        shutil.rmtree(take.folder, ignore_errors=True)

    def remove(self, take: Take) -> Undo:
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
        cut_off = sorted({part.parent for part in self.root.glob("*/*/*.recording.mkv")})
        finished = [_read(folder) for folder in cut_off if _finish_film(folder)]
        return [take for take in finished if take is not None]

    def unjudged(self, before: datetime) -> list[Take]:
        """The takes begun before a moment that have a film and were never judged, the newest first."""
        folders = [file.parent for file in self.root.glob(f"*/*/{FACTS}") if not (file.parent / COMPARISON).exists()]
        takes = [take for folder in folders if (folder / FILM).is_file() and (take := _read(folder)) is not None]
        return sorted((t for t in takes if t.facts.begun < before), key=lambda t: t.facts.begun, reverse=True)

    def _of(self, sha256: str) -> Path:
        return self.root / sha256[:16]

    def _read_all(self, sha256: str) -> Iterator[Take]:
        for file in self._of(sha256).glob(f"*/{FACTS}"):
            take = _read(file.parent)
            if take is not None and (take.film.is_file() or take.judged):
                yield take


def takes_of(takes: Sequence[Take], person: str) -> tuple[Take, ...]:
    """The takes of somebody who is named; all, where nobody is."""
    return tuple(take for take in takes if not person or same_person(take.facts.person, person))


def name_take(store: TakeStore, take: Take) -> None:
    """Write who danced a take, and let the library know.

    Raises:
        OutputError: it cannot be written.
    """
    store.write(take)
    News(store.root.parent).tell(take.facts.sha256, person=take.facts.person)


def _read(folder: Path) -> Take | None:
    try:
        facts = facts_from((folder / FACTS).read_text("utf-8"), folder / FACTS)
    except (OSError, UnicodeDecodeError, AnalysisFileError) as problem:
        _log.warning("a take is left out: %s", problem)
        return None
    if not (folder / COMPARISON).is_file():
        return Take(folder, facts)
    score = _score_in(folder / COMPARISON) if facts.outcome is None else facts.outcome.score
    return Take(folder, facts, score, judged=True)


def _score_in(path: Path) -> float | None:
    """The score of a take that was judged before takes had an outcome."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    score = content.get("score") if isinstance(content, dict) else None
    return float(score) if isinstance(score, (int, float)) and not isinstance(score, bool) else None


def _finish_film(folder: Path) -> bool:
    """Finish what was being filmed into a take; whether there was something to finish."""
    from dancecoach.video.recorder import recover_recordings

    film = folder / FILM
    there, finished = film.is_file(), False
    for made in recover_recordings(folder):
        if not there:
            made.replace(film)
            there = True
        else:
            made.unlink()  # the end came after the film was whole and before its first form was removed
        finished = True
    return finished


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except FileNotFoundError:
        raise OutputError(_("is no longer there"), subject=path) from None
    except OSError as error:
        raise output_error(path, error) from error
