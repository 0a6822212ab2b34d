"""The large words over the live picture."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from dancecoach.gui.live.stage.board import BoardText, LiveBoard
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.models.phases import PhaseNow
from dancecoach.models.style import StyleResult
from dancecoach.palette import PHASES
from dancecoach.video.frame import Frame

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints")]
WALTZ = StyleResult("m", "waltz", {"waltz": 0.72, "rumba": 0.28})


@pytest.fixture
def canvas(qtbot):
    made = VideoCanvas()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    made.show_frame(Frame(np.full((720, 1280, 3), 128, np.uint8), 0.0, 0))
    return made


@pytest.fixture
def board(canvas):
    made = LiveBoard(canvas)
    made.show()
    return made


def say(board, phase=None, style=None, time_s=10.0, seen=True):
    now = None if phase is None else PhaseNow(phase, 0.9, time_s, time_s - 1)
    board.push(time_s, now, style, seen=seen)


def picture(canvas):
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[..., :3].copy()


def extent(canvas, colour):
    """(left, top, right, bottom) of a colour."""
    wanted = QColor(colour)
    same = (picture(canvas) == [wanted.blue(), wanted.green(), wanted.red()]).all(axis=-1)
    rows, columns = np.flatnonzero(same.any(axis=1)), np.flatnonzero(same.any(axis=0))
    return columns[0], rows[0], columns[-1], rows[-1]


def test_nothing_is_said_of_nobody(board, canvas):
    plain = picture(canvas)
    say(board, "skill", WALTZ, seen=False)
    assert board.text == BoardText()
    assert np.array_equal(picture(canvas), plain)


@pytest.mark.parametrize("phase", ["take-off", "skill", "landing"])
def test_a_phase_is_a_large_block_of_its_colour_that_keeps_its_size(board, canvas, phase):
    say(board, phase)
    left, top, right, bottom = extent(canvas, PHASES[phase])
    assert bottom - top >= 80
    assert right - left >= 200
    assert max(left, top) < 40
    say(board, "skill", time_s=20.0)
    say(board, "skill", time_s=20.1)
    assert extent(canvas, PHASES["skill"]) == (left, top, right, bottom)


def test_a_dancer_reads_the_style_first(board, canvas):
    say(board, "skill", WALTZ)
    large = extent(canvas, PHASES["skill"])
    board.be_about("dance")
    small = extent(canvas, PHASES["skill"])
    assert small[3] - small[1] < 0.6 * (large[3] - large[1])
    assert small[1] > large[1] + 40
    assert board.text.style == "probably waltz, 72 %"
    assert "waltz" in board.accessibleDescription()
    assert "skill" in board.accessibleDescription()


def test_it_is_drawn_anew_only_when_it_says_something_else(board, canvas, monkeypatch):
    drawn = []
    monkeypatch.setattr(board, "_draw", lambda draw=board._draw: drawn.append(1) or draw())
    for index in range(60):
        say(board, "idle", WALTZ, time_s=index / 30)
        canvas.update()
        QApplication.processEvents()
    assert len(drawn) == 1


def test_it_fits_a_small_picture_too(board, canvas):
    canvas.resize(300, 200)
    QApplication.processEvents()
    say(board, "take-off", WALTZ)
    assert extent(canvas, PHASES["take-off"])[2] < 299


def test_the_mouse_goes_through(board, canvas, qtbot):
    say(board, "skill", WALTZ)
    assert canvas.childAt(QPoint(30, 30)) is None
    with qtbot.waitSignal(canvas.clicked):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))


def test_the_last_skills_stand_in_the_other_corner(board):
    time_s = 0.0
    for phase, seconds in (("idle", 1.0), ("take-off", 0.5), ("skill", 0.6), ("landing", 0.5)):
        since = time_s
        for _ in range(round(seconds * 30)):
            board.push(time_s, PhaseNow(phase, 0.9, time_s, since), None, seen=True)
            time_s += 1 / 30
    assert board.text.attempts == ("skill 0.60 ± 0.03 s",)
    board.forget()
    assert board.text == BoardText()


def attempt(board, style, start_s=0.0):
    """Somebody jumps, and the style network says ``style`` all along; gives the time after it."""
    time_s = start_s
    for phase, seconds in (("idle", 1.0), ("take-off", 0.5), ("skill", 0.6), ("landing", 0.5)):
        since = time_s
        for _ in range(round(seconds * 30)):
            board.push(time_s, PhaseNow(phase, 0.9, time_s, since), style, seen=True)
            time_s += 1 / 30
    return time_s


@pytest.mark.parametrize(
    ("activity", "share", "named"),
    [("auto", 0.72, False), ("auto", 0.9, True), ("dance", 0.72, True), ("gymnastics", 0.72, False)],
)
def test_a_jump_is_no_dance_unless_the_network_is_sure_or_the_person_dances(board, activity, share, named):
    board.be_about(activity)
    style = StyleResult("m", "waltz", {"waltz": share, "rumba": 1 - share})
    attempt(board, style)
    assert ("waltz" in board.text.style) is named


def test_the_dance_is_named_again_when_the_jump_is_long_over(board):
    time_s = attempt(board, WALTZ)
    assert board.text.style == ""
    say(board, "idle", WALTZ, time_s=time_s + 7.0)
    assert board.text.style == ""
    say(board, "idle", WALTZ, time_s=time_s + 8.5)
    assert board.text.style == "probably waltz, 72 %"


def test_every_word_is_copied_to_the_picture_whole(board, canvas):
    """Only the plates are copied; nothing that was drawn lies outside them."""
    attempt(board, WALTZ)
    say(board, "idle", WALTZ, time_s=30.0)
    drawn = board._draw().toImage().convertToFormat(QImage.Format.Format_ARGB32)
    alpha = np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), drawn.width(), 4)[..., 3].copy()
    assert alpha.any()
    ratio = drawn.devicePixelRatio()
    for plate in board._plates:
        left, top, right, bottom = (round(v * ratio) for v in plate.getCoords())
        alpha[top:bottom, left:right] = 0
    assert not alpha.any()
