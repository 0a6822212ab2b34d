"""Starts the window: the window first, the heavy libraries behind it."""

import contextlib
import functools
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from dancecoach.gui.asked_to_open import AskedToOpen
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.context import AppContext
from dancecoach.gui.file_opening import FileOpening
from dancecoach.gui.icons import app_icon, refresh_icons
from dancecoach.gui.libraries import load_all, load_pose, load_video
from dancecoach.gui.library.libraries.choice import library_to_open, note_library, remember_library
from dancecoach.gui.notifier import Notifier
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.gui.theme import apply_theme
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.worker import JobQueue
from dancecoach.i18n import use_language
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.folders import name_of
from dancecoach.library.lesson.asking import ask
from dancecoach.pose.apart.keeper import EngineKeeper
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.resources import assets_folder, demo_clip
from dancecoach.settings import Settings, load_settings, settings_file
from dancecoach.video.camera import Camera

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage

_log = logging.getLogger(__name__)
#: How often Python gets a chance to notice Ctrl+C in the terminal, milliseconds.
_SIGNAL_CHECK_MS = 250


def hand_over(lesson: Path, library: Path | None = None) -> bool:
    """Let the window that has the library open already take a lesson; whether it did.

    Args:
        lesson: a file; what is no lesson is not handed over, as clips can be looked at in several windows.
        library: as in `run_app`.
    """
    settings, _warnings = load_settings(settings_file())
    return ask(library_to_open(settings, library)[0], lesson)


def run_app(
    clip: Path | None = None, camera: str | None = None, page: str | None = None, library: Path | None = None
) -> int:
    """Show the window until the person closes it.

    Args:
        clip: a clip to open in Review, or a lesson to practise.
        camera: a camera to start in Live, "0" or "file:CLIP".
        page: the page to begin with; by default the one of last time.
        library: folder of the library, for this time; by default the one chosen in the window.

    Returns:
        The exit status, 0 when all went well.
    """
    app = make_app(sys.argv[:1])
    translated, news = False, ""
    while True:  # once, and again for every other library that is opened
        context = make_context(settings_file(), library=library)
        home = context.store.root.parent
        apply_theme(app, context.settings.current.theme)
        if not translated:
            _translate(app, context.settings.current)
            translated = True
        window = MainWindow(context)
        note_library(context.settings, home)
        again = _Again(window)
        context.reopen = again.ask
        unfollow = follow_theme(app, context.settings)
        if page is not None:
            window.show_page(page)
        window.first_shown.connect(functools.partial(_begin, window, clip, camera))
        if _is_free(clip, camera, page):
            window.first_shown.connect(window.tour.start_once)
        window.show()
        if news:
            context.notifier.info(news)
        opening = FileOpening(app, window.open_clip)
        asked = AskedToOpen(home, functools.partial(_open_in_front, window), app)
        with _errors_shown(context.notifier), _quit_on_interrupt(app):
            code = app.exec()
        opening.close()
        asked.close()
        unfollow()
        if again.folder is None:
            return code
        window.deleteLater()
        clip, camera, page, library, news = None, None, "library", again.folder, again.news


