"""A lesson in Practice: its text first, its steps to loop, its cue where the dancer looks, trimmed and mirrored."""

from datetime import datetime

import attrs
import numpy as np
import pytest
from PySide6.QtCore import Qt

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.files import sha256_of
from dancecoach.gui.practice.after.words import take_text
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.pipeline.practice.judging import keep
from dancecoach.pipeline.practice.takes import TakeFacts
from dancecoach.resources import model_path
from dancecoach.video.writer import VideoWriter

pytestmark = pytest.mark.gui

BARE = Lesson(
    "Đôi turn", "media/a.mp4", "", 0.5, 3.5, "Anna", "Slowly first.",
    steps=(LessonStep("basic step", 0.5, 2.0), LessonStep("turn", 2.0, 3.2)),
    cues=(LessonCue("Look over the shoulder", 2.2, 3.0),),
)  # fmt: skip


def run(page, name):
    page.context.commands.run(f"practice.{name}")


@pytest.fixture
def taught(practice, qtbot, long_clip):
    """A function: the page with the clip and a lesson of it."""

    def make(**changes):
        lesson = attrs.evolve(BARE, sha256=sha256_of(long_clip), **changes)
        LessonShelf(practice.context.store.root.parent).put(lesson)
        practice.open(long_clip)
        qtbot.waitUntil(lambda: practice.model.ready, timeout=30_000)
        return practice

    return make


def test_what_it_is_about_is_read_until_somebody_dances(taught, qtbot):
    page = taught()
    stage = page.stage
    assert stage.about.isVisible()
    assert (stage.about.title.accessibleName(), stage.about.by.text()) == ("Đôi turn", "by Anna")
    assert stage.about.text.toPlainText() == "Slowly first."
    assert not stage.hud.isVisible()
    assert stage.top.reference.accessibleName() == "Đôi turn"
    run(page, "lesson_text")
    assert stage.hud.isVisible()
    run(page, "lesson_text")
    assert stage.about.isVisible()
    run(page, "toggle")
    qtbot.waitUntil(lambda: page.model.busy)
    assert not stage.about.isVisible()
    assert stage.hud.isVisible()
    run(page, "toggle")


def test_only_what_the_lesson_leaves_is_danced_and_looked_at(taught):
    page = taught()
    assert (page.model.reference.begin_s, page.model.reference.end_s) == (0.5, 3.5)
    assert page.model.playhead.moment_s == 0.5
    page.model.playhead.seek(0.0)
    assert page.model.playhead.moment_s == 0.5
    page.model.playhead.seek(99.0)
    assert page.model.playhead.moment_s == 3.5
    assert page.model.plan.passage(page.model.reference).begin_s == 0.5


def test_a_take_of_all_of_it_is_one_of_what_the_lesson_leaves(taught, qtbot):
    page = taught()
    model = page.model
    run(page, "count_in")
    run(page, "speed_120")
    qtbot.waitUntil(lambda: model.camera.pictures, timeout=30_000)
    run(page, "toggle")
    qtbot.waitUntil(lambda: not model.busy and model.judging == 0 and model.result is not None, timeout=60_000)
    part = model.result.take.facts.part
    assert (part.number, part.start_s, part.end_s) == (0, 0.5, 3.5)
    assert "all of it" in take_text(model.takes[0], eights=False)[0]
    page.after.show_progress()
    growth = page.after.growth
    assert growth.part.currentText() == "All of it"
    assert growth.part.findText("Turn") > 0
    growth.close()


def test_steps_are_parts_with_names(taught, qtbot):
    page = taught()
    foot, model = page.stage.foot, page.model
    titles = [foot.part.itemText(row) for row in range(foot.part.count())]
    assert titles[:3] == ["all of it", "basic step", "turn"]
    run(page, "next_part")
    run(page, "next_part")
    assert (model.plan.part.name, model.plan.part.start_s, model.plan.part.end_s) == ("turn", 2.0, 3.2)
    assert foot.part.currentText() == "turn"
    assert model.playhead.moment_s == 2.0
    run(page, "loop")
    assert model.plan.passage(model.reference).loop
    run(page, "next_part")
    assert model.plan.part is None
    foot.part_chosen.emit(foot.part.itemData(1))
    assert model.plan.part.name == "basic step"


def test_a_step_is_chosen_with_the_mouse_in_its_own_row(taught, qtbot):
    page = taught()
    line = page.stage.line
    step = page.model.reference.steps[1]
    picked = []
    line.picked.connect(picked.append)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line._box(step).center().toPoint())
    assert picked == [step]
    assert line.height() > 90


