"""A person is deleted in the window with their takes, films of Live and what was taught from their clips."""

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dancecoach.coaching.taught.keeping import all_skills, put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.files import sha256_of
from dancecoach.library.whose import note_dancer
from dancecoach.models.packs.origins import Learnt, note_origin

pytestmark = pytest.mark.gui
WAIT_MS = 30_000


@pytest.fixture
def films(context, tmp_path, monkeypatch):
    """The folder of recordings: a film of Mia, one of Ben; and a skill that was taught from Mia's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    folder = tmp_path / "filmed"
    for name, person in (("a.mp4", "Mia"), ("b.mp4", "Ben")):
        note_dancer(folder / name, person)
        (folder / name).write_bytes(f"the film of {person}".encode())
    context.settings.change(recordings_folder=str(folder), dancer="mia", recent_files=(str(folder / "a.mp4"),))
    put_skill(SkillPack("her jump", np.ones((3, SIZE)), "2026-11-22").to_bytes())
    note_origin(Learnt("skill", "her jump", clips=frozenset({sha256_of(folder / "a.mp4")})))
    return folder


@pytest.fixture
def page(make_library, films):
    """The library page; nothing is in the library, but Mia left a take."""
    page = make_library()
    take = page.model.folder / "takes" / ("ef" * 8) / "2026-11-22 18.05.31"
    take.mkdir(parents=True)
    (take / "take.json").write_text(json.dumps({"person": "Mia"}))
    (take / "take.mp4").write_bytes(b"Mia dances")
    return page


@pytest.fixture
def dialog(page, qtbot):
    page.context.commands.run("library.forget_person")
    dialog = page.care.dialog
    qtbot.waitUntil(dialog.delete_button.isEnabled, timeout=WAIT_MS)
    yield dialog
    if page.care.dialog is not None:
        page.care.dialog.close()


def choose(dialog, name, qtbot):
    dialog.who.setCurrentIndex(dialog.who.findData(name))
    qtbot.waitUntil(lambda: dialog.there is not None and dialog.there.person == name, timeout=WAIT_MS)
    qtbot.waitUntil(dialog.delete_button.isEnabled, timeout=WAIT_MS)


def test_who_is_only_in_takes_and_films_of_live_can_be_chosen(dialog, qtbot):
    assert [dialog.who.itemText(i) for i in range(dialog.who.count())] == ["Ben", "Mia"]
    assert not dialog.lessons.isVisible()
    choose(dialog, "Mia", qtbot)
    said = dialog.text.toPlainText()
    assert "Mia is named as dancing in them: 1 take in Practice and 1 film or picture of Live (0.0 MB)." in said
    assert "the skill “her jump”: 1 of the 1 clip" in said
    assert dialog.lessons.isVisible()
    assert not dialog.lessons.isChecked()


@pytest.mark.parametrize("unlearn", [True, False])
def test_all_of_it_goes_and_the_pages_hear_of_it(dialog, page, films, qtbot, unlearn):
    context, heard = page.context, []
    for name, signal in (("going", context.dancers.going), ("gone", context.dancers.gone)):
        signal.connect(lambda person, name=name: heard.append((name, person, (films / "a.mp4").exists())))
    context.packs.changed.connect(lambda: heard.append("packs"))
    choose(dialog, "Mia", qtbot)
    dialog.lessons.setChecked(unlearn)
    qtbot.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Mia is deleted: " in dialog.text.toPlainText(), timeout=WAIT_MS)
    assert heard == [("going", "Mia", True), ("gone", "Mia", False), *(["packs"] if unlearn else [])]
    assert bool(all_skills()) is not unlearn
    settings = context.settings.current
    assert (settings.dancer, settings.recent_files) == ("", ())
    assert not list((page.model.folder / "takes").rglob("*.mp4"))
    assert sorted(path.name for path in films.iterdir()) == ["b.mp4", "b.mp4.dancer"]


def test_closed_before_it_is_looked_up_nothing_goes_on(page, films, qtbot):
    page.context.commands.run("library.forget_person")
    page.care.dialog.close()
    qtbot.waitUntil(lambda: not page.care.care.busy, timeout=WAIT_MS)
    assert (films / "a.mp4").exists()


def test_with_nobody_named_it_says_where_persons_are_named(make_library, context, tmp_path, qtbot):
    context.settings.change(recordings_folder=str(tmp_path / "none"))
    page = make_library()
    page.context.commands.run("library.forget_person")
    dialog = page.care.dialog
    qtbot.waitUntil(lambda: "Nobody is named." in dialog.text.toPlainText(), timeout=WAIT_MS)
    assert not dialog.delete_button.isEnabled()
    dialog.close()
