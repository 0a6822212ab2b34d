"""What is handed over of a comparison: the page in two forms, the record, the table, the video, into a folder.

The window and the terminal ask for it alike. Each file is whole or not there, whatever happens on the way.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from dancecoach.errors import InputError
from dancecoach.files import make_folder
from dancecoach.i18n import _
from dancecoach.library.analyses.comparison_json import write_comparison_json
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.report.beside.compared import Compared
from dancecoach.report.beside.content import BesidePage
from dancecoach.report.beside.film import Side, write_beside_video
from dancecoach.report.beside.gather import gather_page
from dancecoach.report.beside.html import write_beside_html
from dancecoach.report.beside.table import write_beside_csv
from dancecoach.report.handover import HandedOver

Thing = Literal["json", "csv", "html", "pdf", "video"]
THINGS: tuple[Thing, ...] = get_args(Thing)

NAMES: dict[Thing, str] = {
    "json": "comparison.json",
    "csv": "comparison.csv",
    "html": "comparison.html",
    "pdf": "comparison.pdf",
    "video": "side-by-side.mp4",
}


def hand_over_beside(
    compared: Compared,
    things: Sequence[Thing],
    folder: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> HandedOver:
    """Make the files, named as in `NAMES`; those that are there give way.

    Args:
        compared: of what.
        things: which.
        folder: where; made when missing.
        progress: told of each step.
        cancel: asks to stop; what is finished by then stays.

    Raises:
        Cancelled: the token was set.
        OutputError: something cannot be written.
        VideoError: a clip cannot be decoded (any more).
    """
    make_folder(folder)
    token = cancel or CancelToken()
    files, lacking = list[Path](), list[str]()

    @cache
    def page() -> BesidePage:
        return gather_page(compared)

    for thing in THINGS:
        if thing not in things:
            continue
        token.check()
        path = folder / NAMES[thing]
        why = _why_not(compared) if thing == "video" else ""
        if why:
            lacking.append(why)
            continue
        if thing != "video":
            progress(Progress(_("writing {file}").format(file=path.name), 0))
        _make(compared, page, thing, path, progress=progress, cancel=token)
        files.append(path)
    return HandedOver(tuple(files), lacking=tuple(lacking))


def _make(
    compared: Compared,
    page: Callable[[], BesidePage],
    thing: Thing,
    path: Path,
    *,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> None:
    """Make one file; ``page`` is gathered when first called, once for both its forms."""

    def pdf() -> None:
        # Imported here: its library takes a quarter of a second, which nobody should wait for who wants no PDF.
        from dancecoach.report.beside.pdf import write_beside_pdf

        write_beside_pdf(page(), path)

    makers: dict[Thing, Callable[[], None]] = {
        "json": lambda: write_comparison_json(compared.comparison, compared.reference, compared.learner, path),
        "csv": lambda: write_beside_csv(compared.comparison, path),
        "html": lambda: write_beside_html(page(), path),
        "pdf": pdf,
        "video": lambda: _video(compared, path, progress, cancel),
    }
    makers[thing]()


def _why_not(compared: Compared) -> str:
    """Why there can be no video; "" where there can."""
    names = [Path(analysis.clip.path).name for analysis in (compared.reference, compared.learner)]
    for clip, name in zip(compared.clips, names, strict=True):
        if clip is None or not clip.is_file():
            return str(InputError(_("has no pictures, so there is no video"), subject=name))
    if compared.comparison.aligned is None:
        return _("The two clips do not lie on one another, so there is no video of both.")
    return ""


def _video(compared: Compared, path: Path, progress: ProgressCallback, cancel: CancelToken) -> None:
    aligned, (there, here) = compared.comparison.aligned, compared.clips
    assert aligned is not None
    assert there is not None
    assert here is not None
    sides = Side(compared.reference, there), Side(compared.learner, here)
    write_beside_video(*sides, aligned, path, progress=progress, cancel=cancel)
