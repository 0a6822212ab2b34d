"""The library is looked after in the real window: checked, repaired, backed up, restored, rescued, rid of a person."""

import shutil
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from dancecoach.gui.library.care.dialog import CareDialog
from dancecoach.gui.library.care.person import PersonDialog
from dancecoach.gui.library.model import LibraryState
from dancecoach.library.care.backup import read_backup
from dancecoach.library.catalogue.records import Group, Storage
from dancecoach.library.library import Library
from dancecoach.library.swap import finish_restore, libraries_kept

pytestmark = pytest.mark.gui


@pytest.fixture
def kept(make_library, context, counted_clip, qtbot):
    """The page with the numbered clip copied into its library, and analysed."""
    context.settings.replace(attrs.evolve(context.settings.current, library_storage="copied"))
    page = make_library()
    page.queue.add([counted_clip], Storage.COPIED)
    until(qtbot, lambda: page.model.found.total == 1)
    until(qtbot, lambda: not page.queue.running and page.queue.queue.left == 0)
    page.shelf.choose_first()
    until(qtbot, lambda: page.shelf.clip is not None and page.shelf.clip.findings is not None)
    return page


@pytest.fixture
def reopened(context):
    """Libraries that were asked to be opened."""
    folders = []
    context.reopen = lambda folder, news="": folders.append((folder, news))
    return folders


def until(qtbot, condition):
    qtbot.waitUntil(lambda: bool(condition()), timeout=30_000)


def look_after(page):
    page.context.commands.run("library.care")
    assert isinstance(page.care.dialog, CareDialog)
    return page.care.dialog


def press(qtbot, box, text):
    button = next(b for b in box.findChildren(QPushButton) if text in b.text() and b.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def over(page, qtbot):
    until(qtbot, lambda: not page.care.care.busy and page.care.care.report)
    return " ".join(page.care.care.report)


def test_nothing_is_wrong_with_a_good_library(kept, qtbot):
    dialog = look_after(kept)
    press(qtbot, dialog, "Check")
    assert over(kept, qtbot) == "Nothing is wrong with this library."
    assert not dialog.faults.isVisible()
    assert not dialog.repair_button.isEnabled()
    assert "There is no backup of this library yet" in dialog.last.text()


def test_faults_are_told_with_what_a_repair_does_and_put_right_after_asking(kept, qtbot):
    clip = kept.shelf.clip
    kept.model.library.media.picture(clip.facts.sha256).unlink()
    left_over = kept.model.folder / "media" / "ff" / ("f" * 16) / "lost.mp4"
    left_over.parent.mkdir(parents=True)
    left_over.write_bytes(b"no film at all")
    dialog = look_after(kept)
    press(qtbot, dialog, "Check")
    assert over(kept, qtbot) == "2 faults were found."
    repairs = [dialog.faults.item(at).text().split("→ ")[1] for at in range(2)]
    assert repairs == ["a picture is made", "it is imported anew, and its analysis found again"]
    press(qtbot, dialog, "Put right")
    assert "1 ×  a picture is made" in dialog.question.box.informativeText()
    assert not kept.model.library.media.picture(clip.facts.sha256).exists()  # asked first
    press(qtbot, dialog.question.box, "Put it right")
    assert over(kept, qtbot) == "2 faults were put right."
    assert kept.model.library.media.picture(clip.facts.sha256).exists()
    until(qtbot, lambda: any("lost.mp4" in job.problem for job in kept.queue.queue.jobs))  # tried, and no film


def test_missing_films_are_looked_for(kept, qtbot, tmp_path, monkeypatch, counted_clip):
    kept.shelf.clip.path.unlink()
    dialog = look_after(kept)
    press(qtbot, dialog, "Check")
    assert over(kept, qtbot) == "1 fault was found."
    assert not dialog.repair_button.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(counted_clip.parent))
    press(qtbot, dialog, "Look for missing films")
    assert over(kept, qtbot) == "1 film was found again."
    assert kept.shelf.clip.path.is_file()
    assert dialog.look_button.isHidden()


