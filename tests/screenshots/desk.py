"""The window to be photographed: its own settings, the truth instead of the engine, a still picture as the camera."""

import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ["LOGNAME"] = "coach"  # nobody's real name stands in a picture
os.environ["QT_QPA_PLATFORM"] = "xcb"  # a real screen, with whatever lies over the window

import attrs
import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QDeadlineTimer, QIODevice, QPoint
from PySide6.QtGui import QCursor, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from dancecoach.coaching.skills import measure_skills
from dancecoach.errors import CameraLostError
from dancecoach.files import sha256_of
from dancecoach.gui import app as start
from dancecoach.gui.library.lesson.page import LessonPage
from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.live.page import LivePage
from dancecoach.gui.practice.page import PracticePage
from dancecoach.gui.review.page import ReviewPage
from dancecoach.gui.theme import apply_theme
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PAGES, PageEntry
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import segments_of
from dancecoach.pipeline.recognition import recogniser_now
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.progress import Progress
from dancecoach.resources import demo_clip
from dancecoach.settings import Settings
from dancecoach.video.file import VideoFile
from training.figure.truth import Truth

SIZE = (1280, 800)
SMALL_WIDTH, COLOURS = 480, 160
PANGRAM = "The quick brown fox jumps over 13 lazy dogs"
STYLE = StyleResult("style 1", "waltz", {"waltz": 0.72, "rumba": 0.2, "tango": 0.08})
#: In the flight of the demo's jump, and of its somersault.
JUMP, SOMERSAULT = 152, 232


def _truth():
    return Truth.load(demo_clip().with_suffix(".truth.npz"))


def analysis_of(path: Path) -> Analysis:
    """What a perfect engine would find in the demo clip, said with less than full certainty in one place."""
    truth = _truth()
    track = truth.to_track()
    sure = np.full(len(track), 0.94)
    sure[243:273] = 0.42  # of one landing nobody is sure
    phases = segments_of(truth.phases.astype(int), track.times, sure, "model phases-review 1")
    with VideoFile(path) as video:
        info = video.info
    return Analysis(
        info, sha256_of(path), track, "blazepose", "full", "auto", (), style=STYLE, phases=phases,
        phase_model="phases-review 1", skills=measure_skills(track, phases), recogniser=recogniser_now(),
    )  # fmt: skip


class Analyst:
    """Stands in for the analysis: waits in the middle of it where it is told to."""

    def __init__(self):
        self.go = threading.Event()
        self.go.set()

    def __call__(self, path, chosen, tell, cancel):
        tell(Progress("finding the body", 126, 351))
        while not self.go.wait(0.01):
            cancel.check()
        return attrs.evolve(analysis_of(path), activity=chosen.activity)


class StillCamera:
    """Gives one picture of the demo clip thirty times a second."""

    size, fps = (960, 720), 30.0
    unplugged = threading.Event()

    def __init__(self, name):
        self.name, self._closed = name, threading.Event()
        with VideoFile(demo_clip()) as video:
            self._picture = video.frame(JUMP)

    def open(self):
        self._begun, self._count = time.perf_counter(), 0

    def read(self):
        if self._closed.wait(0.033):
            return None
        if self.unplugged.is_set():
            raise CameraLostError("was unplugged", subject=self.name)
        self._count += 1
        return attrs.evolve(self._picture, time_s=time.perf_counter() - self._begun, index=self._count)

    def close(self):
        self._closed.set()


