"""The program is killed, with a kill that cannot be caught, while a person labels; what was done is there again."""

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
from PySide6.QtCore import QTimer

from dancecoach.gui.app import make_app, make_context
from dancecoach.gui.main_window import MainWindow
from dancecoach.gui.pages import PAGES, PageEntry
from dancecoach.gui.review.page import ReviewPage
from dancecoach.library.store import AnalysisStore

clip, root = map(Path, sys.argv[1:])
app = make_app([])
context = make_context(None, AnalysisStore(root / "analyses"))


def nothing(*_):
    raise SystemExit("no analysis is wanted")


window = MainWindow(context, (PageEntry("review", lambda c: ReviewPage(c, analyse=nothing)),))
page, run = window.pages["review"], context.commands.run


def label():
    page.notes.choose_annotator("Ann")
    run("review.label")
    for i in range(8):
        page.model.seek(10 + 12 * i)
        run("review.split")
        run(("review.label_takeoff", "review.label_skill", "review.label_landing")[i % 3])
    page.model.seek(40)
    run("review.key_frame")
    page.desk.key_frames.write(40, "arms la")
    page.notes.end_gesture()
    os.write(1, b"done\\n")


page.notes.editable_changed.connect(lambda on: on and label())
window.show()
QTimer.singleShot(0, lambda: window.open_clip(clip))
app.exec()
"""


def test_labels_are_there_again(counted_clip, tmp_path, qtbot, make_window, context):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(counted_clip), str(tmp_path)], stdout=subprocess.PIPE
    ) as program:
        assert program.stdout.readline() == b"done\n"
        program.kill()
    assert program.returncode == -signal.SIGKILL
    with NotesStore(tmp_path / "notes", autosave_s=None).open(NotedClip(sha256_of(counted_clip), 120)) as again:
        starts = [s.start_frame for s in again.notes.track("Ann").segments()]
        assert starts == [0, *(10 + 12 * i for i in range(8))]
        assert again.notes.key_frames[40].note == "arms la"
        assert "edits that were not saved" in again.messages[0]
    window = make_window()
    window.open_clip(counted_clip)
    session = window.pages["review"].notes
    qtbot.waitUntil(lambda: session.editable, timeout=20_000)
    assert session.notes.annotators == ("Ann",)