def test_step_and_cue_of_the_moment_are_on_the_reference(taught, qtbot):
    page = taught()
    stage, model = page.stage, page.model
    assert stage.step.text == "basic step"
    assert stage.cue.text == ""
    model.playhead.seek(2.5)
    assert (stage.step.text, stage.cue.text) == ("turn", "Look over the shoulder")
    assert stage.cue.isVisible()
    assert stage.reference_canvas.rect().contains(stage.cue.geometry())
    model.playhead.seek(3.3)
    assert (stage.step.text, stage.cue.text) == ("", "")
    run(page, "count_in")
    run(page, "next_part")
    run(page, "next_part")
    run(page, "loop")
    run(page, "toggle")
    qtbot.waitUntil(lambda: model.busy and stage.cue.text == "Look over the shoulder", timeout=30_000)
    run(page, "toggle")


@pytest.mark.parametrize("drill", [False, True])
def test_while_it_is_counted_in_and_in_the_rests_step_and_cue_are_those_that_come(taught, qtbot, drill):
    page = taught()
    stage, model = page.stage, page.model
    if drill:
        model.planning.toggle_drill()
    model.planning.replan(part=model.reference.steps[1], loop=True)
    seen = []

    def look(moment_s):
        if model.busy:
            seen.append((moment_s < 1.9, model.heard.lap, (stage.step.text, stage.cue.text)))

    model.playhead.moved.connect(look)
    model.run.begin()
    # In a loop that is no drill only the first lap is counted in.
    wanted = {(True, 0), (False, 0), *([(True, 1)] if drill else [])}
    qtbot.waitUntil(lambda: {(before, lap) for before, lap, _said in seen} >= wanted, timeout=30_000)
    model.run.finish()
    assert {said for before, _lap, said in seen if before} == {("turn", "")}


def test_a_long_cue_stays_within_the_picture(taught):
    page = taught(cues=(LessonCue("Look over the shoulder, then " * 6, 0.5, 3.0),))
    assert page.stage.reference_canvas.rect().contains(page.stage.cue.geometry())


def test_advice_stands_beside_the_step_and_what_the_lesson_says_of_it(taught, qtbot):
    whole = {"begin_s": 0.0, "end_s": 60.0, "steps": (LessonStep("basic step", 0.0, 60.0),)}
    page = taught(cues=(LessonCue("Elbows high", 0.0, 60.0),), **whole)
    reference, store = page.model.reference, page.model.store
    facts = TakeFacts(str(reference.path), reference.analysis.sha256, begun=datetime.now().astimezone())
    take = store.begin(facts)
    with VideoWriter(take.film, (64, 48), 10.0) as writer:
        for index in range(30):
            writer.write(np.zeros((48, 64, 3), np.uint8), index / 10)
    landmarks = reference.track.landmarks.copy()
    landmarks[:, reference.track.skeleton.index("left_elbow"), :2] += 0.12  # the left elbow is elsewhere all the time
    danced = attrs.evolve(reference.track, landmarks=landmarks, world=None)
    keep(store, take, compare(reference.track, danced, offset_s=0.0), danced, reference)
    page.model.kept.look()
    qtbot.waitUntil(lambda: bool(page.model.takes), timeout=30_000)
    page.model.kept.read_of(page.model.takes[0])
    qtbot.waitUntil(lambda: page.model.result is not None, timeout=30_000)
    panel, result = page.stage.panel, page.model.result
    assert result.work_on is not None
    assert panel.taught.text() == "In “basic step”. The lesson says: “Elbows high”"
    assert panel.taught.isVisible()
    page.resize(820, 500)
    qtbot.waitUntil(lambda: not panel.progress.isVisible())
    seen = panel._scroll.viewport()
    qtbot.waitUntil(lambda: panel.advice.mapTo(panel._result, panel.advice.rect().bottomLeft()).y() < seen.height())
    page.resize(1200, 900)
    qtbot.waitUntil(panel.progress.isVisible)
    page.model.kept.show(None)
    page.stage.panel.show_result(attrs.evolve(result, cues=()), eights=False)
    assert not panel.taught.isVisible()


