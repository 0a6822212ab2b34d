"""The real window with a library of many clips, driven as a hand does it. Run by `test_library_page`.

Called with the data folder, whose library it opens, and a folder of 1,000 files. One line of JSON for each thing done:
its name, the longest stretch in which the window's thread worked without answering (ms of its own time), and the
program's memory afterwards (MB that are its own).
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def main() -> None:
    """Everything that is measured."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
    from PySide6.QtTest import QTest

    from dancecoach.gui.app import load_networks, make_app, make_context
    from dancecoach.gui.libraries import load_all
    from dancecoach.gui.library.page import LibraryPage
    from dancecoach.gui.theme import apply_theme
    from dancecoach.gui.window.main_window import MainWindow
    from dancecoach.library.analyses.store import AnalysisStore

    data, films = Path(sys.argv[1]), Path(sys.argv[2])
    app = make_app(["dancecoach"])
    apply_theme(app, "dark")

    class Beat(QObject):
        """Told every few milliseconds; what the thread did in between is one stretch."""

        def __init__(self) -> None:
            super().__init__()
            self.longest, self._last = 0.0, time.thread_time()
            self._timer = QTimer(self)
            self._timer.timeout.connect(self.tick)
            self._timer.start(2)

        def tick(self) -> None:
            now = time.thread_time()
            self.longest, self._last = max(self.longest, now - self._last), now

    beat = Beat()

    def wait(condition: Callable[[], object], seconds: float = 60.0) -> float:
        began, loop, look = time.perf_counter(), QEventLoop(), QTimer()
        look.timeout.connect(lambda: loop.quit() if condition() or time.perf_counter() - began > seconds else None)
        look.start(2)
        loop.exec()
        look.stop()
        return time.perf_counter() - began

    def pause(seconds: float) -> None:
        end = time.perf_counter() + seconds
        wait(lambda: time.perf_counter() >= end)

    def tell(name: str, **more: float) -> None:
        beat.tick()
        memory = psutil.Process().memory_full_info().uss / 1e6
        print(json.dumps({"name": name, "busy_ms": 1000 * beat.longest, "memory_mb": memory, **more}), flush=True)  # noqa: T201
        beat.longest = 0.0

    context = make_context(None, AnalysisStore(data / "analyses"))
    context.settings.change(page="review", library_storage="linked")
    window = MainWindow(context)
    window.resize(1400, 900)
    window.show()
    pause(0.3)
    load_all()
    load_networks(context)
    window.libraries_loaded()
    pause(1.0)
    tell("window without the library")
    page = window.pages["library"]
    assert isinstance(page, LibraryPage)
    context.keep_clip = lambda *_: None
    began = time.perf_counter()
    window.show_page("library")
    wait(lambda: page.shelf.rows.ids)
    tell("opened", seconds=time.perf_counter() - began)
    pause(1.0)
    view = page.shelf.view

    def scroll(steps: int, by: int) -> None:
        bar = view.verticalScrollBar()
        for _ in range(steps):
            bar.setValue(bar.value() + by)
            pause(0.02)

    scroll(60, 400)
    tell("scrolled")
    for place in range(40):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() * (7 * place % 40) // 40)
        pause(0.03)
    tell("jumped about")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    view.setFocus()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_A, control)
        pause(0.1)
        assert len(page.shelf.chosen) == len(page.shelf.rows.ids)
        QTest.keyClick(view, Qt.Key.Key_Home)
        pause(0.1)
        QTest.keyClick(view, Qt.Key.Key_End, shift)
        pause(0.1)
    tell("all chosen")
    QTest.keyClick(view, Qt.Key.Key_Home)
    took = []
    for text in ("tuck", "clip 99", "person:anna", "tag:camp rating>=3", "flight>0.6"):
        for letter in text:
            QTest.keyClick(page.bar.search, letter)
            pause(0.05)
        took.append(wait(lambda text=text: page.model.found.wish.text == text))
        page.bar.search.clear()
        wait(lambda: not page.model.found.wish.text)
    tell("typed", seconds=max(took))
    window.context.commands.run("library.view")
    pause(0.3)
    view = page.shelf.view
    scroll(60, 400)
    QTest.keyClick(view, Qt.Key.Key_A, control)
    pause(0.2)
    tell("as a table")
    window.context.commands.run("library.view")
    pause(0.3)
    tell("as pictures again")
    QTest.keyClick(page.shelf.view, Qt.Key.Key_Home)
    began = time.perf_counter()
    page.take_in([films])
    wait(lambda: len(page.queue.queue.jobs) >= 1000)
    tell("1,000 files queued", seconds=time.perf_counter() - began)
    page.queue_panel.toggle()
    pause(3.0)
    tell("worked off for three seconds, all files shown")
    page.queue.pause()
    window.close()


if __name__ == "__main__":
    main()