def test_a_check_waits_for_the_import_and_lets_it_go_on(kept, qtbot, analyst, tmp_path, drawn_clip):
    analyst.go.clear()
    analyst.reached.clear()
    kept.queue.add([drawn_clip("stand", size=(96, 64), duration=4.5).path], Storage.COPIED)
    until(qtbot, analyst.reached.is_set)
    assert kept.queue.running
    kept.care.care.check()
    assert over(kept, qtbot) == "Nothing is wrong with this library."
    analyst.go.set()
    until(qtbot, lambda: not kept.queue.running and kept.queue.queue.left == 0)
    assert not kept.queue.paused
    until(qtbot, lambda: kept.model.found.total == 2)


def test_a_backup_is_written_and_its_day_is_shown(kept, qtbot, tmp_path, monkeypatch):
    dialog = look_after(kept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "camp"), ""))
    press(qtbot, dialog, "Back up")
    assert f"The backup is in {tmp_path / 'camp.zip'}" in over(kept, qtbot)
    assert read_backup(tmp_path / "camp.zip").clips == 1
    assert str(tmp_path / "camp.zip") in dialog.last.text()
    (tmp_path / "camp.zip").unlink()
    kept.care.care.changed.emit()
    assert "It is not there now" in dialog.last.text()


def test_a_backup_takes_this_librarys_place_and_what_is_there_is_kept(kept, qtbot, tmp_path, reopened):
    care, folder = kept.care.care, kept.model.folder
    care.back_up(tmp_path / "b.zip")
    over(kept, qtbot)
    kept.acts.rate(5)
    until(qtbot, lambda: kept.shelf.clip.rating == 5)
    dialog = look_after(kept)
    dialog.restoring.take(tmp_path / "b.zip")
    until(qtbot, lambda: dialog.restoring.question.box is not None)
    assert "1 clip, " in dialog.restoring.question.box.informativeText()
    assert "not deleted" in dialog.restoring.question.box.informativeText()
    press(qtbot, dialog.restoring.question.box, "In the place")
    until(qtbot, lambda: reopened)
    assert reopened[0][0] == folder
    assert str(folder / "before-restore-") in reopened[0][1]
    assert kept.model.library.clips.get(1).rating == 5  # as long as the window is open
    kept.window().close()
    finish_restore(folder)
    with Library(folder) as library:
        assert library.clips.get(1).rating == 0
    with Library(libraries_kept(folder)[0]) as before:
        assert before.clips.get(1).rating == 5


def test_or_it_becomes_another_library(kept, qtbot, tmp_path, reopened, monkeypatch):
    kept.care.care.back_up(tmp_path / "b.zip")
    over(kept, qtbot)
    dialog = look_after(kept)
    dialog.restoring.take(tmp_path / "b.zip")
    until(qtbot, lambda: dialog.restoring.question.box is not None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "other"))
    press(qtbot, dialog.restoring.question.box, "As another")
    until(qtbot, lambda: reopened)
    assert reopened[0][0] == tmp_path / "other"
    with Library(tmp_path / "other") as library:
        assert library.clips.count() == 1


def test_what_is_no_backup_is_said_and_nothing_happens(kept, qtbot, tmp_path, reopened):
    (tmp_path / "b.zip").write_bytes(b"a letter")
    dialog = look_after(kept)
    dialog.restoring.take(tmp_path / "b.zip")
    assert "is damaged or no archive" in over(kept, qtbot)
    assert kept.care.care.bad
    assert dialog.restoring.question.box is None
    assert not reopened
    kept.window().banner.close_notice()


def damage(folder: Path) -> None:
    (folder / "library.sqlite").write_bytes(b"SQLite format 3\0" + bytes(5000))


