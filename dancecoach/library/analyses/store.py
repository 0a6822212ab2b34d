"""Analyses that are kept between runs, so that a clip opened again shows its analysis at once.

An entry is found by what is in the clip (SHA-256) and by who looked at it, so a renamed or copied clip finds its
analysis and a changed one does not. Hashing a large file takes seconds: the hash is remembered for its path, size and
time of change.

::

    analyses/
      index.sqlite                    path, size, time of change -> sha256
      9f/9f86d0...-blazepose-full-2.zip     analysis.json and pose.npz
      9f/9f86d0...-blazepose-full-2-0.310_0.552_2.400.zip     the same of a person who was chosen
      9f/9f86d0...person                    who was chosen last in the clip
      damaged/                        entries that could not be read

Each entry is one file that is written beside its place and renamed: two programs may write the same entry at the
same time, and one of the two, whole, is kept.

The analyses of the demo clip and the demo lesson come with the program, under the names that they would have here: they
are taken where the person's own folder has none.
"""

import contextlib
import io
import logging
import os
import re
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

import attrs
import platformdirs

from dancecoach.errors import InputError, OutputError
from dancecoach.files import atomic_path, make_folder, sha256_of, sha256_of_clip, write_text
from dancecoach.i18n import _
from dancecoach.library.analyses.analysis_json import AnalysisDocument, from_text, to_text
from dancecoach.library.analyses.hash_index import HashIndex
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.news import News
from dancecoach.library.peek import contents
from dancecoach.pose.formats import load_npz, write_npz
from dancecoach.pose.formats.npz import MAX_BYTES as MOST_BYTES
from dancecoach.pose.identity.seed import Seed
from dancecoach.resources import assets_folder

REVISION = 2
"""Raised when the same engine and model begin to give other landmarks: older entries are then not found. What was
recognised in the landmarks says itself what it was found with (`Analysis.recogniser`) and can be renewed."""

MAX_BYTES = 2 << 30
"""Room that the entries may take, 2 GiB: about a day of video at 30 frames a second. The least recently used
are removed first; those of clips in the library beside never are, and do not count."""

_WITH_THE_PROGRAM = Path("demo") / "analyses"
_log = logging.getLogger(__name__)
_DIGITS = 64
_JSON, _NPZ = "analysis.json", "pose.npz"
_DAMAGED_KEPT = 20
_DAMAGED = (InputError, zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError)


def shipped_folder() -> Path:
    """Where the analyses lie that come with the program."""
    return assets_folder() / _WITH_THE_PROGRAM


