"""After a take, in the real window: it is handed over, and takes that were cut off are judged when nobody dances."""

import json
from datetime import datetime, timedelta

import attrs
import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from dancecoach.coaching.dance.comparison import compare
from dancecoach.errors import VideoError
from dancecoach.library.lesson.records import Lesson, LessonStep
from dancecoach.pipeline.practice.judging import keep
from dancecoach.pipeline.practice.takes import COMPARISON, LANDMARKS, TakeFacts
from dancecoach.pose.identity.seed import Seed
from dancecoach.report.beside.handover import NAMES
from dancecoach.video.writer import VideoWriter

pytestmark = pytest.mark.gui


def run(page, name):
    page.context.commands.run(f"practice.{name}")


def shows(canvas, moment_s):
    """Whether the picture of about a moment is on it."""
    return canvas.frame is not None and abs(canvas.frame.time_s - moment_s) < 0.15


def film(take, seconds=3.0):
    with VideoWriter(take.film, (64, 48), 10.0) as writer:
        for index in range(round(10 * seconds)):
            writer.write(np.full((48, 64, 3), 4 * index, np.uint8), index / 10)
    return take


def begun(page, reference, **more):
    facts = {"begun": datetime.now().astimezone() - timedelta(days=1)} | more
    return film(page.model.store.begin(TakeFacts(str(reference.path), reference.analysis.sha256, **facts)))


@pytest.fixture
def danced(ready):
    """A function that keeps a judged take of the reference."""

    def make(**more):
        reference = ready.model.reference
        take = begun(ready, reference, **more)
        return keep(ready.model.store, take, compare(reference.track, reference.track, offset_s=0.0), reference.track,
                    reference)  # fmt: skip

    return make


@pytest.fixture
def on_show(ready, danced, qtbot):
    """The page with a take on show."""
    result = danced()
    ready.model.kept.look()
    qtbot.waitUntil(lambda: len(ready.model.takes) == 1)
    ready.model.kept.read_of(result.take)
    qtbot.waitUntil(lambda: ready.model.result is not None)
    return ready


@pytest.fixture
def chosen_folder(tmp_path, monkeypatch):
    folder = tmp_path / "für Anna"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    return folder


@pytest.fixture
def told(practice):
    notices = []
    practice.context.notifier.posted.connect(notices.append)
    return notices


def test_a_take_is_handed_over_into_a_folder_that_opens(on_show, qtbot, chosen_folder):
    shown = []
    on_show.after.export.show = shown.append
    run(on_show, "hand_over")
    assert on_show.after.export.busy
    assert not on_show.after.can_export
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    (folder,) = chosen_folder.iterdir()
    assert shown == [folder]
    assert {path.name for path in folder.iterdir()} == set(NAMES.values())
    found = json.loads((folder / NAMES["json"]).read_text("utf-8"))
    assert found["score"] == on_show.model.result.score
    qtbot.waitUntil(lambda: on_show.after.can_export)
    assert on_show.context.commands.action("practice.hand_over").isEnabled()


def test_once_more_goes_into_a_folder_beside(on_show, qtbot, chosen_folder):
    shown = []
    on_show.after.export.show = shown.append
    for count in (1, 2):
        run(on_show, "hand_over")
        qtbot.waitUntil(lambda count=count: len(shown) == count, timeout=30_000)
        qtbot.waitUntil(lambda: not on_show.after.export.busy)
    assert len(set(shown)) == 2


def test_the_page_has_the_names_of_the_lessons_steps(on_show, qtbot, chosen_folder):
    reference = on_show.model.reference
    lesson = Lesson("Two", "", reference.analysis.sha256, 0.0, 60.0, steps=(LessonStep("Đôi turn", 0.0, 4.0),))
    on_show.after.export.show = lambda _folder: None
    on_show.after.export.start(on_show.model.result.take, attrs.evolve(reference, lesson=lesson), chosen_folder)
    qtbot.waitUntil(lambda: not on_show.after.export.busy, timeout=30_000)
    (folder,) = chosen_folder.iterdir()
    assert "Đôi turn" in (folder / NAMES["html"]).read_text("utf-8")


