"""It is remembered which backups were written, so that a person who is deleted can be deleted there too."""

import json
from datetime import UTC, datetime

import pytest

from dancecoach.library.care.known_backups import FILE, known_backups, note_backup


def at(day):
    return datetime(2026, 11, day, tzinfo=UTC)


def test_all_are_known_the_newest_first_and_one_place_holds_one(tmp_path):
    assert known_backups(tmp_path) == []
    for day, name in ((1, "a.zip"), (2, "b.zip"), (3, "a.zip")):
        note_backup(tmp_path, at(day).isoformat(), tmp_path / name)
    assert known_backups(tmp_path) == [(at(3), tmp_path / "a.zip"), (at(2), tmp_path / "b.zip")]


def test_what_an_earlier_version_remembered_is_the_first(tmp_path):
    (tmp_path / FILE).write_text(json.dumps({"made_at": at(1).isoformat(), "path": str(tmp_path / "old.zip")}))
    note_backup(tmp_path, at(2).isoformat(), tmp_path / "new.zip")
    assert [path.name for _when, path in known_backups(tmp_path)] == ["new.zip", "old.zip"]


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"made_at": 1, "path": "x"}', '{"before": 3}'])
def test_what_cannot_be_read_is_not_known(tmp_path, said):
    (tmp_path / FILE).write_text(said)
    assert known_backups(tmp_path) == []
    note_backup(tmp_path, at(2).isoformat(), tmp_path / "new.zip")
    assert len(known_backups(tmp_path)) == 1
