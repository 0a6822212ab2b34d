"""Whoever comes second is told who has the library open."""

import os
import subprocess
import sys

import pytest

from dancecoach.errors import LibraryBusyError
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.holder import HOLDER, busy_words, note_holder

HOLD = """
import sys
from pathlib import Path
from dancecoach.library.catalogue.database import Database
sys.argv = ["dancecoach", "import", "clip.mp4"]
with Database(Path(sys.stdin.readline().strip())):
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_the_other_program_is_named(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=-1, stdout=-1, text=True) as process:
        process.stdin.write(f"{tmp_path}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "open\n"
        with pytest.raises(
            LibraryBusyError, match=rf"open: dancecoach import, process {process.pid}, since 20"
        ) as busy:
            Database(tmp_path)
        assert "close it there" in str(busy.value)
        process.stdin.write("\n")
        process.stdin.flush()
    Database(tmp_path).close()
    assert not (tmp_path / HOLDER).exists()


def test_closing_twice_leaves_another_ones_name(tmp_path):
    first = Database(tmp_path)
    first.close()
    with Database(tmp_path):
        first.close()
        assert (tmp_path / HOLDER).exists()


_EARLY = '{"process": 1, "program": "dancecoach", "since": "0001-01-01T00:00:00"}'
_LARGE = '{"process": 1%s, "program": "dancecoach", "since": "2026-11-22T10:00:00"}' % ("0" * 30)


@pytest.mark.parametrize("content", ["", "[]", '{"process": "x", "program": 1, "since": 2}', "{", _EARLY, _LARGE])
def test_a_file_that_says_nothing_is_no_fault(tmp_path, content):
    (tmp_path / HOLDER).write_text(content)
    assert busy_words(tmp_path) == "another window or program has this library open"


def test_a_program_that_is_gone_and_this_one_are_not_named(tmp_path, monkeypatch):
    note_holder(tmp_path)
    assert "process" not in busy_words(tmp_path)  # it is this program itself
    monkeypatch.setattr(os, "getpid", lambda: 1)
    assert "process" in busy_words(tmp_path)
    (tmp_path / HOLDER).write_text('{"process": 4194999, "program": "dancecoach", "since": "2026-11-22T10:00:00"}')
    assert "process" not in busy_words(tmp_path)
