"""The program is killed while a person draws; all that the hand had let go of is there again."""

import signal
import subprocess
import sys

import pytest

from dancecoach.files import sha256_of
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a kill that cannot be caught")

PROGRAM = """
import os, sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from dancecoach.gui.app import make_app, make_context
from dancecoach.gui.main_window import MainWindow
from dancecoach.gui.pages import PageEntry
from dancecoach.gui.review.page import ReviewPage
from dancecoach.library.store import AnalysisStore

clip, root = map(Path, sys.argv[1:])
app = make_app([])
context = make_context(None, AnalysisStore(root / "analyses"))


def nothing(*_):
    raise SystemExit("no analysis is wanted")


window = MainWindow(context, (PageEntry("review", lambda c: ReviewPage(c, analyse=nothing)),))
page, run, left = window.pages["review"], context.commands.run, Qt.MouseButton.LeftButton


def draw():
    if page.canvas.frame is None or not page.notes.editable:
        return
    timer.stop()
    run("review.draw")
    place = lambda x, y: QPoint(*map(round, page.canvas.view.to_widget(x, y)))
    for row in range(5):
        QTest.mousePress(page.canvas, left, pos=place(0.1, 0.1 + 0.1 * row))
        QTest.mouseMove(page.canvas, place(0.9, 0.5))
        QTest.mouseRelease(page.canvas, left, pos=place(0.9, 0.5))
    run("review.tool_freehand")
    QTest.mousePress(page.canvas, left, pos=place(0.2, 0.2))
    QTest.mouseMove(page.canvas, place(0.4, 0.5))
    os.write(1, b"done\\n")


timer = QTimer()
timer.timeout.connect(draw)
timer.start(5)
window.show()
QTimer.singleShot(0, lambda: window.open_clip(clip))
app.exec()
"""


def test_drawings_are_there_again(counted_clip, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(counted_clip), str(tmp_path)], stdout=subprocess.PIPE
    ) as program:
        assert program.stdout.readline() == b"done\n"
        program.kill()
    assert program.returncode == -signal.SIGKILL
    with NotesStore(tmp_path / "notes", autosave_s=None).open(NotedClip(sha256_of(counted_clip), 120)) as again:
        assert [d.kind for d in again.notes.drawings] == ["line"] * 5
        assert [round(d.points[0][1], 1) for d in again.notes.drawings] == [0.1, 0.2, 0.3, 0.4, 0.5]
