"""Counts that are kept for each clip: what was found in its music, or what a person made of it.

::

    counts/
      9f/9f86d0....json      one file for each clip, by its content (SHA-256)
      damaged/               files that could not be read

What a person tapped is never overwritten by what a lesson says, and neither by what was found. The counts of the demo
lesson come with the program.
"""

import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

import attrs
import platformdirs

from dancecoach.errors import InputError, OutputError
from dancecoach.files import make_folder, write_text
from dancecoach.library.counts.counts_json import Author, KeptCounts, counts_from_text, counts_text
from dancecoach.resources import assets_folder

MAX_BYTES = 8 << 20
"""Largest file that is read, 8 MiB: hours of beats."""

_log = logging.getLogger(__name__)


class CountsStore:
    """Finds and keeps counts.

    Args:
        root: folder to keep them in, made when first needed; None takes the person's data folder.
        shipped: folder with counts of clips that come with the program; None takes the program's own.
    """

    def __init__(self, root: Path | None = None, *, shipped: Path | None = None) -> None:
        self.root = root if root is not None else platformdirs.user_data_path("dancecoach", False) / "counts"
        self._shipped = shipped if shipped is not None else assets_folder() / "demo"

    def get(self, sha256: str) -> KeptCounts | None:
        """The counts of a clip with that content; None when there are none.

        A file that cannot be read is set aside (with a line in the log) and counts as not there.
        """
        path = self._path(sha256)
        try:
            kept = _read(path, sha256)
        except InputError as problem:
            self._set_aside(path, problem)
            kept = None
        return kept if kept is not None else self._with_the_program(sha256)

    def put_found(self, sha256: str, kept: KeptCounts) -> KeptCounts:
        """Keep what was found in the music, unless a person or a lesson has said better; what holds now.

        Raises:
            OutputError: it cannot be written.
        """
        return self._keep(sha256, kept, better=("lesson", "person"))

    def put_taught(self, sha256: str, kept: KeptCounts) -> KeptCounts:
        """Keep what a lesson says, in the place of what an earlier one said, unless a person has; what holds now.

        Raises:
            OutputError: it cannot be written.
        """
        return self._keep(sha256, attrs.evolve(kept, by="lesson"), better=("person",))

    def _keep(self, sha256: str, kept: KeptCounts, better: Sequence[Author]) -> KeptCounts:
        before = self.get(sha256)
        if before is not None and before.by in better:
            return before
        self._write(sha256, kept)
        return kept

    def put_edited(self, sha256: str, kept: KeptCounts) -> None:
        """Keep what a person made of it; ``kept.by`` must be "person".

        Raises:
            OutputError: it cannot be written.
        """
        if kept.by != "person":
            raise ValueError("only a person edits counts")
        self._write(sha256, kept)

    def forget(self, sha256: str) -> None:
        """Forget what was kept, so that it is found anew.

        Raises:
            OutputError: the file cannot be removed.
        """
        path = self._path(sha256)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"cannot be removed ({error.strerror or error})", subject=path, remedy="check that you may write there"
            ) from error

    def _write(self, sha256: str, kept: KeptCounts) -> None:
        path = self._path(sha256)
        make_folder(path.parent)
        write_text(path, counts_text(kept, sha256))

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / f"{sha256}.json"

    def _with_the_program(self, sha256: str) -> KeptCounts | None:
        for path in sorted(self._shipped.glob("*.counts.json")):
            try:
                kept = _read(path, sha256)
            except InputError as problem:
                _log.warning("Counts that come with the program cannot be read: %s", problem)
                continue
            if kept is not None:
                return kept
        return None

    def _set_aside(self, path: Path, problem: Exception) -> None:
        damaged = self.root / "damaged"
        _log.warning("The counts %s are damaged (%s) and were put into %s", path, problem, damaged)
        with contextlib.suppress(OSError, OutputError):
            make_folder(damaged)
            path.replace(damaged / path.name)


def _read(path: Path, sha256: str) -> KeptCounts | None:
    """The counts in a file; None where it is not there, or they are another clip's.

    Raises:
        InputError: it cannot be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("is too large to be counts", subject=path, remedy="move it elsewhere")
        kept, whose = counts_from_text(path.read_bytes(), path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", subject=path, remedy="check that it may be read"
        ) from error
    return kept if whose == sha256 else None
