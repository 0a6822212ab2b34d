"""What every page is given: the few things that the whole program shares."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.news.dancers import DancerNews
from dancecoach.gui.news.packs import PackNews
from dancecoach.gui.notifier import Notifier
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.worker import JobQueue
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.video.camera import Camera

if TYPE_CHECKING:
    from dancecoach.library.analyses.store import AnalysisStore
    from dancecoach.library.catalogue.records import Clip


def _no_clip(_path: Path) -> None:
    """Where there is no window to open a clip in."""


def _no_moment(_path: Path, _at_s: float) -> None:
    """Likewise at a moment."""


def _no_lesson(_clip: "Clip") -> None:
    """Where there is no window to make a lesson in."""


def _no_library(_path: Path, _title: str = "", *, take: bool = False) -> None:
    """Where there is no library to keep a clip in."""


def _no_page(_name: str) -> None:
    """Where there is no window to turn pages in."""


def _nothing_kept() -> None:
    """Where there is nothing to let go of."""


def _stay(_folder: Path, _news: str = "") -> None:
    """Where there is no window to close."""


@attrs.define(eq=False)
class AppContext:
    """Shared by the pages; made once by `dancecoach.gui.app`, or by a test with its own parts.

    Attributes:
        settings: the person's choices (`settings.current`, `settings.change`, `settings.changed`).
        notifier: where errors and news go.
        store: stored analyses; they lie in the folder of the library that is open.
        make_estimator: a pose engine of the engine and model chosen in the settings, most often in a process of its
            own that is kept for the next. Slow: call it in the thread that will use it.
        open_camera: a camera, not yet opened, from what the person chose: "0" or "file:CLIP".
        commands: the table of commands.
        jobs: runs long work.
        packs: tells when other packs are at hand (`packs.changed`).
        dancers: tells when somebody was deleted with all that belongs to them (`dancers.gone`).
        open_clip: shows a clip in Review; set by the window.
        open_moment: shows a clip in Review at a moment, presentation time; set by the window.
        practise: takes a clip as the reference in Practice; set by the window.
        make_lesson: makes a lesson of a clip of the library; set by the window.
        lesson_of: makes a lesson of a film, in the library or not, or edits the one it has; set by the library page.
        open_lesson: takes a lesson file into the library, and practises it; set by the window.
        keep_clip: copies a clip into the library, under a title, among the takes if it is one; set by the page of it.
        show_page: turns to a page by its name; set by the window.
        close: lets go of what is kept for the pages; called by the window at its end.
        library_name: what the open library is called; "" for the usual one.
        reopen: closes the window, as at its end, and opens one with the library in a folder; what is said then may
            be given too.
    """

    settings: SettingsModel
    notifier: Notifier
    store: "AnalysisStore"
    make_estimator: Callable[[], PoseEstimator]
    open_camera: Callable[[str], Camera]
    commands: CommandTable
    jobs: JobQueue
    packs: PackNews = attrs.field(default=attrs.Factory(lambda self: PackNews(self.settings), takes_self=True))
    dancers: DancerNews = attrs.field(factory=DancerNews)
    open_clip: Callable[[Path], object] = _no_clip
    open_moment: Callable[[Path, float], object] = _no_moment
    practise: Callable[[Path], object] = _no_clip
    make_lesson: "Callable[[Clip], object]" = _no_lesson
    lesson_of: Callable[[Path], object] = _no_clip
    open_lesson: Callable[[Path], object] = _no_clip
    keep_clip: Callable[..., object] = _no_library
    show_page: Callable[[str], object] = _no_page
    close: Callable[[], object] = _nothing_kept
    library_name: str = ""
    reopen: Callable[..., object] = _stay
