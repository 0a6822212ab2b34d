"""Looks after the open library behind the window. Knows no widget."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.libraries import load_pose
from dancecoach.gui.library.care.one_at_a_time import OneAtATime, Working
from dancecoach.gui.library.model import LibraryModel, LibraryState
from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.i18n import ngettext
from dancecoach.library.care.choices import without_person
from dancecoach.library.persons import persons_known
from dancecoach.progress import CancelToken, ProgressCallback

if TYPE_CHECKING:
    from datetime import datetime

    from dancecoach.library.care.backup import BackedUp, BackupFacts
    from dancecoach.library.care.belongings import Belongings
    from dancecoach.library.care.check import Found
    from dancecoach.library.care.forget import Forgotten
    from dancecoach.library.care.rescue import Rescued


class Care(OneAtATime):
    """What is done for the library.

    Args:
        model: has the library.
        queue: rests meanwhile.
        parent: owner.

    Attributes:
        found: the faults that the last check found; None before.

    Signals:
        changed: that, or how far something is.
        rescued: what could be read of a damaged database; the library is open again.
    """

    rescued = Signal()

    def __init__(self, model: LibraryModel, queue: ImportQueue, parent: QObject | None = None) -> None:
        super().__init__(model, queue, parent)
        self.found: tuple[Found, ...] | None = None
        self._saved: tuple[str, ...] = ()  # what a rescue came to, until the check after it is done
        self._check_due = False
        model.state_changed.connect(self._opened)

    @property
    def folder(self) -> Path:
        """The library's."""
        return self.model.folder

    def last_backup(self) -> "tuple[datetime, Path] | None":
        """When the library was last backed up, and into which file."""
        from dancecoach.library.care.backup import last_backup

        return last_backup(self.folder)

    # Checking

    def check(self, *, thorough: bool = False) -> None:
        """Look for faults."""
        library = self.model.library
        if library is None:
            return

        def work(tell: ProgressCallback, cancel: CancelToken) -> "tuple[Found, ...]":
            from dancecoach.library.care.check import check

            return tuple(check(library, thorough=thorough, progress=tell, cancel=cancel))

        self._still(self.tr("Checking the library"), work, self._checked)

    def repair(self) -> None:
        """Put right what can be."""
        library, found = self.model.library, list(self.found or ())
        if library is None or not found:
            return

        def work(_tell: object, _cancel: object) -> "tuple[Found, ...]":
            from dancecoach.library.care.repair import repair
            from dancecoach.pipeline.importing.pictures import draw_pictures

            return tuple(repair(library, found, draw_pictures))

        self._still(self.tr("Repairing the library"), work, lambda left: self._repaired(len(found), left))

    def look_for(self, folder: Path) -> None:
        """Look for missing films in a folder."""
        library, found = self.model.library, self.found or ()
        if library is None:
            return

        def work(tell: ProgressCallback, cancel: CancelToken) -> tuple[int, "tuple[Found, ...]"]:
            from dancecoach.library.care.again import find_again
            from dancecoach.library.care.check import check

            return find_again(library, found, folder, progress=tell, cancel=cancel), tuple(check(library))

        self._still(self.tr("Looking for missing films"), work, self._looked)

    def _checked(self, found: "tuple[Found, ...]") -> None:
        self.found = found
        text = ngettext("{} fault was found.", "{} faults were found.", len(found)).format(len(found))
        saved, self._saved = self._saved, ()
        self._say(*saved, text if found else self.tr("Nothing is wrong with this library."))

    def _repaired(self, before: int, left: "tuple[Found, ...]") -> None:
        self.found = left
        mended = before - len(left)
        said = [ngettext("{} fault was put right.", "{} faults were put right.", mended).format(mended)]
        if left:
            said.append(ngettext("{} is left.", "{} are left.", len(left)).format(len(left)))
        self._say(*said)
        self.model.tell_changed(self.model.found.ids)

    def _looked(self, came: "tuple[int, tuple[Found, ...]]") -> None:
        again, self.found = came
        text = ngettext("{} film was found again.", "{} films were found again.", again).format(again)
        self._say(text)
        self.model.tell_changed(self.model.found.ids)

    # Backups

    def back_up(self, path: Path) -> None:
        """Write all of the library into one file."""
        library = self.model.library
        if library is None:
            return

        def work(tell: ProgressCallback, cancel: CancelToken) -> "tuple[BackedUp, int]":
            from dancecoach.library.care.backup import back_up

            return back_up(library, path, progress=tell, cancel=cancel), path.stat().st_size

        self._start(self.tr("Backing the library up"), work, lambda came: self._backed_up(path, *came))

    def _backed_up(self, path: Path, made: "BackedUp", size: int) -> None:
        said = self.tr("The backup is in {path}: {size:.1f} MB.").format(path=path, size=size / 1e6)
        self._say(said, *made.words())

    def read_backup(self, path: Path, then: "Callable[[BackupFacts], object]") -> None:
        """See what a backup says of itself."""

        def work(_tell: object, _cancel: object) -> "BackupFacts":
            from dancecoach.library.care.backup import read_backup

            return read_backup(path)

        self._start(self.tr("Reading {}").format(path.name), work, then)

    def restore_here(self, path: Path) -> None:
        """Let a backup take this library's place; what is in it now is kept beside."""
        folder = self.folder

        def work(tell: ProgressCallback, cancel: CancelToken) -> str:
            from dancecoach.library.care.backup import unpack
            from dancecoach.library.swap import ask_for_restore

            return news.format(ask_for_restore(folder, unpack(path, folder, tell, cancel)))

        news = self.tr("The backup is restored. What was there before is kept, as a library of its own, in {}.")
        self._restore(work, folder)

    def restore_as(self, path: Path, folder: Path) -> None:
        """Make another library of a backup."""

        def work(tell: ProgressCallback, cancel: CancelToken) -> str:
            from dancecoach.library.care.backup import restore

            restore(path, folder, progress=tell, cancel=cancel)
            return news

        news = self.tr("The backup is restored as a library of its own.")
        self._restore(work, folder)

    def _restore(self, work: Working, folder: Path) -> None:
        def restored(news: str) -> None:
            self._say(news)
            self.model.context.reopen(folder, news)

        self._start(self.tr("Restoring a backup"), work, restored)

    # A damaged database

    def rescue(self) -> None:
        """Make a new database of what can be read of the damaged one, open it, and see what is missing."""
        folder = self.folder

        def work(_tell: object, _cancel: object) -> "Rescued":
            from dancecoach.library.care.rescue import rescue

            return rescue(folder)

        self._start(self.tr("Recovering the library"), work, self._rescued)

    def _rescued(self, rescued: "Rescued") -> None:
        self._saved, self._check_due = tuple(rescued.words()), True
        self._say(*self._saved)
        self.model.open()

    def _opened(self) -> None:
        if self._check_due and self.model.ready:
            self._check_due = False
            self.rescued.emit()
            self.check()
        if self.model.state is not LibraryState.READY:
            self.found = None
        self.changed.emit()

    # Persons

    @property
    def _recordings(self) -> Path:
        return self.model.context.settings.current.recordings_path

    def ask_who(self, then: Callable[[tuple[str, ...]], object]) -> None:
        """See who is known: in the library, in takes, in films of Live."""
        folder, recordings = self.folder, self._recordings

        def work(_tell: object, _cancel: object) -> tuple[str, ...]:
            return persons_known(folder, recordings)

        self._start(self.tr("Looking for persons"), work, then, quiet=True)

    def look_up(self, person: str, then: "Callable[[Belongings], object]") -> None:
        """See what belongs to a person."""
        library, recordings = self.model.library, self._recordings
        if library is None:
            return

        def work(_tell: object, cancel: CancelToken) -> "Belongings":
            load_pose()
            from dancecoach.library.care.belongings import belongings_of

            return belongings_of(library, person, cancel, recordings)

        self._start(self.tr("Looking up {}").format(person), work, then, quiet=True)

    def forget(self, person: str, *, mentions: bool, lessons: bool = False) -> None:
        """Delete a person with all that belongs to them.

        Args:
            person: their name.
            mentions: take the name out of what stays, too.
            lessons: forget what was taught from their clips, too.
        """
        library, recordings = self.model.library, self._recordings
        if library is None:
            return
        self.model.context.dancers.going.emit(person)

        def work(tell: ProgressCallback, cancel: CancelToken) -> "Forgotten":
            from dancecoach.library.care.forget import forget

            return forget(
                library, person, mentions=mentions, recordings=recordings, lessons=lessons, progress=tell, cancel=cancel
            )

        self._still(self.tr("Deleting a person"), work, self._forgotten)

    def _forgotten(self, forgotten: "Forgotten") -> None:
        context = self.model.context
        context.commands.undo_stack.clear()  # nothing of it may come back
        context.settings.replace(without_person(context.settings.current, forgotten.person, forgotten.paths))
        context.dancers.gone.emit(forgotten.person)
        if forgotten.unlearnt:
            context.packs.changed.emit()
        context.commands.refresh()
        self._say(*forgotten.words())
        self.model.wish_for(text="")
        self.model.tell_changed(self.model.found.ids)