def test_what_to_practise_again_is_called_as_the_lesson_calls_it_and_danced_as_that_step(taught, qtbot):
    name = "Turn & a very long name that has no room beside its mark"
    counts = Counts(tuple(np.arange(16) * 0.25))
    page = taught(begin_s=0.0, end_s=60.0, steps=(LessonStep(name, 0.1, 2.1),))
    page.model.recount(counts)
    store, reference = page.model.store, page.model.reference
    take = store.begin(TakeFacts(str(reference.path), reference.analysis.sha256, datetime.now().astimezone()))
    track = reference.track
    keep(store, take, compare(track, track, offset_s=0.0, counts=counts), track, reference)
    page.model.kept.look()
    qtbot.waitUntil(lambda: bool(page.model.takes), timeout=30_000)
    page.model.kept.read_of(page.model.takes[0])
    qtbot.waitUntil(lambda: page.model.result is not None, timeout=30_000)
    panel = page.stage.panel
    # Danced as it should be nothing is worth practising again.
    assert panel.good.isVisible()
    poor = tuple(attrs.evolve(line, score=60.0) for line in page.model.result.phrases)
    page.stage.panel.show_result(
        attrs.evolve(page.model.result, phrases=poor), eights=True, as_taught=page.model.reference.as_taught
    )
    names = [line.phrase.name for line in panel.phrases]
    assert sorted(names) == ["", name]
    place = names.index(name)
    assert panel.worst[place].text().startswith("Turn && a very")
    assert "…" in panel.worst[place].text()
    assert name in panel.worst[place].accessibleName()
    panel.loop_worst(place)
    assert page.model.plan.part == reference.steps[0]
    assert page.model.plan.part.name == name
    run(page, "toggle")


def test_what_a_stranger_wrote_is_shown_as_it_is(taught):
    wrote = "<img src='file:///x.png'>"
    page = taught(title=wrote, author=wrote, text=wrote, steps=(LessonStep(wrote, 0.5, 2.0),))
    stage = page.stage
    for shown in (stage.about.title, stage.about.by, stage.top.reference):
        assert shown.textFormat() is Qt.TextFormat.PlainText
        assert "<img" not in shown.toolTip()
    assert stage.about.text.toPlainText() == wrote
    assert stage.foot.part.itemText(1) == wrote
    assert "<img" not in stage.foot.part.itemData(1, Qt.ItemDataRole.ToolTipRole)


def test_its_lesson_is_made_from_here(taught):
    page = taught()
    asked = []
    page.context.lesson_of = asked.append
    run(page, "make_lesson")
    assert asked == [page.model.path]


def test_a_mirrored_lesson_is_mirrored_and_leaves_the_persons_own_choice(taught):
    page = taught(mirrored=True)
    settings = page.context.settings
    chosen = settings.current.practice_mirror_reference
    assert page.stage.mirror_reference
    run(page, "mirror_reference")
    assert not page.stage.mirror_reference
    settings.change(practice_ghost=not settings.current.practice_ghost)
    assert not page.stage.mirror_reference
    assert settings.current.practice_mirror_reference == chosen


def test_one_that_is_not_to_be_mirrored_is_not_whatever_the_person_chose_for_others(taught):
    page = taught(mirrored=False)
    page.context.settings.change(practice_mirror_reference=True)
    assert not page.stage.mirror_reference
    run(page, "mirror_reference")
    assert page.stage.mirror_reference
    assert page.context.settings.current.practice_mirror_reference


def test_a_clip_without_a_lesson_is_as_it_was(practice, qtbot, long_clip):
    practice.open(long_clip)
    qtbot.waitUntil(lambda: practice.model.ready, timeout=30_000)
    assert not practice.stage.about.isVisible()
    assert practice.stage.step.text == practice.stage.cue.text == ""
    assert practice.model.reference.whole is None
    assert not practice.context.commands.action("practice.lesson_text").isEnabled()


def test_the_networks_of_a_lesson_are_asked_for_its_clip_only(taught, qtbot, long_clip):
    page = taught()
    shelf = LessonShelf(page.context.store.root.parent)
    shelf.put_models(sha256_of(long_clip), [model_path("style_trends_vn.onnx")])
    page.open(long_clip)
    qtbot.waitUntil(lambda: page.model.ready and bool(page.model.reference.packs), timeout=30_000)
    assert [path.name for path in page.model.camera._running.packs] == ["style_trends_vn.onnx"]
    shelf.put_models(sha256_of(long_clip), [])
    page.open(long_clip)
    qtbot.waitUntil(lambda: page.model.ready and not page.model.reference.packs, timeout=30_000)
    assert page.model.camera._running.packs == ()


def test_a_lesson_file_that_is_dropped_goes_into_the_library_first(practice, tmp_path):
    opened = []
    practice.context.open_lesson = opened.append
    practice.open(tmp_path / "turn.dclesson")
    assert opened == [tmp_path / "turn.dclesson"]
    assert practice.model.path is None


def test_a_lesson_that_is_waited_for_does_not_say_that_every_frame_is_looked_at(practice, tmp_path):
    practice.model.expect(tmp_path / "turn.dclesson")
    assert "comes into your library" in practice.choice.panel.text.text()
    practice.model.expect(tmp_path / "turn.mp4")
    assert "Every frame is looked at" in practice.choice.panel.text.text()
    practice.model.opening.cancel()
