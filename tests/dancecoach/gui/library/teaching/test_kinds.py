"""A skill is taught in the window from chosen clips."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.coaching.taught.packs import SkillPacks
from dancecoach.gui.library.teaching.lesson import Stage

pytestmark = pytest.mark.gui
LONG = 60_000


@pytest.fixture
def gym(library, films_of, choose, qtbot):
    """The page with clips in its library: four flips, a jump and somebody who stands; all chosen but the jump."""
    from dancecoach.library.catalogue.findings import findings_of
    from dancecoach.library.catalogue.records import FileFacts, Kind, Storage
    from dancecoach.pipeline.analyze import analyze

    kept = library.model.library
    paths = [*films_of("flip", (80.0, 35.0, -50.0, 20.0)), *films_of("jump", (60.0,)), *films_of("stand", (80.0,))]
    for path in paths:
        found = analyze(path)
        kept.analyses.put(found, path)
        frames = len(found.track)
        facts = FileFacts(found.sha256, path.stem, Kind.POSES, 1, 0, 0, 30.0, frames, frames / 30)
        clip, _new = kept.clips.add(facts, Storage.LINKED, path)
        kept.clips.note_findings(clip.id, findings_of(found))
    library.model.ask()
    qtbot.waitUntil(lambda: library.shelf.rows.rowCount() == len(paths), timeout=LONG)
    choose(library, lambda title: not title.startswith("jump"))
    return library


def labels(page):
    """What the skills of each clip are called in the library."""
    return {
        c.title: [s.label for s in c.findings.skills] for c in page.model.library.clips.get_all(page.shelf.rows.ids)
    }


def test_a_skill_is_learnt_added_named_in_the_library_and_taken_back(gym, qtbot):
    desk, teaching = gym.teaching, gym.teaching.teaching
    desk.open()
    qtbot.waitUntil(lambda: teaching.stage is Stage.ASKING, timeout=LONG)
    qtbot.mouseClick(desk.dialog.form.kinds["skill"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: teaching.stage is Stage.ASKING and teaching.kind.kind == "skill", timeout=LONG)
    form = desk.dialog.form
    why = {row[0]: row[2] for row in form.clips.texts()}
    assert "mark the skill in Review" in why["stand80"]
    assert form.said.text().startswith("4 of 5 chosen clips can be used; 3 are needed")
    form.told.switch("", on=True)
    form.name.setText("Salto")
    qtbot.mouseClick(form.learn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: teaching.stage is Stage.LEARNT, timeout=2 * LONG)
    assert (teaching.outcome.accuracy.hits, teaching.outcome.accuracy.of) == (4, 4)
    assert (teaching.outcome.refused.hits, teaching.outcome.refused.of) == (1, 1)
    assert SkillPacks.read().names == ()
    teaching.add()
    qtbot.waitUntil(lambda: teaching.added, timeout=LONG)
    qtbot.waitUntil(lambda: "salto" in labels(gym)["flip35"][0].lower(), timeout=LONG)
    qtbot.waitUntil(lambda: not gym.packs.model.anew.running, timeout=LONG)
    assert "salto" not in labels(gym)["jump60"][0].lower()
    gym.context.commands.undo_stack.undo()
    qtbot.waitUntil(lambda: SkillPacks.read().names == (), timeout=LONG)
    qtbot.waitUntil(lambda: "salto" not in labels(gym)["flip35"][0].lower(), timeout=LONG)
    qtbot.waitUntil(lambda: not gym.packs.model.anew.running, timeout=LONG)


def test_what_the_training_of_phases_needs_is_said_where_it_is_not_there(gym, qtbot, monkeypatch):
    monkeypatch.setattr("dancecoach.pipeline.teaching.extras.NEEDED", ("no_such_library",))
    desk, teaching = gym.teaching, gym.teaching.teaching
    desk.open()
    qtbot.waitUntil(lambda: teaching.stage is Stage.ASKING, timeout=LONG)
    qtbot.mouseClick(desk.dialog.form.kinds["phases"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: teaching.stage is Stage.ASKING and teaching.kind.kind == "phases", timeout=LONG)
    form = desk.dialog.form
    form.name.setText("mine")
    assert 'install it with pip install "dancecoach[training]"' in form.problem.text()
    assert not form.learn.isEnabled()
    assert all("press C" in row[2] for row in form.clips.texts())