def test_a_damaged_library_is_recovered_and_what_was_lost_is_told(make_library, context, qtbot, tmp_path, counted_clip):
    folder = context.store.root.parent
    with Library(folder) as library:
        sha256 = "ab" * 32
        home = library.media.take_in(counted_clip, sha256_of(counted_clip))
        del sha256
    damage(folder)
    page = make_library(wait=False)
    until(qtbot, lambda: page.model.state is LibraryState.FAILED)
    assert page.state.title.text() == "The library's database is damaged"
    assert page.context.commands.action("library.care").isEnabled()
    press(qtbot, page.state, "Recover")
    until(qtbot, lambda: page.model.ready)
    until(qtbot, lambda: page.care.dialog is not None)
    until(qtbot, lambda: page.care.care.found is not None and not page.care.care.busy)
    report = page.care.dialog.report.text()
    assert "The database was damaged and is kept as library-damaged-" in report
    assert "0 clips could be read from it" in report
    assert "1 fault was found" in report
    press(qtbot, page.care.dialog, "Put right")
    press(qtbot, page.care.dialog.question.box, "Put it right")
    until(qtbot, lambda: page.model.found.total == 1)
    assert home.exists()
    until(qtbot, lambda: not page.queue.running and page.queue.queue.left == 0)


def sha256_of(path):
    from dancecoach.files import sha256_of as hashed

    return hashed(path)


def test_damage_that_shows_while_it_is_open_is_said_too(kept, qtbot):
    library = kept.model.library
    library.database.engine.dispose()
    folder = kept.model.folder
    for ending in ("-wal", "-shm"):
        (folder / f"library.sqlite{ending}").unlink(missing_ok=True)
    damage(folder)
    kept.acts.rate(3)
    until(qtbot, lambda: kept.model.state is LibraryState.FAILED)
    assert kept.model.damaged
    assert kept.state.button.text() == "Recover what can be read"
    assert kept.window().banner.notice is None


def test_a_person_is_shown_first_and_deleted_once_asked(kept, qtbot, context):
    context.settings.change(recent_files=(str(kept.shelf.clip.path), "other.mp4"))
    kept.acts.name(Group.PERSON, ("Anna Ö",))
    until(qtbot, lambda: kept.places.findItems("Anna Ö", Qt.MatchFlag.MatchStartsWith))
    kept.acts.rename(kept.shelf.clip.id, "Anna Ö turns")
    until(qtbot, lambda: kept.shelf.clip.title == "Anna Ö turns")
    media = kept.shelf.clip.path
    context.commands.run("library.forget_person")
    dialog = kept.care.dialog
    assert isinstance(dialog, PersonDialog)
    until(qtbot, dialog.delete_button.isEnabled)
    assert "1 clip in which only Anna Ö is" in dialog.text.toPlainText()
    assert media.exists()
    press(qtbot, dialog, "Delete for good")
    until(qtbot, lambda: "Anna Ö is deleted: 1 clip" in dialog.text.toPlainText())
    assert not media.exists()
    until(qtbot, lambda: kept.model.found.total == 0)
    assert not context.commands.undo_stack.canUndo()
    assert context.settings.current.recent_files == ("other.mp4",)
    dialog.close()
    kept.window().close()
    left = [path for path in kept.model.folder.rglob("*") if path.is_file() and "Anna Ö".encode() in path.read_bytes()]
    assert left == []


def test_the_places_offer_it_for_the_person_there(kept, qtbot):
    kept.acts.name(Group.PERSON, ("Anna Maria",))
    until(qtbot, lambda: kept.places.findItems("Anna Maria", Qt.MatchFlag.MatchStartsWith))
    item = kept.places.findItems("Anna Maria", Qt.MatchFlag.MatchStartsWith)[0]
    kept.places.customContextMenuRequested.emit(kept.places.visualItemRect(item).center())
    menu = kept.places.findChild(type(kept.window().menus.by_name["help"]))
    _rename, action = menu.actions()
    assert action.text() == "Delete Anna Maria and all that belongs to them …"
    action.trigger()
    menu.close()
    until(qtbot, lambda: kept.care.dialog is not None and kept.care.dialog.delete_button.isEnabled())
    kept.care.dialog.close()
    assert kept.model.library.clips.count() == 1
    shutil.rmtree(kept.model.folder / "never", ignore_errors=True)