class TrueEngine:
    """Knows where the body is in that picture."""

    name, model, skeleton, people_seen = "blazepose", "full", BLAZEPOSE_33, 1

    def __init__(self):
        track = _truth().to_track()
        self._pose = BodyPose(track.landmarks[JUMP], track.visibility[JUMP], None, 0.9)

    def estimate(self, _frame):
        return [self._pose]

    def follow_at(self, x, y):
        """Nobody else is there."""

    def reset(self):
        """Nothing to forget."""

    close = reset

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Desk:
    """The window, hands that work it, and a camera that takes its picture."""

    def __init__(self, folder: Path, large: Path | None):
        for place in (folder, *([large] if large else [])):
            place.mkdir(parents=True, exist_ok=True)
        self._folder, self._large, self._own = folder, large, Path(tempfile.mkdtemp(prefix="dancecoach-shots-"))
        self.app = start.make_app(["dancecoach"])
        self.app.setCursorFlashTime(0)
        self.context = start.make_context(None, AnalysisStore(self._own / "analyses", shipped=None))
        self.context.settings.replace(
            attrs.evolve(Settings(), annotator="Coach", recordings_folder="Videos", setup_hints=False, language="en")
        )
        self.context.open_camera = lambda spec: StillCamera({"0": "Front camera"}.get(spec, spec))
        self.context.make_estimator = TrueEngine
        self.analyst = Analyst()
        apply_theme(self.app, "dark")
        self.window = MainWindow(self.context, self._pages())
        self.review, self.live = self.window.pages["review"], self.window.pages["live"]
        self.practice = self.window.pages["practice"]
        self.library = self.window.pages["library"]
        screen = QGuiApplication.primaryScreen()
        self.window.setGeometry(0, 0, *SIZE)
        QCursor.setPos(screen.geometry().bottomRight() - QPoint(1, 1))
        self.window.show()
        self.window.activateWindow()
        start.load_all()
        self.window.libraries_loaded()
        self.rest(0.3)

    def _pages(self) -> tuple[PageEntry, ...]:
        own = {
            "review": lambda context: ReviewPage(context, analyse=self.analyst),
            "live": lambda context: LivePage(context, cameras=lambda: (("0", "Front camera"), ("1", "Side camera"))),
            "practice": lambda context: PracticePage(
                context, analyse=self.analyst, open_device=lambda: None, cameras=lambda: (("0", "Front camera"),)
            ),
            "lesson": lambda context: LessonPage(context, analyse=self.analyst, open_device=lambda: None),
            "library": lambda context: LibraryPage(context, analyse=self.analyst),
        }
        return tuple(PageEntry(page.name, own.get(page.name, page.make)) for page in PAGES)

    @property
    def font(self) -> dict[str, object]:
        """What letters look like here: pictures of another machine's letters cannot be compared."""
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        return {
            name: [QFontInfo(font).family(), QFontMetrics(font).horizontalAdvance(PANGRAM), QFontMetrics(font).height()]
            for name, font in (("letters", self.app.font()), ("numbers", fixed))
        }

    # Hands

    def run(self, *names: str) -> None:
        for name in names:
            self.context.commands.run(name)

    def until(self, condition, seconds: float = 60) -> None:
        deadline = QDeadlineTimer(int(seconds * 1000))
        while not condition():
            if deadline.hasExpired():
                raise SystemExit(f"waited in vain, line {sys._getframe(1).f_lineno}")
            self.app.processEvents()
            time.sleep(0.002)

    def rest(self, seconds: float) -> None:
        """Let the window do what it has to; on a busy machine a single round may take all the time there is."""
        deadline, rounds = QDeadlineTimer(int(seconds * 1000)), 0
        while rounds < 25 or not deadline.hasExpired():
            self.app.processEvents()
            QApplication.sendPostedEvents()
            time.sleep(0.002)
            rounds += 1

    def open_demo(self) -> None:
        """The demo clip on show, analysed, at the somersault."""
        review = self.review
        self.window.show_page("review")
        if review.model.path != demo_clip() or review.model.findings is None:
            self.window.open_clip(demo_clip())
            self.until(lambda: review.model.findings is not None and review.notes.editable)
        review.model.pause()
        self.see(SOMERSAULT)

    def see(self, frame: int) -> None:
        """Go to a frame and wait for its picture."""
        review = self.review
        review.model.seek(frame)
        self.until(lambda: review.canvas.frame is not None and review.canvas.frame.index == frame)
        self.until(lambda: not review.canvas.frame.preview)

    def light(self) -> None:
        apply_theme(self.app, "light")

    # Pictures

    def shoot(self, name: str) -> None:
        """Take the screen, and keep it small."""
        self.rest(0.25)
        shot = QGuiApplication.primaryScreen().grabWindow(0, 0, 0, *SIZE)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.ReadWrite)
        shot.save(buffer, "PNG")
        (self._own / "shot.png").write_bytes(bytes(buffer.data()))
        with Image.open(self._own / "shot.png") as whole:
            picture = whole.convert("RGB")
        if self._large is not None:
            picture.save(self._large / f"{name}.png")
        small = picture.resize((SMALL_WIDTH, round(SMALL_WIDTH * SIZE[1] / SIZE[0])), Image.Resampling.BOX)
        palette = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette.save(self._folder / f"{name}.png", optimize=True)

    def tidy(self) -> None:
        """Close what lies over the window; dark again."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, (QDialog, QMenu)) and widget.isVisible():
                widget.close()
        while self.window.banner.isVisible():
            self.window.banner.close_notice()
        if self.live.floor.window is not None:
            self.live.floor.toggle()
        if self.window.size().toTuple() != SIZE:
            self.window.resize(*SIZE)
        apply_theme(self.app, "dark")

    def close(self) -> None:
        self.analyst.go.set()
        self.window.close()
        shutil.rmtree(self._own, ignore_errors=True)
