"""Handing over from the real window: what is ticked is made, with progress and cancel, and errors are said there."""

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from dancecoach.gui.review.handover.choice import ANOTHER, ITSELF, LOOP, SKILL, Choice, frames_of, span_of, wanted_of
from dancecoach.gui.review.handover.handover import hand_over_commands
from dancecoach.gui.review.handover.second import First, SecondClip
from dancecoach.gui.review.model import Loop
from dancecoach.progress import CancelToken
from dancecoach.report.painter import Parts
from dancecoach.video.file import VideoFile

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown_folders():
    return []


@pytest.fixture
def handover(review, shown_folders, monkeypatch):
    monkeypatch.setattr(review.handover, "show", shown_folders.append)
    return review.handover


@pytest.fixture
def dialog(handover, window, qtbot):
    window.context.commands.run("review.hand_over")
    dialog = handover.dialog
    qtbot.waitUntil(dialog.isVisible)
    yield dialog
    if handover.dialog is not None:
        handover.dialog.close()


def tick(dialog, *names):
    for name, box in dialog.form.things.items():
        box.setChecked(name in names)


def test_what_is_ticked_is_made_and_shown(dialog, qtbot, tmp_path, shown_folders, counted_clip):
    tick(dialog, "picture", "xlsx", "html")
    dialog.form.folder.setText(str(tmp_path / "für Anna"))
    qtbot.mouseClick(dialog.form.go, LEFT)
    assert dialog.page == "running"
    qtbot.waitUntil(lambda: dialog.page == "done", timeout=20_000)
    names = {file.name for file in (tmp_path / "für Anna").iterdir()}
    stem = counted_clip.stem
    assert names == {f"{stem}-frame-0.png", f"{stem}-measures.xlsx", f"{stem}-report.html"}
    assert "3 files" in dialog.verdict.text()
    assert f"{stem}-report.html" in dialog.details.text()
    qtbot.mouseClick(dialog.show_folder, LEFT)
    assert shown_folders == [tmp_path / "für Anna"]


def test_the_video_shows_the_loop_at_half_speed(dialog, handover, review, qtbot, tmp_path):
    dialog.close()
    review.model.set_loop(Loop(20, 29))
    handover.open()
    again = handover.dialog
    tick(again, "video")
    again.form.span.setCurrentIndex(again.form.span.findData(LOOP))
    again.form.speed.setCurrentIndex(again.form.speed.findData(50.0))
    again.form.folder.setText(str(tmp_path))
    qtbot.mouseClick(again.form.go, LEFT)
    qtbot.waitUntil(lambda: again.page == "done", timeout=20_000)
    (made,) = tmp_path.glob("*.mp4")
    with VideoFile(made) as video:
        assert len(video) == 10
        assert video.times[1] == pytest.approx(2 / 30, abs=2e-3)


def test_an_error_is_said_in_the_dialog(dialog, qtbot, tmp_path):
    blocker = tmp_path / "a file"
    blocker.write_text("")
    tick(dialog, "xlsx")
    dialog.form.folder.setText(str(blocker / "folder"))
    qtbot.mouseClick(dialog.form.go, LEFT)
    qtbot.waitUntil(lambda: dialog.page == "done", timeout=20_000)
    assert "could not" in dialog.verdict.text()
    assert "choose another folder" in dialog.details.text()
    assert not dialog.show_folder.isVisibleTo(dialog)


def test_stopping_goes_back_to_the_form_and_leaves_no_video(dialog, handover, qtbot, tmp_path):
    tick(dialog, "video")
    dialog.form.beside.setCurrentIndex(dialog.form.beside.findData(ITSELF))
    dialog.form.folder.setText(str(tmp_path))
    dialog.accepted_choice.connect(lambda _choice: dialog.cancel_wanted.emit())
    qtbot.mouseClick(dialog.form.go, LEFT)
    qtbot.waitUntil(lambda: dialog.page == "form" and handover.ready, timeout=20_000)
    assert [file for file in tmp_path.iterdir() if file.suffix == ".mp4"] == []


def test_enter_in_the_form_hands_over(dialog, qtbot, tmp_path):
    tick(dialog, "html")
    dialog.form.folder.setText(str(tmp_path))
    qtbot.keyClick(dialog.form.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.page == "done", timeout=30_000)
    assert len(list(tmp_path.glob("*-report.html"))) == 1


def test_closing_the_dialog_lets_the_work_go_on_and_the_window_says_its_end(dialog, handover, window, qtbot, tmp_path):
    tick(dialog, "csv")
    dialog.form.folder.setText(str(tmp_path))
    qtbot.mouseClick(dialog.form.go, LEFT)
    dialog.close()
    qtbot.waitUntil(lambda: handover.ready, timeout=20_000)
    assert {file.name.rsplit("-", 1)[1] for file in tmp_path.glob("*.csv")} == {
        "frames.csv",
        "skills.csv",
        "phases.csv",
    }
    assert "3 files" in window.banner.notice.text


