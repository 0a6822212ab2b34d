"""Deletes a person with all that belongs to them, for good; what was deleted is told, and what was left.

What is kept of films goes first, then the films, each before the file that says whose it is, then what is known of
clips: whoever is killed in between does it again, and finds the person still there with all that is left. At the end
the database is written anew, so that no name is left in a free page or a log.
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
from dancecoach.library.care.learnt import title_of, unlearn
from dancecoach.library.care.salvage import WORKING
from dancecoach.library.care.traces import Name, traces_of
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Group, State
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library
from dancecoach.library.news import News
from dancecoach.library.persons import persons_known, same_person
from dancecoach.library.whose import danced_in, name_film
from dancecoach.models.packs.origins import Learnt, drop_clips
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
        paths: where the clips and films lay that are gone: to be forgotten elsewhere, too.
        films: takes and films of Live that are gone because they said whose they were.
        unlearnt: what was taught and is forgotten with them.
        backups: that may still hold the person.
    """

    person: str
    clips: int
    renamed: int
    files: int
    bytes: int
    originals: tuple[Path, ...]
    traces: tuple[Path, ...]
    paths: tuple[Path, ...] = ()
    films: int = 0
    unlearnt: tuple[Learnt, ...] = ()
    backups: tuple[Path, ...] = ()

    def words(self) -> list[str]:
        """The report, in sentences."""
        clips = ngettext("{} clip", "{} clips", self.clips).format(self.clips)
        files = ngettext("{} file", "{} files", self.files).format(self.files)
        text = _("{person} is deleted: {clips}, {files}, {size:.1f} MB.")
        said = [text.format(person=self.person, clips=clips, files=files, size=self.bytes / 1e6)]
        if self.films:
            text = ngettext(
                "Among them is {} take or film of Live.", "Among them are {} takes and films of Live.", self.films
            )
            said.append(text.format(self.films))
        said += [_("No longer known: {}.").format(title_of(one)) for one in self.unlearnt]
        if self.renamed:
            text = ngettext(
                "The name is gone from {} clip that shows others too.",
                "The name is gone from {} clips that show others too.",
                self.renamed,
            )
            said.append(text.format(self.renamed))
        said += [_("Left alone, because it is an original: {}").format(path) for path in self.originals]
        said += [
            _("May still hold {person}: the backup {path}").format(person=self.person, path=path)
            for path in self.backups
        ]
        said += [_("The name still stands in {}").format(path) for path in self.traces]
        return said


def forget(
    library: Library,
    person: str,
    *,
    mentions: bool = True,
    recordings: Path | None = None,
    lessons: bool = False,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Forgotten:
    """Delete a person with all that belongs to them; see `belongings_of`. It cannot be undone.

    Args:
        library: open, and nothing being imported.
        person: their name.
        mentions: take the name out of titles, notes, tags and collections of what stays, too.
        recordings: the folder of recordings, which belongs to no library; None leaves it alone.
        lessons: have the app forget what it learnt from their clips, too.
        progress: told what is being done.
        cancel: asks to stop; heard before the first file is deleted only.

    Raises:
        Cancelled: the token was set.
        LibraryError: nobody of that name is in it.
        LibraryBusyError: one of their clips is open in Review, which would write its notes again.
        ModelError: a pack that is to forget something is broken.
        OutputError: a file cannot be deleted; what was deleted before stays so, and it can be tried again.
    """
    there = belongings_of(library, person, cancel, recordings)
    _check_closed(library, there)
    name, size = Name(there.person), there.bytes + there.films.bytes
    kept = [_forget_kept(folder, there.person, mentions=mentions) for folder in there.kept]
    unlearnt = there.lessons.from_them if lessons else ()
    for learnt in unlearnt:
        unlearn(learnt)
    if recordings is not None:
        drop_clips(there.hashes)
    _forget_news(library, there.person)
    count = _delete_all(there, library.folder, progress)
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
        size + sum(one.bytes for one in kept if one),
        there.originals,
        (*traces_of(library.folder, name), *_still_named(library, there.person, recordings)),
        (*(clip.path for clip in there.own), *there.films.places),
        len(there.films.go),
        unlearnt,
        tuple(path for _when, path in there.backups if path.exists()),
    )


def _delete_all(there: Belongings, folder: Path, progress: ProgressCallback) -> int:
    """Delete files of clips, takes and films of Live, and take the name off films that stay; how many went."""
    count = 0
    for done, path in enumerate(there.files):
        progress(Progress(_("deleting"), done, len(there.files)))
        count += _delete(path, folder)
    for one in there.films.stay:
        name_film(one, "")
    for done, one in enumerate(there.films.go):
        progress(Progress(_("deleting takes and films of Live"), done, len(there.films.go)))
        count += sum(_delete(part, folder if one.is_take else part.parent) for part in one.parts())
    return count


def _check_closed(library: Library, there: Belongings) -> None:
    for clip in there.own:
        if library.notes.is_open(clip.facts.sha256):
            raise _open_in_review(f"“{clip.title}”")
    if any(library.notes.is_open(sha256) for sha256 in there.films.hashes):
        raise _open_in_review(_("a take or film of {}").format(there.person))


def _open_in_review(what: str) -> LibraryBusyError:
    return LibraryBusyError(_("is open in Review"), subject=what, remedy=_("open another clip there first"))


def _still_named(library: Library, person: str, recordings: Path | None) -> list[Path]:
    """Films that were made meanwhile."""
    return [one.says for one in danced_in(library.folder, recordings) if same_person(one.person, person)]


def _forget_news(library: Library, person: str) -> None:
    """News of their takes say no more whose they were."""
    news = News(library.folder)
    theirs = [item for item in news.waiting() if same_person(item.person, person)]
    for item in theirs:
        news.tell(item.sha256, item.engine, item.model)
    news.forget(theirs)


def _forget_kept(folder: Path, person: str, *, mentions: bool) -> Forgotten | None:
    """The same in a library that was kept at a restore; None where they are not in it."""
    if not any(same_person(name, person) for name in persons_known(folder, None)):
        return None
    with Library(folder) as library:
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
