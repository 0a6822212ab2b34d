"""``dancecoach library export``: everything a library has, in open formats, into a folder."""

from pathlib import Path

import attrs
from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import Cancelled, DancecoachError, InputError
from dancecoach.i18n import _, ngettext
from dancecoach.library.library import usual_folder
from dancecoach.library.media import has_library
from dancecoach.library.reading import library_to_read
from dancecoach.pipeline.exporting.clip_folder import Wishes
from dancecoach.pipeline.exporting.whole import Exported, export_library
from dancecoach.pose.formats.writing import POSE_FORMATS, PoseFormat


@attrs.frozen
class LibraryExportCall:
    """What the person asked for.

    Attributes:
        out: folder to write into.
        folder: the library's; None takes the usual one.
        films: whether films are copied.
        poses: names of forms of landmarks.
    """

    out: Path
    folder: Path | None = None
    films: bool = True
    poses: tuple[str, ...] = ("poses-csv",)

    @property
    def wishes(self) -> Wishes:
        """The same as the library wants it.

        Raises:
            InputError: a form is none of ours.
        """
        named: dict[str, PoseFormat] = {kind: kind for kind in POSE_FORMATS}
        for name in self.poses:
            if name not in named:
                raise InputError(
                    _("is no form of poses"), subject=name, remedy=_("choose among: {}").format(", ".join(POSE_FORMATS))
                )
        return Wishes(self.films, tuple(kind for kind in POSE_FORMATS if kind in self.poses))


def export_everything(call: LibraryExportCall) -> int:
    """Write it; the exit code: 3 where something of it could not be written."""
    out, err = consoles()
    folder = call.folder or usual_folder()
    if not has_library(folder):
        _complain(err, f"{folder}: " + _("there is no library here; make one with: dancecoach import CLIP..."))
        return exits.WRONG_CALL
    try:
        wishes = call.wishes
        with (
            cancelled_by_signals() as cancel,
            progress_on(out, err, _("export")) as progress,
            library_to_read(folder) as library,
        ):
            made = export_library(library, call.out, wishes, progress=progress, cancel=cancel)
    except Cancelled:
        _complain(err, _("stopped; what is done stays, and the same call goes on"))
        return exits.STOPPED
    except DancecoachError as error:
        _complain(err, str(error))
        return exits.WRONG_CALL if type(error) is InputError else exits.IN_THE_WAY
    return _told(made, out, err)


def _told(made: Exported, out: Console, err: Console) -> int:
    for sentence in made.lacking:
        _complain(err, sentence)
    said = ngettext("{} clip", "{} clips", made.clips).format(made.clips)
    before = made.clips - made.written
    more = _(", {} of them written before").format(before) if before else ""
    out.print(f"{shown(made.folder)}: {said}{more}", markup=False, highlight=False, soft_wrap=True)
    return exits.UNUSABLE_INPUT if made.lacking else exits.DONE


def _complain(err: Console, sentence: str) -> None:
    err.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)
