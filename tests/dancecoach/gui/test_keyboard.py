"""The whole of Review by keys alone, and where Tab goes: everything can be reached, nothing holds on to the focus."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QWidget,
)

from dancecoach.gui.review.model import Loop
from dancecoach.gui.window.command_palette import CommandPalette

K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QTabBar,
)  # fmt: skip


@pytest.fixture
def in_front(window, qtbot):
    """A function that tells what the keys go to; the window again, where something over it was closed."""

    def tell():
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if over is None and not window.isActiveWindow():
            with qtbot.waitActive(window):  # there is no window manager here to do it
                window.activateWindow()
        return over or window

    return tell


@pytest.fixture
def press(in_front, qtbot):
    """A function that presses a key where the focus is, as a keyboard does."""

    def do(key, *modifiers, times=1):
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        for _ in range(times):
            over = in_front()
            qtbot.keyClick(over.focusWidget() or over, key, held)

    return do


@pytest.fixture
def write(in_front, qtbot):
    """A function that writes a text where the focus is."""
    return lambda text: qtbot.keyClicks(in_front().focusWidget(), text)


@pytest.fixture
def asked(monkeypatch):
    """The person chooses these files in the system's own dialogs."""
    files = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given, **_more: (str(files.pop(0)), ""))
    return files


@pytest.fixture
def palette(window, press, write, qtbot):
    """A function that finds a command in the palette and runs it."""

    def do(words):
        press(K.Key_K, CTRL)
        qtbot.waitUntil(lambda: any(p.isVisible() for p in window.findChildren(CommandPalette)))
        write(words)
        press(K.Key_Return)

    return do


@pytest.fixture
def opened(window, palette, asked, counted_clip, qtbot):
    """The Review page with a clip that was opened by keys, known and not playing."""
    window.libraries_loaded()
    window.show_page("review")
    page = window.pages["review"]
    asked.append(counted_clip)
    palette("open a clip")
    qtbot.waitUntil(lambda: page.model.findings is not None and page.notes.editable, timeout=20_000)
    qtbot.waitUntil(lambda: page.canvas.frame is not None)
    page.model.pause()
    page.model.seek(0)
    return page