def _open_in_front(window: MainWindow, path: Path) -> None:
    """Open a file where the person sees it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)  # desktops that keep windows from coming to the front mark it
    window.open_clip(path)


class _Again:
    """Closes the window to open one with another library.

    Attributes:
        folder: the library's; None where nobody asked for one.
        news: what is to be said then.
    """

    def __init__(self, window: MainWindow) -> None:
        self.folder: Path | None = None
        self.news = ""
        self._window = window

    def ask(self, folder: Path, news: str = "") -> None:
        """Close the window as its button would, as soon as what is under way has returned."""
        self.folder, self.news = folder, news
        remember_library(self._window.context.settings, folder)
        QTimer.singleShot(0, self._window, self._window.close)


def make_app(arguments: Sequence[str]) -> QApplication:
    """The one application object."""
    # Qt would share each paint between pool threads: fifty changes of thread a frame, taken from the pose networks.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    app.setApplicationName("dancecoach")
    app.setApplicationDisplayName("dancecoach")
    app.setDesktopFileName("dancecoach")
    app.setWindowIcon(app_icon())
    return app


def make_context(
    settings_path: Path | None, store: AnalysisStore | None = None, library: Path | None = None
) -> AppContext:
    """What the pages share.

    Args:
        settings_path: the person's settings; None keeps them in memory.
        store: where analyses are kept; None takes those of the library.
        library: folder of the library; None takes the one chosen in the settings.
    """
    loaded, warnings = load_settings(settings_path) if settings_path is not None else (Settings(), [])
    notifier = Notifier()
    settings = SettingsModel(loaded, settings_path, notifier.error)
    name = ""
    if store is None:
        folder, problems = library_to_open(loaded, library)
        store, name, warnings = AnalysisStore(folder / "analyses"), name_of(folder), [*warnings, *problems]
    for warning in warnings:
        QTimer.singleShot(0, notifier, lambda text=warning: notifier.warn(text))

    engines = EngineKeeper()

    def make_estimator() -> PoseEstimator:
        engines.start()
        load_pose()
        return engines.make_estimator(settings.current.engine, settings.current.pose_model)

    def open_camera(spec: str) -> Camera:
        load_video()
        from dancecoach.video import filecamera

        return filecamera.open_camera(spec)

    return AppContext(
        settings=settings,
        notifier=notifier,
        store=store,
        make_estimator=make_estimator,
        open_camera=open_camera,
        commands=CommandTable(loaded.shortcuts),
        jobs=JobQueue(notifier),
        close=engines.close,
        library_name=name,
    )


def follow_theme(app: QApplication, settings: SettingsModel) -> Callable[[], object]:
    """Dress the program anew when the person or the desktop changes the theme, or a screen comes; the result ends that.

    Icons are drawn for the screens that there are: another one may show twice as many points.
    """
    shown = settings.current.theme

    def changed(now: Settings) -> None:
        nonlocal shown
        if now.theme != shown:
            shown = now.theme
            apply_theme(app, shown)

    def desktop_changed() -> None:
        if shown == "system":
            apply_theme(app, shown)

    settings.changed.connect(changed)
    scheme = app.styleHints().colorSchemeChanged
    scheme.connect(desktop_changed)
    app.screenAdded.connect(refresh_icons)

    def end() -> None:
        scheme.disconnect(desktop_changed)
        app.screenAdded.disconnect(refresh_icons)

    return end


def _is_free(clip: Path | None, camera: str | None, page: str | None) -> bool:
    """Whether nobody came for something in particular: then the tour may begin."""
    return camera is None and (clip == demo_clip() or (clip is None and page is None))


def _begin(window: MainWindow, clip: Path | None, camera: str | None) -> None:
    """The window is there: load the libraries and networks, open what was asked for."""
    jobs = window.context.jobs

    def loaded(_: object) -> None:
        window.libraries_loaded()
        jobs.start("networks", lambda _tell, _cancel: load_networks(window.context), failed=_log_problem, quiet=True)

    jobs.start("libraries", lambda _tell, _cancel: load_all(), returned=loaded, quiet=True)
    if camera is not None:
        window.show_page("live")
        live: LivePage = window.page  # type: ignore[assignment]
        live.start_camera(camera)
    if clip is not None:
        window.open_clip(clip)


def load_networks(context: AppContext) -> None:
    """Start the engine's process and open all networks before they are wanted.

    The engine's stay in its process (`pose.apart.keeper`), those that name phases and style in this one: opening them
    stops every thread for a moment, which nobody should see in the middle of a movement.

    Raises:
        DancecoachError: the engine cannot start.
    """
    from dancecoach.pipeline.live.recognition import LiveRecogniser, live_style
    from dancecoach.pose.skeleton import BLAZEPOSE_33

    LiveRecogniser(make_style=live_style(context.settings.current.style_packs)).prepare(BLAZEPOSE_33)
    if context.settings.current.engine == "blazepose":  # mediapipe keeps nothing, and takes seconds
        context.make_estimator().close()


def _log_problem(error: BaseException) -> None:
    """The person is told when the networks are really wanted."""
    _log.warning("networks not loaded ahead of time: %s", error)


def _translate(app: QApplication, settings: Settings) -> None:
    code = settings.language or QLocale.system().name().split("_")[0]
    folder = assets_folder() / "translations"
    use_language(code, folder)
    for name, where in ((f"dancecoach_{code}", str(folder)), (f"qtbase_{code}", _qt_translations())):
        translator = QTranslator(app)
        if translator.load(name, where):
            app.installTranslator(translator)


def _qt_translations() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)


@contextlib.contextmanager
def _errors_shown(notifier: Notifier) -> Iterator[None]:
    """Tell the person of exceptions that nobody caught, instead of letting them vanish in a terminal."""
    before = sys.excepthook

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
        else:
            notifier.error(error)

    sys.excepthook = show
    try:
        yield
    finally:
        sys.excepthook = before


@contextlib.contextmanager
def _quit_on_interrupt(app: QApplication) -> Iterator[None]:
    """Let Ctrl+C in the terminal close the window as its button would."""

    def quit_app() -> None:
        app.closeAllWindows()
        app.quit()

    # From the event loop, never in the middle of a slot that goes on afterwards with what was closed.
    before = signal.signal(signal.SIGINT, lambda *_: QTimer.singleShot(0, app, quit_app))
    timer = QTimer()
    timer.timeout.connect(lambda: None)  # Python handles signals only when it runs
    timer.start(_SIGNAL_CHECK_MS)
    try:
        yield
    finally:
        timer.stop()
        signal.signal(signal.SIGINT, before)