class AnalysisStore:
    """Finds and keeps analyses. Any number of threads and programs may use one folder at the same time.

    Args:
        root: folder to keep them in, made when first needed; None takes the person's data folder.
        max_bytes: room that the entries may take; None for as much as they need.
        shipped: folder with analyses that come with the program; None for none.
        tells: whether the library beside is to hear of what is kept; its own store need not.
    """

    def __init__(
        self,
        root: Path | None = None,
        *,
        max_bytes: int | None = MAX_BYTES,
        shipped: Path | None = _WITH_THE_PROGRAM,
        tells: bool = True,
    ) -> None:
        self.root = root if root is not None else platformdirs.user_data_path("dancecoach", False) / "analyses"
        self._max_bytes = max_bytes
        self._shipped = shipped_folder() if shipped == _WITH_THE_PROGRAM else shipped
        self._index = HashIndex(self.root / "index.sqlite")
        self._news = News(self.root.parent) if tells else None

    def find(self, clip: Path, engine: str, model: str, person: Seed | None = None) -> Analysis | None:
        """The analysis of a clip, hashing it if need be (about a second for a gigabyte); None when there is none.

        It names the clip where it lies now.

        Args:
            clip: the file.
            engine: pose engine.
            model: size of its network.
            person: who was chosen to be followed; None for nobody.

        Raises:
            InputError: the clip cannot be read.
        """
        analysis = self.get(self.sha256(clip), engine, model, person)
        if analysis is None:
            return None
        return attrs.evolve(analysis, clip=attrs.evolve(analysis.clip, path=str(clip)))

    def chosen(self, clip: Path) -> Seed | None:
        """Who was chosen last in a clip to be followed; None for nobody.

        Raises:
            InputError: the clip cannot be read.
        """
        return self.chosen_in(self.sha256(clip))

    def chosen_in(self, sha256: str) -> Seed | None:
        """Who was chosen last in the clip of that content; None for nobody."""
        try:
            return Seed.parse(self._choice(sha256).read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            return None
        except InputError as problem:
            _log.warning("Who was chosen in %s cannot be read: %s", sha256, problem)
            return None

    def choose(self, clip: Path, person: Seed | None) -> None:
        """Remember who was chosen in a clip; None: nobody any more.

        Raises:
            InputError: the clip cannot be read.
            OutputError: it cannot be written.
        """
        path = self._choice(self.sha256(clip))
        if person is not None:
            make_folder(path.parent)
            write_text(path, f"{person}\n")
            return
        with contextlib.suppress(FileNotFoundError):
            path.unlink()

    def sha256(self, clip: Path) -> str:
        """The hash of a clip's content, remembered or computed now.

        Raises:
            InputError: the clip cannot be read.
        """
        known = self._index.get(clip)
        if known is None:
            known = sha256_of_clip(clip) if clip.is_dir() else sha256_of(clip)
            self._index.put(clip, known)
        return known

    def forget_files(self, hashes: Collection[str], of_path: Callable[[str], bool]) -> None:
        """Forget where files lay that had one of these contents, and those whose path is one that is asked for."""
        self._index.forget(hashes, of_path)

    def get(self, sha256: str, engine: str, model: str, person: Seed | None = None) -> Analysis | None:
        """The analysis of that content by that engine and model, of that person; None when there is none.

        An entry that cannot be read is set aside (with a line in the log) and counts as not there.
        """
        path = self._path(sha256, engine, model, person)
        try:
            analysis = _read(path)
        except FileNotFoundError:
            return self._with_the_program(path.name)
        except _DAMAGED as problem:
            self._set_aside(path, problem)
            return None
        except OSError as problem:
            _log.warning("The stored analysis %s cannot be read: %s", path, problem)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # recently used: kept longer
        return analysis

    def all_of(self, sha256: str) -> list[Analysis]:
        """Every analysis of that content, by whatever engine and of whomever, in the order of their names."""
        names = [f"{sha256}-*-{REVISION}.zip", f"{sha256}-*-{REVISION}-*.zip"]
        paths = sorted({path for name in names for path in (self.root / sha256[:2]).glob(name)})
        found = []
        for path in paths:
            try:
                found.append(_read(path))
            except (*_DAMAGED, OSError) as problem:
                _log.warning("The stored analysis %s cannot be read: %s", path, problem)
        if not found and self._shipped is not None:
            shipped = (self._with_the_program(path.name) for path in sorted(self._shipped.glob(f"{sha256}-*.zip")))
            found = [analysis for analysis in shipped if analysis is not None]
        return found

    def document(self, sha256: str, engine: str, model: str, person: Seed | None = None) -> AnalysisDocument | None:
        """What an analysis says without its landmarks, which take a hundred times as long to read; None for none.

        One that cannot be read counts as not there.
        """
        own = self._path(sha256, engine, model, person)
        places = [own] if self._shipped is None else [own, self._shipped / own.name]
        for path in places:
            try:
                with zipfile.ZipFile(path) as archive:
                    return from_text(archive.read(_JSON), path)
            except (*_DAMAGED, OSError):
                continue
        return None

    def put(self, analysis: Analysis, clip: Path | None = None) -> None:
        """Keep an analysis; an entry of the same content, engine, model and person is replaced.

        Args:
            analysis: what to keep.
            clip: the file it was made from; its hash is then remembered.

        Raises:
            OutputError: it cannot be written.
        """
        path = self._path(analysis.sha256, analysis.engine, analysis.model, analysis.person)
        make_folder(path.parent)
        landmarks = io.BytesIO()  # beside the landmarks themselves it is small; a killed program leaves no file of it
        write_npz(analysis.track, landmarks)
        with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
            archive.writestr(_JSON, to_text(AnalysisDocument.of(analysis)))
            archive.writestr(_NPZ, landmarks.getbuffer())
        if clip is not None:
            self._index.put(clip, analysis.sha256)
        if self._news is not None:
            self._news.tell(analysis.sha256, analysis.engine, analysis.model)
        if self._max_bytes is not None:
            self._make_room(self._max_bytes, keep=path)

    def _with_the_program(self, name: str) -> Analysis | None:
        """The analysis of that name that comes with the program; None where there is none."""
        if self._shipped is None or not (self._shipped / name).is_file():
            return None
        try:
            return _read(self._shipped / name)
        except (*_DAMAGED, OSError) as problem:
            _log.warning("The analysis %s that comes with the program cannot be read: %s", name, problem)
            return None

    def _choice(self, sha256: str) -> Path:
        return self.root / sha256[:2] / f"{sha256}.person"

    def _path(self, sha256: str, engine: str, model: str, person: Seed | None) -> Path:
        words = (sha256, engine, model or "none", str(REVISION), *([] if person is None else [str(person)]))
        name = "-".join(re.sub(r"[^0-9A-Za-z.]+", "_", word) for word in words)
        return self.root / name[:2] / f"{name}.zip"

    def _set_aside(self, path: Path, problem: Exception) -> None:
        damaged = self.root / "damaged"
        _log.warning("The stored analysis %s is damaged (%s) and was put into %s", path, problem, damaged)
        with contextlib.suppress(OSError, OutputError):
            make_folder(damaged)
            path.replace(damaged / path.name)
            for old in _by_use(damaged)[:-_DAMAGED_KEPT]:
                old.unlink()

    def _make_room(self, most: int, keep: Path) -> None:
        """Remove the least recently used entries of clips that are in no library, until the rest of those fits."""
        sizes = {path: _size(path) for path in _by_use(self.root, "??/*.zip")}
        if sum(sizes.values()) <= most:
            return
        stay = contents(self.root.parent)
        if stay is None:  # better too many than one too few
            return
        sizes = {path: size for path, size in sizes.items() if path.name[:_DIGITS] not in stay}
        total = sum(sizes.values())
        for path, size in sizes.items():
            if total <= most:
                return
            if path != keep:
                with contextlib.suppress(OSError):
                    path.unlink()
                    total -= size


def _read(path: Path) -> Analysis:
    """An entry, in memory: whatever becomes of the program, no file of it is left."""
    with zipfile.ZipFile(path) as archive:
        document = from_text(archive.read(_JSON), path)
        if archive.getinfo(_NPZ).file_size > MOST_BYTES:
            raise InputError(_("is too large"), subject=path)
        landmarks = io.BytesIO(archive.read(_NPZ))
    return document.with_track(load_npz(path, landmarks))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _by_use(folder: Path, pattern: str = "*") -> list[Path]:
    """Files, the least recently used first; another program may remove some meanwhile."""
    times: dict[Path, float] = {}
    for path in folder.glob(pattern):
        with contextlib.suppress(OSError):
            times[path] = path.stat().st_mtime
    return sorted(times, key=lambda p: (times[p], p.name))
