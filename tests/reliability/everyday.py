"""An hour of somebody with the program, in seconds: run by `test_where_everything_lies` with folders of its own.

The window really is opened: a lesson danced in Practice before a film as the camera, a recording and a snapshot in
Live, a clip and its notes in Review, and the library with an import.
"""

import sys
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer

from dancecoach.gui.app import make_app, make_context
from dancecoach.gui.libraries import load_all
from dancecoach.gui.practice.page import PracticePage
from dancecoach.gui.window import pages
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PageEntry
from dancecoach.library.catalogue.records import Storage
from dancecoach.pipeline.live.session import LiveState
from dancecoach.resources import assets_folder, demo_clip
from dancecoach.settings import settings_file

DANCED_S = 3.0
_GIVE_UP_S = 400.0
"""Half a minute is usual; machines may be busy."""

Until = Callable[[], object]


def work(window: MainWindow) -> Iterator[Until]:
    """One thing after the other; what is handed out is waited for."""
    run, lesson = window.context.commands.run, assets_folder() / "demo" / "lesson.mp4"
    window.show_page("practice")
    practice = window.pages["practice"]
    practice.open(lesson)
    yield lambda: practice.model.camera.status is not None and practice.model.camera.status.state is LiveState.RUNNING
    yield lambda: practice.stage.reference_canvas.frame is not None
    run("practice.toggle")
    yield lambda: practice.model.heard.media_s > DANCED_S
    run("practice.toggle")
    takes = window.context.store.root.parent / "takes"
    yield lambda: list(takes.glob("*/*/comparison.json"))
    window.show_page("live")
    live = window.pages["live"]
    live.start_camera(f"file:{demo_clip()}")
    yield lambda: live.model.shown.count > 5
    run("live.snapshot")
    run("live.record")
    shown = live.model.shown.count
    yield lambda: live.model.shown.count > shown + 30
    run("live.record")
    kept = window.context.settings.current.recordings_path
    yield lambda: list(kept.glob("*.mp4")) and not list(kept.glob("*.mkv"))
    window.open_clip(demo_clip())
    review = window.pages["review"]
    yield lambda: review.notes.editable and review.canvas.frame is not None
    run("review.key_frame")
    window.show_page("library")
    library = window.pages["library"]
    yield lambda: library.model.ready
    library.queue.add([demo_clip()], Storage.COPIED)
    yield lambda: library.model.found.total == 1 and library.queue.queue.left == 0 and not library.queue.running
    window.close()


def main() -> None:
    """All of it, or an exit status."""
    app = make_app(["dancecoach"])
    context = make_context(settings_file())
    context.settings.change(pose_model="lite", library_storage="copied")
    camera = f"file:{assets_folder() / 'demo' / 'lesson.mp4'}"

    def practice(shared):  # type: ignore[no-untyped-def]
        return PracticePage(shared, open_device=lambda: None, cameras=lambda: ((camera, "Film"),))

    entries = tuple(PageEntry("practice", practice) if page.name == "practice" else page for page in pages.PAGES)
    window = MainWindow(context, entries)
    window.show()
    load_all()
    window.libraries_loaded()
    steps = work(window)
    waited: list[Until] = [lambda: True]
    begun = time.monotonic()

    def look() -> None:
        if time.monotonic() - begun > _GIVE_UP_S:
            sys.stderr.write(f"waited too long in line {steps.gi_frame.f_lineno}\n")  # type: ignore[attr-defined]
            window.close()
            app.exit(1)
        elif waited[0]():
            try:
                waited[0] = next(steps)
            except StopIteration:
                timer.stop()
                app.exit(0)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
