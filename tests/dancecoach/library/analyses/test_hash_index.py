import os
import sqlite3
import sys

import pytest

from dancecoach.library.analyses import hash_index
from dancecoach.library.analyses.hash_index import HashIndex

LONG_AGO = 1_600_000_000


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / f"{i}.mp4" for i in range(4)]
    for path in paths:
        path.write_bytes(path.name.encode())
        os.utime(path, (LONG_AGO, LONG_AGO))
    return paths


def test_remembers_between_programs(tmp_path, files):
    HashIndex(tmp_path / "data" / "index.sqlite").put(files[0], "abc")
    again = HashIndex(tmp_path / "data" / "index.sqlite")
    assert again.get(files[0]) == "abc"
    assert again.get(files[1]) is None


def test_forgets_a_file_that_changed(tmp_path, files):
    index = HashIndex(tmp_path / "index.sqlite")
    index.put(files[0], "abc")
    os.utime(files[0], (LONG_AGO, LONG_AGO + 1))
    assert index.get(files[0]) is None


def test_a_folder_is_not_remembered_for_its_files_may_change(tmp_path):
    folder = tmp_path / "frames"
    folder.mkdir()
    os.utime(folder, (LONG_AGO, LONG_AGO))
    index = HashIndex(tmp_path / "index.sqlite")
    index.put(folder, "abc")
    assert index.get(folder) is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_not_remembered_and_no_hindrance(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.mp4")
    path.write_bytes(b"film")
    os.utime(path, (LONG_AGO, LONG_AGO))
    index = HashIndex(tmp_path / "index.sqlite")
    index.put(path, "abc")
    assert index.get(path) is None


def test_remembers_no_more_than_its_limit(tmp_path, files, monkeypatch):
    monkeypatch.setattr(hash_index, "MAX_FILES", 2)
    index = HashIndex(tmp_path / "index.sqlite")
    index.put(files[0], "0")
    index.put(files[1], "1")
    assert index.get(files[0]) == "0"  # used last, so 1 goes first
    index.put(files[2], "2")
    assert [index.get(f) for f in files[:3]] == ["0", None, "2"]


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_index_is_begun_anew(tmp_path, files, content, caplog):
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    index = HashIndex(path)
    assert index.get(files[0]) is None
    assert "cannot be used" in caplog.text
    index.put(files[0], "abc")
    assert index.get(files[0]) == "abc"


def test_a_locked_index_is_not_thrown_away(tmp_path, files, monkeypatch):
    monkeypatch.setattr(hash_index, "_WAIT_S", 0.01)
    path = tmp_path / "index.sqlite"
    index = HashIndex(path)
    index.put(files[0], "abc")
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    assert index.get(files[0]) is None
    index.put(files[1], "def")
    other.rollback()
    other.close()
    assert index.get(files[0]) == "abc"


def test_a_folder_in_the_way_costs_nothing_but_memory(tmp_path, files):
    (tmp_path / "index.sqlite").mkdir()
    index = HashIndex(tmp_path / "index.sqlite")
    index.put(files[0], "abc")
    assert index.get(files[0]) is None


def test_what_is_to_be_forgotten_leaves_no_trace(tmp_path, files):
    index = HashIndex(tmp_path / "index.sqlite")
    for number, file in enumerate(files):
        index.put(file, f"hash {number}")
    index.forget(["hash 1"], lambda path: path.endswith("2.mp4"))
    assert [index.get(file) for file in files] == ["hash 0", None, None, "hash 3"]
    content = (tmp_path / "index.sqlite").read_bytes()
    assert b"hash 3" in content
    assert b"hash 1" not in content
    assert b"2.mp4" not in content


def test_nothing_to_forget_makes_no_file(tmp_path):
    HashIndex(tmp_path / "index.sqlite").forget(["hash"], lambda _: True)
    assert not (tmp_path / "index.sqlite").exists()
