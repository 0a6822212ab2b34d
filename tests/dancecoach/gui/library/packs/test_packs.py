"""The style packs in the window."""

import threading

import pytest
from PySide6.QtCore import Qt

from dancecoach.errors import OutputError
from dancecoach.models.packs.styles import own_packs, pack_files, shipped_packs, switched_off

pytestmark = pytest.mark.gui
pytest.importorskip("onnx")
LONG = 60_000


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def dialog(library, qtbot):
    library.packs.open()
    shown = library.packs.dialog
    qtbot.waitUntil(lambda: shown.list.count() == len(shipped_packs()), timeout=LONG)
    return shown


@pytest.fixture
def theirs(arms_pack, tmp_path):
    return arms_pack(tmp_path / "style_arms.onnx")


def undo(page):
    page.context.commands.undo_stack.undo()


def test_every_pack_is_shown_with_its_card(dialog):
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == sorted(shipped_packs())
    assert "Styles: cha-cha, rumba, salsa, tango, waltz" in dialog.card.toPlainText()
    assert dialog.whose.text() == "Comes with the program."
    assert (dialog.on.isChecked(), dialog.remove_button.isEnabled()) == (True, False)


def test_somebodys_pack_is_taken_in_removed_and_both_undone(dialog, library, theirs, qtbot):
    told = []
    library.context.packs.changed.connect(lambda: told.append(sorted(own_packs())))
    dialog.take(theirs)
    qtbot.waitUntil(lambda: dialog.list.count() == 3, timeout=LONG)
    dialog.list.setCurrentRow(0)
    assert (dialog.name.text(), dialog.whose.text()) == ("arms", "Your own.")
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: own_packs() == {} and dialog.list.count() == 2, timeout=LONG)
    undo(library)
    qtbot.waitUntil(lambda: "arms" in own_packs() and dialog.list.count() == 3, timeout=LONG)
    undo(library)
    qtbot.waitUntil(lambda: own_packs() == {} and dialog.list.count() == 2, timeout=LONG)
    assert told == [["arms"], [], ["arms"], []]


def test_what_is_no_pack_is_refused_where_the_person_is(dialog, tmp_path, qtbot):
    bad = tmp_path / "bad.onnx"
    bad.write_bytes(b"no network")
    dialog.take(bad)
    qtbot.waitUntil(lambda: "bad.onnx: is no network file" in dialog.said.text(), timeout=LONG)
    assert own_packs() == {}


def test_a_shipped_pack_is_switched_off_and_restored(dialog, library, qtbot):
    qtbot.mouseClick(
        dialog.on, Qt.MouseButton.LeftButton, pos=dialog.on.rect().center() - dialog.on.rect().center() / 2
    )
    qtbot.waitUntil(lambda: dialog.list.item(0).text() == "ballroom-latin (off)", timeout=LONG)
    assert "ballroom-latin" not in pack_files()
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.list.item(0).text() == "ballroom-latin", timeout=LONG)
    assert switched_off() == frozenset()
    undo(library)
    qtbot.waitUntil(lambda: switched_off() == {"ballroom-latin"}, timeout=LONG)


def test_a_pack_is_shared_with_its_card(dialog, tmp_path, qtbot):
    dialog.share(tmp_path / "mine.onnx")
    qtbot.waitUntil(lambda: "mine.txt is the card to be read" in dialog.said.text(), timeout=LONG)
    assert (tmp_path / "mine.onnx").read_bytes() == shipped_packs()["ballroom-latin"].read_bytes()
    assert "tango" in (tmp_path / "mine.txt").read_text("utf-8")


def test_a_taught_style_is_forgotten_from_the_menu_and_comes_back(dialog, library, posing, qtbot):
    from dancecoach.models.packs.keeping import put_pack
    from dancecoach.models.style import style_values
    from dancecoach.models.teaching.clips import StyleClip
    from dancecoach.models.teaching.teach import teach

    assert dialog.forget_button.isHidden()
    base = {"ballroom-latin": shipped_packs()["ballroom-latin"]}
    put_pack(
        "ballroom-latin",
        teach(base, "jive", [StyleClip(str(i), style_values(posing("raised", i))) for i in range(3)]).network,
    )
    library.packs.model.ask()
    qtbot.waitUntil(lambda: not dialog.forget_button.isHidden(), timeout=LONG)
    (action,) = dialog.forget_menu.actions()
    assert action.text() == "jive"
    action.trigger()
    qtbot.waitUntil(lambda: own_packs() == {} and dialog.forget_button.isHidden(), timeout=LONG)
    undo(library)
    qtbot.waitUntil(lambda: "ballroom-latin" in own_packs() and not dialog.forget_button.isHidden(), timeout=LONG)


def test_clips_are_recognised_anew_when_the_settings_ask_other_packs(library, qtbot):
    anew = library.packs.model.anew
    with qtbot.waitSignal(anew.over, timeout=LONG):
        library.context.settings.change(style_pack="trends-vn")


def test_what_is_done_again_and_undone_at_once_is_undone(library, qtbot):
    told, go = [], threading.Event()

    def do():
        assert go.wait(30)
        number = len(told)
        told.append(f"made {number}")
        return lambda: told.append(f"took back {number}")

    go.set()
    library.packs.model.change("Change", do)
    qtbot.waitUntil(library.context.commands.undo_stack.canUndo, timeout=LONG)
    undo(library)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=LONG)
    go.clear()
    library.context.commands.undo_stack.redo()
    undo(library)
    go.set()
    qtbot.waitUntil(lambda: len(told) == 4, timeout=LONG)
    assert told == ["made 0", "took back 0", "made 2", "took back 2"]
    qtbot.waitUntil(lambda: not library.packs.model._errands.busy, timeout=LONG)


def test_clips_are_recognised_anew_once_however_often_that_is_wished_before_it_begins(library, qtbot):
    begun, anew = [], library.packs.model.anew
    library.context.jobs.started.connect(lambda job: begun.append(job.title))
    anew.start()
    library.model.failed.emit(OutputError("is full", subject="disk", remedy="make room"))  # of something else
    anew.start()
    qtbot.waitUntil(lambda: bool(begun) and not anew.running and not library.model.busy, timeout=LONG)
    assert begun == ["Recognising clips anew"]
