"""Poses of chosen clips, and all of the library, are written from the window."""

import csv
import json

import pytest
from PySide6.QtWidgets import QFileDialog

from dancecoach.gui.library.handing_on.dialog import Asked, HandingOnDialog, own_folder
from dancecoach.pose.formats import load_pose_file
from dancecoach.pose.formats.writing import POSE_FORMATS

WAIT = 30_000


@pytest.fixture
def said(filled, monkeypatch):
    """Sentences for the person."""
    sentences = []
    for kind in ("info", "warn"):
        monkeypatch.setattr(filled.context.notifier, kind, sentences.append)
    return sentences


@pytest.fixture
def out(tmp_path_factory):
    """A folder outside of the library."""
    return tmp_path_factory.mktemp("out")


def ask(page, command):
    page.context.commands.action(f"library.{command}").trigger()
    return page.handing_on.dialog


def test_poses_of_the_chosen_clip_are_written(filled, qtbot, tmp_path, said):
    dialog = ask(filled, "hand_over_poses")
    assert dialog.windowTitle() == "Hand over poses"
    assert tuple(dialog.forms.chips) == POSE_FORMATS
    assert not dialog.films.isVisible()
    dialog.folder.setText(str(tmp_path / "out"))
    for kind in ("coco", "trc", "npz"):
        dialog.forms.chips[kind].setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    title = filled.shelf.clip.title
    assert {f"{title}-poses.csv", f"{title}-coco.json", f"{title}-poses.npz"} <= names
    assert said[0].startswith(f"{len(names)} files are in {tmp_path / 'out'}.")
    assert len(load_pose_file(tmp_path / "out" / f"{title}-poses.csv")[0]) == filled.shelf.clip.facts.frames
    qtbot.waitUntil(lambda: not filled.handing_on.busy, timeout=WAIT)
    assert filled.handing_on.dialog is None
    again = ask(filled, "hand_over_poses")
    assert again.asked.poses == ("trc", "coco", "poses-csv", "npz")
    again.reject()


def test_nothing_chosen_nothing_to_do(filled):
    dialog = ask(filled, "hand_over_poses")
    dialog.forms.chips["poses-csv"].setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.forms.chips["parquet"].setChecked(True)
    assert dialog.go.isEnabled()
    dialog.folder.clear()
    assert not dialog.go.isEnabled()
    dialog.reject()
    filled.shelf.choose()
    assert not filled.context.commands.action("library.hand_over_poses").isEnabled()


def test_everything_is_exported_and_its_size_is_said_before(filled, qtbot, out, said):
    dialog = ask(filled, "export")
    assert dialog.films.isVisible()
    qtbot.waitUntil(lambda: "are free there" in dialog.room.text(), timeout=WAIT)
    dialog.films.setChecked(False)
    assert "are free there" not in dialog.room.text()
    qtbot.waitUntil(lambda: "are free there" in dialog.room.text(), timeout=WAIT)
    dialog.films.setChecked(True)
    dialog.folder.setText(str(out / "all"))
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT)
    assert said == [f"The library (1 clips) is in {out / 'all'}."]
    (row,) = csv.DictReader((out / "all" / "clips.csv").read_text("utf-8").splitlines())
    content = json.loads((out / "all" / "clips" / row["folder"] / "clip.json").read_text("utf-8"))
    assert (out / "all" / "clips" / row["folder"] / content["film"]).is_file()


def test_a_folder_with_something_in_it_is_left_alone(filled, qtbot, out, monkeypatch):
    (out / "mine").mkdir()
    (out / "mine" / "x").write_text("")
    errors = []
    monkeypatch.setattr(filled.context.jobs._notifier, "error", errors.append)
    filled.handing_on.export(Asked(out / "mine"))
    qtbot.waitUntil(lambda: bool(errors), timeout=WAIT)
    assert "something lies there already" in str(errors[0])


def test_a_chosen_folder_that_is_not_empty_gets_one_in_it(filled, qtbot, tmp_path, monkeypatch):
    assert own_folder(tmp_path / "new") == tmp_path / "new"
    (tmp_path / "x").write_text("")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    for clips, wanted in ((0, tmp_path / "dancecoach library"), (2, tmp_path)):
        dialog = HandingOnDialog(Asked(tmp_path / "a"), clips, filled)
        dialog._choose()
        assert dialog.asked.folder == wanted
        dialog.deleteLater()
