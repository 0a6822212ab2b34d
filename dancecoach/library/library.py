"""An open library: its database, its files, and what was found in its clips.

A library's folder is laid out as the program's own data folder, which is the usual library: what Review and Practice
keep of a clip (``analyses``, ``notes``, ``counts``, ``takes``) lies in it too, and goes with it into a backup.
"""

from pathlib import Path

from dancecoach.files import make_folder
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.clips import Clips
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.groups import Groups
from dancecoach.library.catalogue.jobs import Jobs
from dancecoach.library.counts.store import CountsStore
from dancecoach.library.folders import is_library, usual_folder
from dancecoach.library.media import MediaFolder
from dancecoach.library.swap import finish_restore
from dancecoach.notes.store import NotesStore

__all__ = ["Library", "is_library", "usual_folder"]


class Library:
    """A folder that one program at a time has open; to be closed, or used in a ``with``.

    Args:
        folder: made where it is missing.
        read_only: look into it while another program has it open; nothing of the database can be changed then.
        copy: the database that is read in place of its own, up to date; with ``read_only`` alone.

    Attributes:
        folder: as given, absolute.
        database, clips, groups, jobs: what is known of its clips.
        media: its files.
        analyses: what was found; none of them is ever thrown away for room.
        counts: beats of their music.
        notes: what people drew and wrote onto them.

    Raises:
        LibraryBusyError: another program has it open.
        LibraryError: it is damaged, or was made by a newer version.
        OutputError: the folder cannot be written.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, copy: Path | None = None) -> None:
        self.folder = make_folder(folder.absolute())
        if not read_only:
            finish_restore(self.folder)
        self.database = Database(self.folder, read_only=read_only, copy=copy)
        self.clips, self.groups, self.jobs = Clips(self.database), Groups(self.database), Jobs(self.database)
        self.media = MediaFolder(self.folder)
        self.analyses = AnalysisStore(self.folder / "analyses", max_bytes=None, tells=False)
        self.counts = CountsStore(self.folder / "counts")
        self.notes = NotesStore(self.folder / "notes")

    def __enter__(self) -> "Library":
        """As opened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closed."""
        self.close()

    def close(self) -> None:
        """Let others open it."""
        self.database.close()