def test_a_clip_is_reviewed_by_keys_alone(opened, window, press, write, palette, qtbot, tmp_path, counted_clip):
    page, model, session = opened, opened.model, opened.notes
    # Step, and loop a part.
    for _ in range(5):
        before = model.playhead
        press(K.Key_Right)
        qtbot.waitUntil(lambda before=before: model.playhead == before + 1)
        qtbot.waitUntil(lambda: page.canvas.frame.index == model.playhead)
    press(K.Key_A)
    press(K.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: model.playhead == 15)
    press(K.Key_B)
    assert model.loop == Loop(5, 15)
    # Name a phase, and move its boundary.
    press(K.Key_C)
    assert page.work.labels.isVisible()
    press(K.Key_T)
    qtbot.waitUntil(lambda: session.track is not None)
    assert session.track.segment_at(15).phase == "take-off"
    press(K.Key_BracketRight)
    boundaries = [s.start_frame for s in session.track.segments()]
    assert 15 in boundaries or 16 in boundaries
    press(K.Key_C)
    # A key frame with a note.
    press(K.Key_N, SHIFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    write("knees together")
    press(K.Key_Escape)
    assert session.notes.key_frames[15].note == "knees together"
    assert QApplication.focusWidget() is page.canvas
    # A line with the cross, on the frame on show.
    qtbot.waitUntil(lambda: page.canvas.frame.index == 15 and not page.canvas.frame.preview)
    press(K.Key_D)
    press(K.Key_L)
    press(K.Key_Left, ALT, times=5)
    press(K.Key_Return)
    press(K.Key_Right, ALT, times=12)
    press(K.Key_Down, ALT, times=8)
    press(K.Key_Return)
    (line,) = session.notes.drawings
    (ax, ay), (bx, by) = line.points
    assert (line.kind, line.start_frame) == ("line", 15)
    assert ax < 0.5 < bx
    assert ay < by
    press(K.Key_Z, CTRL)
    assert len(session.notes.drawings) == 0
    press(K.Key_Z, CTRL, SHIFT)
    assert len(session.notes.drawings) == 1
    press(K.Key_Escape, times=2)
    assert not page.drawing.drawing
    # A second clip beside it.
    other = tmp_path / "other.mp4"
    shutil.copy(counted_clip, other)
    with other.open("ab") as file:
        file.write(b"\0\0\0\x08free")
    page.context.settings.replace(page.context.settings.current.with_recent(str(other)))
    palette("compare with")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(K.Key_Up)  # from the top of the menu to its last line: the clip opened lately
    press(K.Key_Return)
    qtbot.waitUntil(lambda: page.compare.canvas.frame is not None, timeout=20_000)
    press(K.Key_W, CTRL, SHIFT)
    assert not page.compare.on
    # Hand it over, but not now.
    press(K.Key_E, CTRL)
    qtbot.waitUntil(lambda: page.handover.dialog is not None and page.handover.dialog.isVisible())
    first = page.handover.dialog.focusWidget()
    press(K.Key_Tab)
    assert page.handover.dialog.focusWidget() is not first
    press(K.Key_Escape)
    qtbot.waitUntil(lambda: page.handover.dialog is None)
    press(K.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_by_keys_what_was_drawn_is_selected_and_moved(opened, press):
    page, session = opened, opened.notes
    press(K.Key_D)
    press(K.Key_E)
    press(K.Key_Return)
    press(K.Key_Right, ALT, times=4)
    press(K.Key_Down, ALT, times=4)
    press(K.Key_Return)
    (ellipse,) = session.notes.drawings
    press(K.Key_V)
    press(K.Key_Return)
    assert page.drawing.toolbox.selection == {ellipse.id}
    press(K.Key_Right, ALT, times=3)
    (moved,) = session.notes.drawings
    assert moved.points[0][0] > ellipse.points[0][0]
    press(K.Key_Escape)
    assert page.drawing.toolbox.selection == set()


def test_by_keys_a_stroke_is_drawn_and_given_up(opened, press):
    session = opened.notes
    press(K.Key_D)
    press(K.Key_F)
    press(K.Key_Return)
    press(K.Key_Right, ALT, times=6)
    press(K.Key_Escape)
    press(K.Key_Right, ALT, times=2)
    assert len(session.notes.drawings) == 0
    press(K.Key_Return)
    press(K.Key_Right, ALT, times=6)
    press(K.Key_Return)
    (stroke,) = session.notes.drawings
    assert len(stroke.points) >= 6


# Where Tab goes


def named(widget):
    return bool(widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip())


def round_of_tabs(press, most=150):
    """Every widget that has the focus on the way round; the first one again ends it."""
    press(K.Key_Tab)
    seen = [QApplication.focusWidget()]
    for _ in range(most):
        press(K.Key_Tab)
        now = QApplication.focusWidget()
        if now is seen[0]:
            return seen
        assert now is not seen[-1], f"{now} {now.objectName()} keeps the focus"
        seen.append(now)
    raise AssertionError(f"no way round; at last {[w.objectName() or type(w).__name__ for w in seen[-8:]]}")


def wanted(window):
    """What Tab must reach: the controls that are seen and can be used; of buttons in one group, one."""
    found = []
    for widget in window.findChildren(QWidget):
        grouped = isinstance(widget, QAbstractButton) and widget.group() is not None
        usable = widget.isVisible() and widget.isEnabled() and isinstance(widget, CONTROLS)
        inner = isinstance(widget.parent(), (QAbstractSpinBox, QComboBox, QTabBar)) or widget.window() is not window
        if usable and not grouped and not inner and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(widget)
    return found


@pytest.fixture(params=["clip", "notes", "drawings", "labelling", "drawing", "comparing", "empty", "live"])
def shown(request, window, press, qtbot):
    """A page in a state; its name."""
    if request.param in ("live", "empty"):
        window.show_page("live" if request.param == "live" else "review")
        qtbot.waitUntil(lambda: window.focusWidget() is not None)
        return request.param
    page = request.getfixturevalue("opened")
    if request.param == "notes":
        press(K.Key_N)
        press(K.Key_C, SHIFT)
    elif request.param == "drawings":
        press(K.Key_D, SHIFT)
    elif request.param == "labelling":
        press(K.Key_C)
    elif request.param == "drawing":
        press(K.Key_D)
    elif request.param == "comparing":
        page.compare.open(request.getfixturevalue("counted_clip"))
        qtbot.waitUntil(lambda: page.compare.canvas.frame is not None, timeout=20_000)
    return request.param


def test_tab_goes_round_and_reaches_everything_and_all_of_it_has_a_name(shown, window, press):
    seen = round_of_tabs(press)
    missed = [w.objectName() or type(w).__name__ for w in wanted(window) if w not in seen]
    assert missed == []
    assert [w for w in seen if not w.isVisible()] == []
    assert [f"{type(w).__name__} in {type(w.parent()).__name__}" for w in seen if not named(w)] == []


def test_the_focus_is_seen_on_the_picture_when_tab_brought_it(opened, press):
    canvas = opened.canvas
    plain = canvas.grab().toImage().pixelColor(canvas.width() // 2, 1)
    canvas.setFocus()
    for _ in range(150):
        press(K.Key_Tab)
        if QApplication.focusWidget() is canvas:
            break
    assert canvas.grab().toImage().pixelColor(canvas.width() // 2, 1) != plain


@pytest.mark.parametrize("command", ["app.settings", "app.keys"])
def test_dialogs_can_be_gone_round_and_left(window, press, context, command):
    context.commands.run(command)
    (dialog,) = [d for d in window.findChildren(QDialog) if d.isVisible()]
    first, seen = dialog.focusWidget(), set()
    for _ in range(40):
        press(K.Key_Tab)
        seen.add(dialog.focusWidget())
        if dialog.focusWidget() is first:
            break
    assert len(seen) > 1
    assert [f"{type(w).__name__} {w.objectName()}" for w in seen if w is not None and not named(w)] == []
    press(K.Key_Escape)
    assert not dialog.isVisible()
