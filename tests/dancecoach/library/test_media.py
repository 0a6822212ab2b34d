"""Copies of clips: whole, under what they hold, with names that every system can write."""

import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.errors import Cancelled, InputError
from dancecoach.library.archive.checks import is_safe_name
from dancecoach.library.media import MediaFolder, portable_name
from dancecoach.progress import CancelToken


@pytest.fixture
def media(tmp_path):
    return MediaFolder(tmp_path / "library")


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "First turn?.mp4"
    path.write_bytes(b"film" * 1000)
    return path


def sha(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_copy_is_what_the_original_is(media, film):
    copy = media.take_in(film, sha(film))
    assert copy.read_bytes() == film.read_bytes()
    assert copy.name == "First turn_.mp4"
    assert copy.stat().st_mtime == film.stat().st_mtime
    assert list(media.copies()) == [(sha(film)[:16], copy)]


def test_a_copy_of_what_nobody_may_write_can_be_removed(media, film):
    os.utime(film, ns=(1_700_000_000_000_000_000, 1_700_000_001_000_000_000))
    film.chmod(0o444)
    copy = media.take_in(film, sha(film))
    assert copy.stat().st_mode & 0o200
    assert copy.stat().st_mtime_ns == film.stat().st_mtime_ns
    assert film.stat().st_mode & 0o777 == 0o444


def test_what_lies_there_already_is_not_copied_again(media, film):
    copy = media.take_in(film, sha(film))
    written = copy.stat().st_ino
    assert media.take_in(film, sha(film)) == copy
    assert copy.stat().st_ino == written


def test_another_content_than_told_is_refused_and_nothing_is_left(media, film):
    with pytest.raises(InputError, match="changed while it was copied"):
        media.take_in(film, "0" * 64)
    assert [path for path in media.folder.rglob("*") if path.is_file()] == []


def test_stopping_leaves_nothing(media, film):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        media.take_in(film, sha(film), cancel=cancel)
    assert [path for path in media.folder.rglob("*") if path.is_file()] == []


def test_progress_is_told_in_bytes(media, film):
    told = []
    media.take_in(film, sha(film), progress=told.append)
    assert told[-1].done == told[-1].total == 4000


def test_removing_takes_the_copy_and_its_pictures(media, film):
    content = sha(film)
    media.take_in(film, content)
    media.picture(content).parent.mkdir(parents=True)
    media.picture(content).write_bytes(b"")
    media.remove(content)
    media.remove(content)
    assert [path for path in media.folder.rglob("*") if path.is_file()] == []
    assert film.exists()


def test_what_a_killed_copy_left_is_swept_away_and_nothing_else(media, film):
    copy = media.take_in(film, sha(film))
    (copy.parent / ".part-x").mkdir()
    (copy.parent / ".part-x" / "half.mp4").write_bytes(b"f")
    media.sweep()
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Đặng múa.mp4", "Đặng múa.mp4"),
        ('a<b>:"c|d?*.mp4', "a_b___c_d__.mp4"),
        ("NUL.mp4", "_NUL.mp4"),
        ("con.first turn.mp4", "_con.first turn.mp4"),
        ("com0.mp4", "_com0.mp4"),
        ("3\u20444 time\u202e.mp4", "3_4 time_.mp4"),
        ("ends with a dot. .mp4", "ends with a dot.mp4"),
        ("x" * 300 + ".mp4", "x" * 106 + ".mp4"),
        ("..", "_"),
    ],
)
def test_names_can_be_written_everywhere(name, safe):
    assert portable_name(name) == safe


@given(st.text(min_size=1, max_size=400))
def test_any_name_becomes_one_that_can_be_written(name):
    safe = portable_name(name)
    assert safe not in ("", ".", "..")
    assert is_safe_name(f"media/ab/0123456789abcdef/{safe}")
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert safe == safe.strip()
