"""A style is taught in the window from chosen clips."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.errors import EngineError
from dancecoach.gui.library.teaching.lesson import Stage
from dancecoach.gui.library.teaching.words import measures
from dancecoach.library.catalogue.records import Group
from dancecoach.models.packs.styles import own_packs
from dancecoach.models.teaching.share import Share
from dancecoach.pipeline.teaching import run
from dancecoach.pipeline.teaching.outcome import HeldOut, LeftOut, Newly, Outcome, Worth
from dancecoach.pipeline.teaching.style import StyleOutcome

pytestmark = pytest.mark.gui
LONG = 60_000


@pytest.fixture
def desk(stocked):
    return stocked.teaching


@pytest.fixture
def dialog(desk, qtbot):
    """The dialog, the clips looked at."""
    desk.open()
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    return desk.dialog


@pytest.fixture
def answer(monkeypatch):
    """``answer(outcome or error)``: what the next learning comes to; gives the requests that were made."""
    asked = []

    def prepare(given):
        def instead(request, tell, cancel):
            asked.append(request)
            if isinstance(given, Exception):
                raise given
            return given

        monkeypatch.setattr(run, "run_teaching", instead)
        return asked

    return prepare


def outcome(right=4, wrong=1, **more):
    held = [HeldOut(f"clip {i}", "jive", "jive" if i < right else "waltz", "Anna") for i in range(right + wrong)]
    return Outcome("style", "jive", b"network", tuple(held), kept=Share(20, 20), **more)


def learn(dialog, name, qtbot):
    dialog.form.name.setText(name)
    qtbot.mouseClick(dialog.form.learn, Qt.MouseButton.LeftButton)


def test_a_style_is_learnt_seen_added_and_taken_back(dialog, stocked, qtbot):
    """All of it, in the process that does it."""
    teaching, page = stocked.teaching.teaching, stocked
    assert dialog.form.said.text() == "5 of 6 chosen clips can be used; 3 are needed at least, ten are better."
    assert dialog.form.clips.texts()[0] == ("raised-9", "Anna", "The dancer is seen for 1.0 s; 2 s are needed.")
    learn(dialog, "semaphore", qtbot)
    assert teaching.stage is Stage.LEARNING
    qtbot.waitUntil(lambda: teaching.stage is Stage.LEARNT, timeout=2 * LONG)
    assert own_packs() == {}
    assert len(dialog.answer.clips.texts()) == 5
    assert teaching.outcome.accuracy.of == 5
    assert len(teaching.outcome.by_person) == 5
    assert teaching.outcome.refused.of == 0
    assert teaching.outcome.looked_at == 4
    teaching.add()
    qtbot.waitUntil(lambda: teaching.added, timeout=LONG)
    assert len(own_packs()) == 1
    known = page.model.library.clips

    def named():
        return sum(one.findings.style == "semaphore" for one in known.get_all(page.model.found.ids))

    qtbot.waitUntil(lambda: named() >= 4 and not page.packs.model.anew.running, timeout=LONG)
    dialog.close()
    stocked.teaching.open()
    assert dialog.form.name.text() == ""  # the next is another one
    page.context.commands.undo_stack.undo()
    qtbot.waitUntil(lambda: own_packs() == {} and named() == 0 and not page.packs.model.anew.running, timeout=LONG)


def test_what_cannot_begin_says_why(dialog, stocked, desk, choose, qtbot):
    form = dialog.form
    assert not form.learn.isEnabled()
    form.name.setText("Waltz")
    assert (form.problem.text(), form.learn.isEnabled()) == ("“Waltz” is known already; choose another name.", False)
    form.name.setText("jive")
    assert (form.problem.text(), form.learn.isEnabled()) == ("", True)
    dialog.close()
    choose(stocked, lambda title: title in ("raised-1", "raised-2", "raised-9"))
    desk.open()
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    assert form.problem.text().startswith("Choose more clips in the library")
    assert not form.learn.isEnabled()


def test_clips_without_a_name_are_something_else_only_where_somebody_says_so(dialog, answer, desk, qtbot):
    asked = answer(outcome())
    told = dialog.form.told
    assert [told.item(row).text() for row in range(told.count())] == ["clips without a name (4)"]
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    desk.teaching.again()
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    told.setFocus()
    told.setCurrentRow(0)
    qtbot.keyClick(told, Qt.Key.Key_Space)
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    assert [(len(request.unlike), len(request.check)) for request in asked] == [(0, 4), (4, 0)]
    assert {one.person for one in asked[0].examples} == {"Anna", "Ben"}


def test_what_the_other_clips_are_called_can_be_switched_and_is_kept_for_these_clips(
    dialog, answer, desk, stocked, choose, qtbot
):
    kept, asked, told = stocked.model.library, answer(outcome()), dialog.form.told
    ids = {clip.title: clip.id for clip in kept.clips.get_all(stocked.model.found.ids)}
    kept.groups.put([ids["hanging-0"]], Group.TAG, "waltz")
    kept.groups.put([ids["hanging-1"], ids["hanging-2"]], Group.COLLECTION, "Tuesday")
    desk.teaching.look()
    qtbot.waitUntil(lambda: told.count() == 3, timeout=LONG)
    assert told.names() == {"waltz"}  # which is a dance that a pack knows
    told.switch("Tuesday", on=True)
    desk.teaching.look()
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    assert told.names() == {"waltz", "Tuesday"}
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    assert {one.name for one in asked[0].unlike} == {"hanging-0", "hanging-1", "hanging-2"}
    dialog.close()
    choose(stocked, lambda title: title.startswith("raised") and title != "raised-9")
    desk.open()
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    assert told.names() == {"waltz"}


def test_the_answer_shows_how_sure_it_is_and_what_is_confused(dialog, answer, desk, qtbot):
    others = (HeldOut("a", "", "jive"), HeldOut("b", "", "unknown"), HeldOut("c", "", "unknown"))
    answer(outcome(others=others, left_out=(LeftOut("x", "Nobody is seen in it."),), warnings=("Mind this.",)))
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    page = dialog.answer
    assert page.clips.texts()[4][2] == "waltz"
    assert page.taken.texts() == [
        ("jive", "jive", "4"),
        ("jive", "waltz", "1"),
        ("something else", "unknown", "2"),
        ("something else", "jive", "1"),
    ]
    assert page.notes.text().splitlines() == [
        "Mind this.",
        "Other clips that are taken for it: a.",
        "x is left out: Nobody is seen in it.",
    ]
    assert page.newly.isHidden()
    assert page.worth.text().startswith("It is too bad to be of use.")  # a third of the others is taken for it
    assert page.add.isHidden()
    assert not page.anyway.isHidden()


def test_clips_that_would_be_called_so_are_there_to_be_checked_and_count_for_nothing(dialog, answer, desk, qtbot):
    more = outcome(newly=(Newly("b", 0.93), Newly("a", 0.5)), looked_at=7)
    assert (more.accuracy, more.refused, more.worth) == (outcome().accuracy, outcome().refused, outcome().worth)
    answer(more)
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    assert dialog.answer.newly.texts() == [("b", "93 %"), ("a", "50 %")]
    assert ("Clips it was not told of and would now be called so", "2 of 7") in [
        (what, said.split(" ·")[0]) for what, said in measures(more)
    ]


def test_what_is_good_can_be_added_at_once(dialog, answer, desk, qtbot):
    given = outcome(8, 0, others=tuple(HeldOut(str(i), "", "unknown") for i in range(9)))
    assert given.worth is Worth.GOOD
    answer(given)
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    assert dialog.answer.worth.text() == "It can be used for those it was taught from."
    assert (dialog.answer.add.isHidden(), dialog.answer.anyway.isHidden()) == (False, True)


def test_what_cannot_be_added_is_said_beside_the_button(dialog, answer, desk, qtbot):
    """What is given here was not made from any pack at hand."""
    answer(StyleOutcome(kind="style", name="jive", network=b"", by_clip=outcome().by_clip, pack="arms"))
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.LEARNT, timeout=LONG)
    desk.teaching.add()
    qtbot.waitUntil(lambda: dialog.answer.problem.text() != "", timeout=LONG)
    assert "arms: has changed since “jive” was learnt" in dialog.answer.problem.text()
    assert (desk.teaching.added, own_packs()) == (False, {})


def test_a_failure_is_said_where_the_person_is(dialog, answer, desk, qtbot):
    answer(EngineError("the teaching ended unexpectedly (SIGKILL)", remedy="try again"))
    learn(dialog, "jive", qtbot)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    assert dialog.form.problem.text() == "the teaching ended unexpectedly (SIGKILL); try again."
    assert dialog.form.learn.isEnabled()


def test_it_is_stopped(dialog, desk, monkeypatch, qtbot):
    def forever(_request, tell, cancel):
        while True:
            cancel.check()

    monkeypatch.setattr(run, "run_teaching", forever)
    learn(dialog, "jive", qtbot)
    assert desk.teaching.busy
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.teaching.stage is Stage.ASKING, timeout=LONG)
    assert dialog.stack.currentWidget() is dialog.form
    assert desk.teaching.outcome is None


def test_what_was_learnt_behind_a_closed_dialog_is_told_and_shown_first(dialog, answer, desk, stocked, qtbot):
    told = []
    stocked.context.notifier.posted.connect(lambda notice: told.append(notice.text))
    answer(outcome())
    dialog.form.name.setText("jive")
    dialog.close()
    desk.teaching.learn("jive", told=())
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert told == ["“jive” was learnt. Library, Teach the app shows how well."]
    desk.open()
    assert dialog.stack.currentWidget() is dialog.answer


def test_the_command_needs_chosen_clips(stocked, qtbot):
    action = stocked.context.commands.action("library.teach")
    assert action.isEnabled()
    stocked.shelf.view.clearSelection()
    qtbot.waitUntil(lambda: not action.isEnabled(), timeout=LONG)
