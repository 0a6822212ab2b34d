"""Films that a lost database had linked: pictures say that they were in the library, analyses where they lay."""

import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.files import is_there
from dancecoach.i18n import ngettext
from dancecoach.library.analyses.analysis_json import AnalysisDocument, from_text
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.library import Library

_JSON = "analysis.json"
_SHOWN = 3
_log = logging.getLogger(__name__)


@attrs.frozen
class Linked:
    """What is known of films that were linked.

    Attributes:
        here: those that lie where they lay; they wait in the queue to be imported.
        gone: those that do not.
    """

    here: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()

    def words(self) -> list[str]:
        """The same in sentences for the person."""
        said = []
        if self.here:
            text = ngettext(
                "{} film that was linked is still where it lay, and waits to be imported again.",
                "{} films that were linked are still where they lay, and wait to be imported again.",
                len(self.here),
            )
            said.append(text.format(len(self.here)))
        if self.gone:
            text = ngettext(
                "{n} film that was linked is not where it lay; import it from where it is now: {names}",
                "{n} films that were linked are not where they lay; import them from where they are now: {names}",
                len(self.gone),
            )
            names = ", ".join(map(str, self.gone[:_SHOWN])) + (", …" if len(self.gone) > _SHOWN else "")
            said.append(text.format(n=len(self.gone), names=names))
        return said


def find_linked(library: Library) -> Linked:
    """Have the films imported again that were linked, and of which the database says nothing any more.

    Args:
        library: open, its database made anew.

    Raises:
        LibraryError: the database cannot be written.
    """
    here, gone = list[Path](), list[Path]()
    for documents in _lost(library):
        paths = list(dict.fromkeys(Path(one.clip.path) for one in documents if Path(one.clip.path).is_absolute()))
        found = next((path for path in paths if _holds(library.analyses, path, documents[0].sha256)), None)
        if found is not None:
            here.append(found)
        elif paths:
            gone.append(paths[0])
    library.jobs.add(here, Storage.LINKED)
    return Linked(tuple(here), tuple(gone))


def _lost(library: Library) -> Iterator[list[AnalysisDocument]]:
    """What analyses say of each film that has a picture and is neither in the database nor among the copies."""
    copied = {digits for digits, _path in library.media.copies()}
    for digits in library.media.pictured():
        if digits not in copied:
            files = sorted(library.analyses.root.glob(f"{digits[:2]}/{digits}*.zip"))
            documents = [one for one in map(_document, files) if one is not None]
            if documents and library.clips.of_content(documents[0].sha256) is None:
                yield documents


def _document(path: Path) -> AnalysisDocument | None:
    try:
        with zipfile.ZipFile(path) as archive:
            return from_text(archive.read(_JSON), path)
    except (InputError, OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        _log.info("%s says nothing of its film: %s", path, error)
        return None


def _holds(store: AnalysisStore, path: Path, sha256: str) -> bool:
    """Whether a film is where it lay, and the same; its hash is mostly remembered."""
    try:
        return is_there(path) and store.sha256(path) == sha256
    except InputError:
        return False