def test_handing_over_can_be_stopped(on_show, qtbot, chosen_folder):
    shown = []
    on_show.after.export.show = shown.append
    run(on_show, "hand_over")
    on_show.after.export.cancel()
    qtbot.waitUntil(lambda: not on_show.after.export.busy, timeout=30_000)
    assert shown == []
    assert list(chosen_folder.rglob("*.part.*")) == []


def test_whoever_chooses_no_folder_hands_nothing_over(on_show, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    run(on_show, "hand_over")
    assert not on_show.after.export.busy


@pytest.mark.parametrize("what", ["landmarks", "folder"])
def test_what_keeps_a_take_from_being_handed_over_is_one_sentence(on_show, qtbot, chosen_folder, told, what):
    if what == "landmarks":
        (on_show.model.result.take.folder / LANDMARKS).unlink()
    else:
        chosen_folder.rmdir()
        chosen_folder.write_text("not a folder")
    run(on_show, "hand_over")
    qtbot.waitUntil(lambda: not on_show.after.export.busy, timeout=30_000)
    (notice,) = told
    assert notice.severity == "error"
    assert "\n" not in notice.text
    assert ("landmarks.npz" if what == "landmarks" else "Anna") in notice.text


def test_without_a_take_there_is_nothing_to_hand_over(ready):
    assert not ready.context.commands.action("practice.hand_over").isEnabled()


def test_a_take_is_kept_in_the_library_under_the_name_of_what_was_danced(on_show):
    kept = []
    on_show.context.keep_clip = lambda *args, **more: kept.append((args, more))
    run(on_show, "keep")
    [((film_of_it, title), more)] = kept
    take = on_show.model.result.take
    assert film_of_it == take.film
    assert title == f"{on_show.model.reference.name}, {take.facts.begun:%Y-%m-%d %H:%M}"
    assert more == {"take": True}


def test_both_bodies_of_a_take_are_seen_by_match_at_any_point(on_show, qtbot):
    bodies, model = on_show.after.bodies, on_show.model
    qtbot.waitUntil(lambda: bodies.known, timeout=20_000)
    for moment in (1.0, 2.0):
        model.playhead.seek(moment)
        qtbot.waitUntil(lambda m=moment: shows(on_show.stage.here.canvas, m))
        assert all(layer.visible and any(layer._lines) for layer in bodies.layers)
        assert min(np.nanmin(layer._match) for layer in bodies.layers) > 0.9  # it is the reference itself
    run(on_show, "overlay")
    assert not any(layer.visible for layer in bodies.layers)
    run(on_show, "overlay")
    run(on_show, "leave_take")
    assert not any(layer.visible for layer in bodies.layers)


def test_a_take_without_landmarks_is_seen_without_a_word(on_show, qtbot, told, danced):
    other = danced().take
    (other.folder / LANDMARKS).unlink()
    on_show.model.kept.read_of(other)
    qtbot.waitUntil(lambda: on_show.model.result.take.folder == other.folder)
    qtbot.waitUntil(lambda: on_show.stage.here.canvas.frame is not None)
    assert not on_show.after.bodies.known
    assert told == []


# Takes that were cut off


def test_a_take_that_was_cut_off_is_judged_when_everything_is_there(ready, qtbot):
    take = begun(ready, ready.model.reference)
    ready.libraries_loaded()
    qtbot.waitUntil(lambda: [t.judged for t in ready.model.takes] == [True], timeout=30_000)
    assert ready.model.takes[0].folder == take.folder
    assert ready.model.takes[0].score is not None
    assert ready.model.result is None  # nobody asked to see it


def test_before_a_reference_is_chosen_its_stored_analysis_will_do(practice, qtbot, dance_analyst, long_clip):
    analysis = dance_analyst(long_clip, practice.context.settings.current, None, None)
    practice.context.store.put(analysis, long_clip)
    facts = TakeFacts(str(long_clip), analysis.sha256, datetime.now().astimezone() - timedelta(days=1))
    take = film(practice.model.store.begin(facts))
    practice.libraries_loaded()
    qtbot.waitUntil((take.folder / COMPARISON).is_file, timeout=30_000)
    qtbot.waitUntil(lambda: not practice.after.left.waiting)


def test_whoever_was_chosen_in_the_reference_is_the_one_to_dance_like(practice, qtbot, dance_analyst, long_clip):
    store, chosen = practice.context.store, Seed(0.3, 0.5, 1.0)
    store.choose(long_clip, chosen)
    analysis = dance_analyst(long_clip, practice.context.settings.current, None, None, person=chosen)
    store.put(analysis, long_clip)
    facts = TakeFacts(str(long_clip), analysis.sha256, datetime.now().astimezone() - timedelta(days=1))
    take = film(practice.model.store.begin(facts))
    practice.libraries_loaded()
    qtbot.waitUntil((take.folder / COMPARISON).is_file, timeout=30_000)


def test_where_the_reference_is_not_known_the_take_waits_for_it(practice, qtbot, long_clip):
    sha256 = practice.context.store.sha256(long_clip)
    facts = TakeFacts(str(long_clip), sha256, datetime.now().astimezone() - timedelta(days=1))
    take = film(practice.model.store.begin(facts))
    with qtbot.waitSignal(practice.after.left.recovered, timeout=20_000):
        practice.libraries_loaded()
    qtbot.waitUntil(lambda: not practice.after.left.waiting, timeout=20_000)
    assert not (take.folder / COMPARISON).exists()
    practice.open(long_clip)
    qtbot.waitUntil((take.folder / COMPARISON).is_file, timeout=30_000)


def test_who_dances_is_not_disturbed(ready, qtbot, dance_analyst):
    take = begun(ready, ready.model.reference)
    dance_analyst.go.clear()
    ready.libraries_loaded()
    qtbot.waitUntil(lambda: dance_analyst.calls == 2, timeout=20_000)
    run(ready, "toggle")
    assert ready.model.busy
    qtbot.waitUntil(lambda: ready.after.left._job is None)
    assert list(ready.after.left.waiting)
    dance_analyst.go.set()
    run(ready, "toggle")
    qtbot.waitUntil((take.folder / COMPARISON).is_file, timeout=30_000)


def test_a_film_that_cannot_be_read_stays_without_a_word(ready, qtbot, dance_analyst, told):
    take, error = begun(ready, ready.model.reference), VideoError("cannot be decoded", subject="take.mp4")
    dance_analyst.error = error
    ready.libraries_loaded()
    qtbot.waitUntil(lambda: dance_analyst.calls == 2 and not ready.after.left.waiting, timeout=20_000)
    qtbot.waitUntil(lambda: ready.after.left._job is None)
    assert take.film.is_file()
    assert told == []


def test_one_that_could_not_be_judged_is_judged_when_somebody_wishes_it(ready, qtbot, dance_analyst, told):
    take = begun(ready, ready.model.reference)
    ready.model.kept.look()
    qtbot.waitUntil(lambda: len(ready.model.takes) == 1)
    ready.stage.panel.takes.step(1)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "was never judged" in told[0].text
    assert "Judge the take" in told[0].text
    dance_analyst.error = VideoError("cannot be decoded", subject="take.mp4")
    run(ready, "judge")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert "cannot be decoded" in told[1].text
    dance_analyst.error = None
    qtbot.waitUntil(lambda: ready.after.left._job is None)
    run(ready, "judge")
    qtbot.waitUntil((take.folder / COMPARISON).is_file, timeout=20_000)
    qtbot.waitUntil(lambda: ready.model.takes[0].judged)
    assert not ready.after.can_judge


def test_takes_of_this_very_run_are_left_alone(ready, qtbot):
    take = begun(ready, ready.model.reference, begun=datetime.now().astimezone() + timedelta(seconds=1))
    with qtbot.waitSignal(ready.after.left.recovered, timeout=20_000):
        ready.libraries_loaded()
    assert not ready.after.left.waiting
    assert attrs.asdict(take.facts)["outcome"] is None
