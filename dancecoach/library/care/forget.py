"""Deletes a person with all that belongs to them, for good; what was deleted is told, and what was left.

Files go first, then what is known of them, in that order: whoever is killed in between does it again, and finds the
person still there. At the end the database is written anew, so that no name is left in a free page or a log.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import attrs

from dancecoach.errors import LibraryBusyError
from dancecoach.files import output_error
from dancecoach.i18n import _, ngettext
from dancecoach.library.care.backup import UNPACKING
from dancecoach.library.care.belongings import Belongings, belongings_of
from dancecoach.library.care.salvage import WORKING
from dancecoach.library.care.traces import Name, traces_of
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Group, State
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

_LEFT_BEHIND = (".backup-*", f"{UNPACKING}*", f"{WORKING}*", ".lesson-*", ".part-*")


@attrs.frozen
class Forgotten:
    """What came of it.

    Attributes:
        person: their name.
        clips: clips that are gone.
        renamed: clips in which only their name is gone.
        files: files that are gone, with those in folders.
        bytes: of all of them.
        originals: linked files that were left alone.
        traces: files in the library's folder in which the name still stands.
        paths: where the clips lay that are gone: to be forgotten elsewhere, too.
    """

    person: str
    clips: int
    renamed: int
    files: int
    bytes: int
    originals: tuple[Path, ...]
    traces: tuple[Path, ...]
    paths: tuple[Path, ...] = ()

    def words(self) -> list[str]:
        """The report, in sentences."""
        clips = ngettext("{} clip", "{} clips", self.clips).format(self.clips)
        files = ngettext("{} file", "{} files", self.files).format(self.files)
        text = _("{person} is deleted: {clips}, {files}, {size:.1f} MB.")
        said = [text.format(person=self.person, clips=clips, files=files, size=self.bytes / 1e6)]
        if self.renamed:
            text = ngettext(
                "The name is gone from {} clip that shows others too.",
                "The name is gone from {} clips that show others too.",
                self.renamed,
            )
            said.append(text.format(self.renamed))
        said += [_("Left alone, because it is an original: {}").format(path) for path in self.originals]
        said += [_("The name still stands in {}").format(path) for path in self.traces]
        return said


def forget(
    library: Library,
    person: str,
    *,
    mentions: bool = True,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Forgotten:
    """Delete a person with all that belongs to them; see `belongings_of`. It cannot be undone.

    Args:
        library: open, and nothing being imported.
        person: their name.
        mentions: take the name out of titles, notes, tags and collections of what stays, too.
        progress: told what is being done.
        cancel: asks to stop; heard before the first file is deleted only.

    Raises:
        Cancelled: the token was set.
        LibraryError: nobody of that name is in it.
        LibraryBusyError: one of their clips is open in Review, which would write its notes again.
        OutputError: a file cannot be deleted; what was deleted before stays so, and it can be tried again.
    """
    there = belongings_of(library, person, cancel)
    _check_closed(library, there)
    name = Name(there.person)
    kept = [_forget_kept(folder, there.person, mentions=mentions) for folder in there.kept]
    count = 0
    for done, path in enumerate(there.files):
        progress(Progress(_("deleting"), done, len(there.files)))
        count += _delete(path, library.folder)
    progress(Progress(_("writing the database anew"), 0))
    if mentions:
        _take_out(library, name, {clip.id for clip in there.own})
    _forget_rows(library, there, name)
    for left in [*there.copies, *(path for pattern in _LEFT_BEHIND for path in library.folder.glob(pattern))]:
        _delete(left, library.folder)
    library.database.wipe()
    progress(Progress(_("looking whether the name is left"), 0))
    return Forgotten(
        there.person,
        len(there.own) + sum(one.clips for one in kept if one),
        len(there.shared),
        count + sum(one.files for one in kept if one),
        there.bytes + sum(one.bytes for one in kept if one),
        there.originals,
        tuple(traces_of(library.folder, name)),
        tuple(clip.path for clip in there.own),
    )


def _check_closed(library: Library, there: Belongings) -> None:
    for clip in there.own:
        if library.notes.is_open(clip.facts.sha256):
            raise LibraryBusyError(
                _("is open in Review"), subject=f"“{clip.title}”", remedy=_("open another clip there first")
            )


def _forget_kept(folder: Path, person: str, *, mentions: bool) -> Forgotten | None:
    """The same in a library that was kept at a restore; None where they are not in it."""
    with Library(folder) as library:
        names = [name for name, _number in library.groups.names(Group.PERSON)]
        if person not in names:
            return None
        return forget(library, person, mentions=mentions)


def _forget_rows(library: Library, there: Belongings, name: Name) -> None:
    own, paths = [clip.id for clip in there.own], {clip.path for clip in there.own}
    over = (State.DONE, State.FAILED)
    jobs = library.jobs.list()
    library.jobs.cancel(
        [job.id for job in jobs if job.path in paths or (job.state in over and name.is_in(f"{job.path} {job.problem}"))]
    )
    hashes = [clip.facts.sha256 for clip in there.own]
    library.analyses.forget_files(hashes, name.is_in)
    library.clips.remove(own)
    library.groups.remove(Group.PERSON, there.person)


def _take_out(library: Library, name: Name, gone: set[int]) -> None:
    for clip in library.clips.get_all(find(library.database, Question())):
        if clip.id in gone:
            continue
        if name.is_in(clip.title):
            library.clips.rename(clip.id, name.out_of(clip.title))
        if name.is_in(clip.note):
            library.clips.write_note(clip.id, name.out_of(clip.note))
    for group in (Group.TAG, Group.COLLECTION):
        for each, _number in library.groups.names(group):
            if name.is_in(each):
                library.groups.rename(group, each, name.out_of(each))


def _delete(path: Path, top: Path) -> int:
    """Delete a file or a folder with all in it, and folders around it that are empty then; how many files."""
    try:
        files = sum(1 for file in path.rglob("*") if file.is_file()) if path.is_dir() else 1
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise output_error(path, error) from error
    for parent in _parents(path, top):
        try:
            parent.rmdir()
        except OSError:  # something else is in it
            break
    return files


def _parents(path: Path, top: Path) -> Sequence[Path]:
    return [parent for parent in path.parents if parent != top and parent.is_relative_to(top)]
