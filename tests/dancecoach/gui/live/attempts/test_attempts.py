"""The list of attempts: comes by itself, is shown again slowly, opened, taken away and brought back."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dancecoach.coaching.skill import Skill
from dancecoach.errors import OutputError
from dancecoach.gui.live.attempts import model as attempts_model
from dancecoach.gui.live.attempts.words import fate_text, sentence
from dancecoach.library.whose import note_dancer
from dancecoach.pipeline.live.attempts.catcher import Caught, KeptClip
from dancecoach.pipeline.live.attempts.finder import Attempt
from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress
from dancecoach.video.ring import Limits, PictureRing

SKILL = Skill(
    takeoff_frame=10, touchdown_frame=25, takeoff_s=1.0, touchdown_s=1.5, flight_time_s=0.5,
    flight_time_uncertainty_s=0.03, jump_height_m=0.31, rotation_turns=-1.0, body_shape="tuck", confidence=0.9,
)  # fmt: skip


def pictures(count=12):
    ring = PictureRing(Limits(60, 10**9, 0))
    for n in range(count):
        image = np.full((48, 64, 3), 10 * n, np.uint8)
        ring.add(Frame(image, 1.0 + n / 30, n), 0.0, compress(image))
    return ring.between(0, 9)


@pytest.fixture
def listed(page, qtbot, tmp_path):
    """A page on which an attempt was caught and saved."""

    def come(number=1):
        path = tmp_path / f"attempt {number}.mp4"
        kept = pictures()
        page.model.attempts._caught.emit(Caught(number, Attempt((SKILL,), 0.0, 3.0, 1.25), kept[6], kept, path))
        qtbot.waitUntil(lambda: len(page.model.attempts.rows) == number)
        path.write_bytes(b"clip")
        page.model.attempts._kept.emit(KeptClip(number, path, kept))
        qtbot.waitUntil(lambda: page.model.attempts.rows[0].saved)
        return path

    return come


def test_off_there_is_no_list_and_a_key_turns_it_on(page):
    page.show()
    assert not page.view.shelf.isVisible()
    page.context.commands.action("live.capture").trigger()
    assert page.context.settings.current.capture_attempts
    assert page.view.shelf.isVisible()
    assert str(page.context.settings.current.recordings_path) in page.view.shelf.state.text()
    page.context.commands.action("live.capture").trigger()
    assert not page.view.shelf.isVisible()


def test_an_attempt_is_listed_with_picture_kind_and_flight_time(page, listed):
    listed()
    row = page.model.attempts.rows[0]
    assert "tuck" in sentence(row)
    assert "0.50 ± 0.03 s" in sentence(row)
    assert not page.view.shelf.view.model().index(0, 0).data(int(Qt.ItemDataRole.UserRole) + 1).isNull()
    assert page.view.shelf.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == sentence(row)


def test_the_newest_stands_first_and_is_shown_again_slowly(page, listed, qtbot):
    page.start_camera("0")
    qtbot.waitUntil(page.has_pictures)
    listed(1)
    listed(2)
    assert [row.caught.number for row in page.model.attempts.rows] == [2, 1]
    page.refresh_commands()
    page.context.commands.action("live.attempt_newest").trigger()
    assert page.model.mirror.standing
    qtbot.waitUntil(lambda: page.model.mirror.on_show is not None and page.model.mirror.on_show.frame.index == 3)
    page.model.mirror.step(1)
    qtbot.waitUntil(lambda: page.model.mirror.on_show.frame.index in (4, 5, 6))
    page.model.mirror.back_to_live()
    qtbot.waitUntil(lambda: page.model.mirror.on_show.late is None)


def test_open_goes_to_review(page, listed, monkeypatch):
    path = listed()
    opened = []
    monkeypatch.setattr(type(page.context), "open_clip", lambda _context, clip: opened.append(clip))
    page.view.shelf.choose(0)
    page.context.commands.action("live.attempt_open").trigger()
    assert opened == [path]


def test_delete_takes_the_clip_along_and_can_be_undone(page, listed):
    path = listed()
    page.view.shelf.choose(0)
    page.context.commands.action("live.attempt_delete").trigger()
    assert not page.model.attempts.rows
    assert not path.exists()
    page.context.commands.undo_stack.undo()
    assert page.model.attempts.rows
    assert path.read_bytes() == b"clip"
    page.context.commands.undo_stack.redo()


def test_what_was_taken_away_is_gone_after_the_end(page, listed, tmp_path):
    note_dancer(listed(), "Mia")
    page.view.shelf.choose(0)
    page.attempts.delete()
    page.model.attempts.close()
    assert not list(tmp_path.glob("*attempt*"))


def test_a_clip_that_could_not_be_kept_is_said(page, qtbot, tmp_path):
    kept, path = pictures(), tmp_path / "a.mp4"
    page.model.attempts._caught.emit(Caught(1, Attempt((SKILL,), 0.0, 3.0, 1.25), kept[6], kept, path))
    with qtbot.waitSignal(page.model.failed) as failed:
        page.model.attempts._kept.emit(KeptClip(1, path, (), OutputError("the disk is full", subject=path)))
    assert "disk is full" in str(failed.args[0])
    row = page.model.attempts.rows[0]
    assert fate_text(row) == "no clip"
    assert row.pictures  # it can still be shown again


def test_memory_is_bounded(page, listed, monkeypatch):
    monkeypatch.setattr(attempts_model, "REPLAY_BYTES", sum(len(p.jpeg) for p in pictures()) + 1)
    for number in (1, 2, 3):
        listed(number)
    assert [bool(row.pictures) for row in page.model.attempts.rows] == [True, False, False]


def test_attempts_whose_clips_were_deleted_elsewhere_are_on_the_list_no_more(page, listed):
    first, second = listed(1), listed(2)
    page.context.dancers.gone.emit("Mia")
    assert len(page.model.attempts.rows) == 2
    first.unlink()
    page.context.dancers.gone.emit("Mia")
    assert [row.caught.path for row in page.model.attempts.rows] == [second]
