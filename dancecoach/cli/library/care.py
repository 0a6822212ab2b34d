"""Looking after the library from a terminal: check and repair, back up and restore."""

from collections.abc import Callable
from pathlib import Path

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import ArchiveError, Cancelled, DancecoachError, OutputError
from dancecoach.i18n import _, ngettext
from dancecoach.library.care.backup import back_up, restore
from dancecoach.library.care.check import Fault, Found, check
from dancecoach.library.care.in_place import restore_in_place
from dancecoach.library.care.repair import repair
from dancecoach.library.care.rescue import is_damaged, rescue
from dancecoach.library.folders import is_usual
from dancecoach.library.library import Library, is_library, usual_folder
from dancecoach.library.media import has_library
from dancecoach.library.reading import library_to_read
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.progress import CancelToken, ProgressCallback


class CareCall:
    """One call."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder or usual_folder()
        self.out, self.err = consoles()

    def run(self, name: str, do: Callable[[ProgressCallback, CancelToken], int]) -> int:
        """Do it with progress, and put what goes wrong into words; the exit code."""
        try:
            with cancelled_by_signals() as cancel, progress_on(self.out, self.err, name) as progress:
                return do(progress, cancel)
        except Cancelled:
            self.complain(_("stopped"))
            return exits.STOPPED
        except ArchiveError as error:
            self.complain(str(error))
            return exits.UNUSABLE_INPUT
        except DancecoachError as error:
            self.complain(str(error))
            return exits.IN_THE_WAY

    def say(self, sentence: str) -> None:
        """One line of the result."""
        self.out.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)

    def complain(self, sentence: str) -> None:
        """One line of what went wrong."""
        self.err.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)

    def lacks_library(self) -> bool:
        """Whether there is no library, and none was; said then."""
        if has_library(self.folder):
            return False
        self.complain(f"{self.folder}: " + _("there is no library here; make one with: dancecoach import CLIP..."))
        return True


def check_library(folder: Path | None, *, thorough: bool, mend: bool) -> int:
    """Look for faults, and put right what can be; the exit code: 3 where a fault is left."""
    care = CareCall(folder)
    if care.lacks_library():
        return exits.WRONG_CALL

    def do(progress: ProgressCallback, cancel: CancelToken) -> int:
        linked = 0
        if is_damaged(care.folder):
            if not mend:
                care.complain(f"{care.folder}: " + _("its database is damaged; repair it with --repair"))
                return exits.UNUSABLE_INPUT
            rescued = rescue(care.folder)
            linked = len(rescued.linked.here)
            for sentence in rescued.words():
                care.say(sentence)
        with Library(care.folder) as library:
            found = check(library, thorough=thorough, progress=progress, cancel=cancel)
            left = repair(library, found, draw_pictures) if mend else found
            return _told(care, library.clips.count(), found, left, linked)

    return care.run(_("check"), do)


def _told(care: CareCall, clips: int, found: list[Found], left: list[Found], linked: int = 0) -> int:
    """Say what was found; ``linked`` films wait to be imported beside those that were left over."""
    for one in left:
        care.complain(one.says)
    said = [ngettext("{} clip", "{} clips", clips).format(clips)]
    if len(found) > len(left):
        mended = len(found) - len(left)
        said.append(ngettext("{} fault put right", "{} faults put right", mended).format(mended))
    said.append(ngettext("{} fault", "{} faults", len(left)).format(len(left)) if left else _("nothing is wrong"))
    care.say(f"{care.folder}: {', '.join(said)}")
    left_over = [sum(one.fault is Fault.LEFT_OVER for one in some) for some in (found, left)]
    queued = linked + left_over[0] - left_over[1]
    if queued:
        text = ngettext("{} file waits to be imported; go on with", "{} files wait to be imported; go on with", queued)
        where = "" if is_usual(care.folder) else f' --library "{care.folder}"'
        care.say(f"{text.format(queued)}: dancecoach import{where}")
    return exits.UNUSABLE_INPUT if left else exits.DONE


def back_up_library(folder: Path | None, path: Path) -> int:
    """Write a library into one file; the exit code."""
    care = CareCall(folder)
    if care.lacks_library():
        return exits.WRONG_CALL

    def do(progress: ProgressCallback, cancel: CancelToken) -> int:
        with library_to_read(care.folder) as library:
            made = back_up(library, path, progress=progress, cancel=cancel)
        care.say(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
        for sentence in made.words():
            care.complain(sentence)
        return exits.DONE

    return care.run(_("backup"), do)


def restore_library(folder: Path | None, path: Path, *, replace: bool = False) -> int:
    """Make a library of a backup, in the place of one that is there if that is wanted; the exit code."""
    care = CareCall(folder)

    def do(progress: ProgressCallback, cancel: CancelToken) -> int:
        if is_library(care.folder) and not replace:
            raise OutputError(
                _("is a library"),
                subject=care.folder,
                remedy=_("choose an empty folder with --library, or let it take this one's place with --replace"),
            )
        if replace and care.folder.is_dir():
            before = restore_in_place(path, care.folder, progress=progress, cancel=cancel)
            care.say(_("What was there before is kept, as a library of its own, in {}").format(before))
        else:
            restore(path, care.folder, progress=progress, cancel=cancel)
        with Library(care.folder) as library:
            return _told(care, library.clips.count(), [], check(library))

    return care.run(_("restore"), do)
