"""Counts tapped in the real window: by keys and by the button, kept, undone, refused, and heard."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.files import sha256_of
from dancecoach.gui.practice.counts import listening
from dancecoach.gui.practice.counts.state import CountsState, Trouble
from dancecoach.gui.practice.counts.words import below_text, title_text
from dancecoach.library.counts.store import CountsStore
from dancecoach.video.sound_passage import Heard

pytestmark = pytest.mark.gui

BEATS = [0.25 + 0.25 * n for n in range(9)]


class Music:
    """Is at the moment that a test says, and remembers what it was asked to play."""

    at_s = 0.0
    over = False
    played: tuple = ()

    def __init__(self, *_args):
        Music.at_s, Music.over, Music.played = 0.0, False, ()

    def play(self, passage):
        Music.played = (*Music.played, passage)

    def heard(self):
        return Heard(Music.at_s, over=Music.over)

    def pause(self):
        pass

    def close(self):
        pass

    def wait(self, _timeout_s):
        return True


@pytest.fixture
def counts(ready, monkeypatch, qtbot):
    """The page with its silent reference, which has no counts."""
    monkeypatch.setattr(listening, "MusicPlayer", Music)
    ready.window().activateWindow()
    return ready.counts.model


@pytest.fixture
def key(ready, qtbot):
    def press(*keys):
        for one in keys:
            qtbot.keyClick(ready.stage.canvas, one)

    return press


@pytest.fixture
def settled(counts, qtbot):
    def wait():
        qtbot.waitUntil(lambda: counts.state is CountsState.RESTING, timeout=20_000)

    return wait


def tap(key, moments, ones=()):
    """Tap at these moments, some of them as a "1"."""
    for at_s in moments:
        Music.at_s = at_s
        key(Qt.Key.Key_1 if at_s in ones else Qt.Key.Key_Space)


@pytest.fixture
def tapped(ready, counts, key, settled):
    key(Qt.Key.Key_B)
    tap(key, BEATS, ones=(BEATS[2],))
    key(Qt.Key.Key_Return)
    settled()
    return counts


def starts(page):
    return [round(part.start_s, 3) for part in page.model.reference.parts]


def test_a_silent_reference_gets_counts_by_tapping_along(ready, counts, key, settled, qtbot, long_clip):
    bare = ready.stage.line.grab().toImage()
    key(Qt.Key.Key_B)
    assert ready.stage.counts.isVisible()
    assert not ready.stage.hud.isVisible()
    assert counts.state is CountsState.TAPPING
    assert not Music.played[0].clicks, "clicks would lead the hand"
    tap(key, BEATS, ones=(BEATS[2],))
    assert len(counts.taps) == len(BEATS), "Space taps, and starts no take"
    assert ready.stage.counts.pad.text() == str(len(BEATS) - 2)
    assert "240" in ready.stage.counts.title.text()
    key(Qt.Key.Key_Return)
    settled()
    assert ready.model.reference.counts.at(0.75) == (1, 1)
    assert starts(ready)[0] == pytest.approx(0.75)
    assert ready.stage.line._parts == ready.model.reference.parts
    assert ready.stage.line.grab().toImage() != bare, "beats and eights are drawn"
    assert ready.acts.has_counts()
    kept = CountsStore(ready.context.store.root.parent / "counts").get(sha256_of(long_clip))
    assert kept.by == "person"
    ready.open(long_clip)
    qtbot.waitUntil(lambda: ready.model.ready, timeout=20_000)
    assert ready.model.reference.counts.at(0.75) == (1, 1), "kept by itself"


def test_the_button_is_tapped_where_the_hand_comes_down(ready, counts, qtbot, settled):
    pad = ready.stage.counts.pad
    ready.counts.toggle()
    qtbot.mouseClick(pad, Qt.MouseButton.LeftButton)
    assert counts.state is CountsState.TAPPING
    for at_s in BEATS[:4]:
        Music.at_s = at_s
        qtbot.mousePress(pad, Qt.MouseButton.LeftButton)
    assert [t.time_s for t in counts.taps] == BEATS[:4]
    Music.at_s += 0.03
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton)
    assert len(counts.taps) == 4, "a bounce is no tap"
    Music.at_s = BEATS[4]
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    assert counts.taps[-1].is_one
    assert counts.count_tapped == 1


def test_when_the_reference_is_over_the_taps_count(ready, counts, key, settled, qtbot):
    key(Qt.Key.Key_B)
    tap(key, BEATS)
    Music.over = True
    qtbot.waitUntil(lambda: ready.model.reference.counts is not None, timeout=20_000)
    assert "a guess" in below_text(counts), "nobody has said which is the 1"


@pytest.mark.parametrize(
    ("moments", "trouble", "word"),
    [(BEATS[:3], Trouble.FEW, "Too few"), ([0.2, 0.35, 1.0, 1.12, 2.2, 2.9, 3.02], Trouble.UNEVEN, "uneven")],
)
def test_what_is_no_beat_is_said_and_changes_nothing(ready, counts, key, settled, moments, trouble, word):
    key(Qt.Key.Key_B)
    tap(key, moments)
    key(Qt.Key.Key_Return)
    settled()
    assert counts.trouble is trouble
    assert word in ready.stage.counts.below.text()
    assert ready.stage.counts.below.objectName() == "warning"
    assert ready.model.reference.counts is None
    assert counts.kept is None


def test_escape_leaves_everything_as_it_was(ready, counts, key):
    key(Qt.Key.Key_B)
    tap(key, BEATS)
    key(Qt.Key.Key_Backspace)
    assert not counts.taps
    tap(key, BEATS)
    key(Qt.Key.Key_Escape)
    assert counts.state is CountsState.RESTING
    assert counts.kept is None
    assert ready.context.commands.mode == ""


def test_corrections_in_one_step_are_undone_one_by_one(ready, tapped, settled, qtbot):
    begun, undo = starts(ready), ready.context.commands.undo_stack
    for name in ("counts_half", "one_later", "one_earlier", "one_earlier"):
        ready.context.commands.run(f"practice.{name}")
        settled()
    assert tapped.kept.tempo == pytest.approx(120, rel=0.01)
    assert starts(ready) != begun
    for _ in range(4):
        undo.undo()
    qtbot.waitUntil(lambda: starts(ready) == begun, timeout=30_000)
    undo.undo()
    qtbot.waitUntil(lambda: tapped.kept is None, timeout=30_000)
    assert ready.model.reference.counts is None
    undo.redo()
    qtbot.waitUntil(lambda: starts(ready) == begun, timeout=30_000)


def test_nobody_counts_so_fast(ready, tapped, settled):
    ready.context.commands.run("practice.counts_twice")
    settled()
    assert tapped.trouble is Trouble.TOO_FAST
    assert "twice as fast" in ready.stage.counts.below.text()


def test_as_found_forgets_what_was_tapped(ready, tapped, settled):
    ready.context.commands.run("practice.counts_found")
    settled()
    assert ready.model.reference.counts is None
    assert "No counts" in title_text(tapped)


def test_counts_are_heard_with_clicks(ready, tapped):
    ready.context.commands.run("practice.hear_counts")
    assert tapped.state is CountsState.HEARING
    passage = Music.played[-1]
    assert passage.clicks
    assert passage.metronome.beats_s == ready.model.reference.counts.beats_s
    ready.context.commands.run("practice.hear_counts")
    assert tapped.state is CountsState.RESTING


def test_dancing_ends_it_and_leaving_the_page_too(ready, counts, key):
    key(Qt.Key.Key_B)
    ready.stage.foot.start.click()
    assert ready.model.busy
    assert counts.state is CountsState.RESTING
    assert ready.stage.hud.isVisible()
    assert not ready.stage.counts.isVisible()
    ready.model.run.finish()
    key(Qt.Key.Key_B)
    ready.deactivate()
    assert counts.state is CountsState.RESTING


def test_the_part_that_is_practised_follows(ready, tapped, settled):
    part = ready.model.reference.parts[0]
    ready.model.planning.replan(part=part)
    ready.context.commands.run("practice.one_later")
    settled()
    assert ready.model.plan.part in ready.model.reference.parts
    assert ready.model.plan.part != part
    assert ready.stage.foot.part.currentData() == ready.model.plan.part.number