def test_nothing_ticked_or_nowhere_to_go_cannot_be_started(dialog):
    tick(dialog)
    assert not dialog.form.go.isEnabled()
    tick(dialog, "pdf")
    assert dialog.form.go.isEnabled()
    dialog.form.folder.setText(" ")
    assert not dialog.form.go.isEnabled()


def test_what_is_not_made_cannot_be_changed(dialog):
    tick(dialog, "xlsx")
    assert not dialog.form.span.isEnabled()
    assert not dialog.form.instants.isEnabled()
    assert not dialog.form.parts["skeleton"].isEnabled()
    tick(dialog, "sequence")
    assert dialog.form.instants.isEnabled()
    assert dialog.form.parts["skeleton"].isEnabled()


def test_everything_has_a_name_for_a_screen_reader(dialog):
    for widget in (
        dialog.form.span,
        dialog.form.speed,
        dialog.form.skill,
        dialog.form.instants,
        dialog.form.mode,
        dialog.form.folder,
        dialog.bar,
    ):
        assert widget.accessibleName()
    for box in dialog.form.things.values():
        assert box.accessibleDescription()


def test_a_choice_means_frames_of_the_clip(review):
    model = review.model
    assert span_of(Choice(), model) is None
    slow = span_of(Choice(percent=25.0), model)
    assert (slow.first, slow.last, slow.speed, slow.only) == (0, model.last, 0.25, True)
    model.set_loop(Loop(5, 9))
    part = span_of(Choice(span=LOOP, percent=50.0, rest=True), model)
    assert (part.first, part.last, part.speed, part.only) == (5, 9, 0.5, False)
    first, last = frames_of(Choice(span=SKILL), model)
    skill = model.skills[0]
    assert first < skill.takeoff_frame < skill.touchdown_frame < last
    wanted = wanted_of(Choice(things=frozenset({"pdf", "video"}), beside=ITSELF, skill=0), model, "today")
    assert wanted.things == ("video", "pdf")
    assert wanted.dual is not None
    assert wanted.skill == 0


def test_a_choice_for_another_clip_forgets_what_that_lacks(review):
    review.model.set_loop(Loop())
    kept = Choice(span=LOOP, skill=7, percent=25.0).for_clip(review.model)
    assert kept == attrs.evolve(Choice(), percent=25.0)


def test_the_command_is_for_clips_with_findings(handover, review):
    (command,) = hand_over_commands(handover)
    assert command.enabled()
    review.model.analysis_began()
    review.model.findings = None
    assert not command.enabled()


def beside(dialog, what):
    dialog.form.beside.setCurrentIndex(dialog.form.beside.findData(what))


def test_another_clip_is_chosen_and_stands_beside(dialog, qtbot, tmp_path, drawn_clip, monkeypatch):
    second = drawn_clip("stand", size=(160, 128), fps=60.0, duration=2.2).path
    tick(dialog, "video")
    assert not dialog.form.another.isVisibleTo(dialog)
    beside(dialog, ANOTHER)
    assert dialog.form.another.isVisibleTo(dialog)
    assert not dialog.form.go.isEnabled(), "no clip was chosen yet"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_m: (str(second), ""))
    qtbot.mouseClick(dialog.form.choose_other, LEFT)
    assert dialog.form.other.text() == second.name
    assert dialog.form.choice.other == second
    dialog.form.folder.setText(str(tmp_path / "out"))
    qtbot.mouseClick(dialog.form.go, LEFT)
    qtbot.waitUntil(lambda: dialog.page == "done", timeout=30_000)
    [made] = (tmp_path / "out").glob("*.mp4")
    with VideoFile(made) as video:
        assert video.info.width > 1.5 * video.info.height


def test_two_clips_meet_at_their_take_offs(review, context, analyst, drawn_clip, qtbot):
    second = drawn_clip("stand", size=(160, 128), fps=60.0, duration=2.2).path
    clip = SecondClip(second, context.store, context.store.root.parent / "notes", context.settings.current, analyst)
    analysis = review.model.findings.analysis
    dual = clip.film(First(analysis), Parts(), lambda _progress: None, CancelToken())
    kept = context.store.find(second, "blazepose", "full")
    takeoff = kept.skills[0].takeoff_frame
    assert dual.other.times[takeoff] == pytest.approx(analysis.skills[0].takeoff_s, abs=0.08)
    assert clip.film(First(analysis), Parts(), lambda _progress: None, CancelToken()).other.times == dual.other.times
    # Without a skill in one of them they begin together.
    alone = clip.film(First(attrs.evolve(analysis, skills=()), begin=7), Parts(), lambda _p: None, CancelToken())
    assert (alone.other.times, alone.other.at) == (None, (7, 0))


def test_a_second_file_that_is_no_clip_is_said(dialog, qtbot, tmp_path):
    (tmp_path / "text.mp4").write_text("nothing to see")
    tick(dialog, "video")
    dialog.form._other = tmp_path / "text.mp4"
    beside(dialog, ANOTHER)
    dialog.form.folder.setText(str(tmp_path / "out"))
    qtbot.mouseClick(dialog.form.go, LEFT)
    qtbot.waitUntil(lambda: dialog.page == "done", timeout=20_000)
    assert "text.mp4" in dialog.details.text()
