"""Phases go into files that trainings read, and come back from them."""

import json

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from dancecoach.notes.phase_edits import add_annotator, relabel_range


def test_labels_are_saved_for_every_annotator(review, session, ann, context, qtbot, tmp_path, monkeypatch, posted):
    session.do(add_annotator("Bo"))
    session.do(relabel_range("Bo", 20, 40, "skill"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "labels"))
    context.commands.run("review.export_labels")
    qtbot.waitUntil(lambda: bool(posted))
    name = f"{review.model.path.stem}.phases.json"
    assert [row["phase"] for row in json.loads((tmp_path / "labels" / "Ann" / name).read_text("utf-8"))] == [
        "idle", "take-off", "skill", "landing", "idle",
    ]  # fmt: skip
    bo = json.loads((tmp_path / "labels" / "Bo" / name).read_text("utf-8"))
    assert [(row["phase"], row["start"], row["end"]) for row in bo][1] == ("skill", 20, 40)
    assert str(tmp_path / "labels") in posted[-1].text


def test_a_table_comes_back_as_it_was(session, ann, context, qtbot, tmp_path, monkeypatch, posted, said_by):
    path = tmp_path / "phases"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    context.commands.run("review.export_table")
    qtbot.waitUntil(lambda: bool(posted))
    said = said_by()
    session.do(relabel_range("Ann", 0, 119, "idle"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (f"{path}.csv", ""))
    context.commands.run("review.import_labels")
    qtbot.waitUntil(lambda: said_by() == said)
    context.commands.run("app.undo")
    assert said_by() == [("idle", 0)]


def drop(page, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(QPoint(50, 50)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.setAccepted(False)
    page.dropEvent(event)
    return event.isAccepted()


def test_labels_dropped_onto_the_clip_are_loaded(review, session, qtbot, tmp_path, said_by):
    path = tmp_path / "Cyd" / "anything.phases.json"
    path.parent.mkdir()
    rows = [{"phase": "idle", "start": 0, "end": 49}, {"phase": "skill", "start": 50, "end": 119}]
    path.write_text(json.dumps(rows), "utf-8")
    assert drop(review, path)
    qtbot.waitUntil(lambda: session.annotator == "Cyd")
    assert said_by() == [("idle", 0), ("skill", 50)]


def test_a_clip_dropped_onto_the_page_is_left_to_the_window(review, session, other_clip):
    assert not drop(review, other_clip)


def test_labels_of_another_clip_are_told(review, session, qtbot, tmp_path, posted):
    path = tmp_path / "Cyd" / "short.phases.json"
    path.parent.mkdir()
    path.write_text(json.dumps([{"phase": "idle", "start": 0, "end": 9}]), "utf-8")
    assert drop(review, path)
    qtbot.waitUntil(lambda: bool(posted))
    assert "120 frames" in posted[-1].text
    assert session.track is None
