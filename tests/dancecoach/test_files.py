import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from dancecoach import files
from dancecoach.errors import InputError, OutputError
from dancecoach.files import (
    atomic_path,
    delete_file,
    free_path,
    is_there,
    make_folder,
    output_error,
    readable,
    sha256_of,
    sha256_of_clip,
    version_of,
    write_bytes,
    write_text,
)


def names(folder):
    return sorted(p.name for p in folder.iterdir())


class TestAtomicPath:
    def test_a_block_that_ends_well_makes_the_file(self, tmp_path):
        target = tmp_path / "Ergebnis ä.mp4"
        with atomic_path(target) as temporary:
            assert temporary.parent == tmp_path
            assert temporary.suffix == ".mp4"
            assert not target.exists()
            temporary.write_bytes(b"new")
        assert target.read_bytes() == b"new"
        assert names(tmp_path) == [target.name]

    def test_the_old_file_stays_until_the_new_one_is_whole(self, tmp_path):
        target = tmp_path / "a.json"
        target.write_text("old")
        with atomic_path(target) as temporary:
            temporary.write_text("new")
            assert target.read_text() == "old"
        assert target.read_text() == "new"

    @pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), SystemExit()])
    def test_a_block_that_fails_leaves_everything_as_it_was(self, tmp_path, error):
        target = tmp_path / "a.json"
        target.write_text("old")

        def fail():
            with atomic_path(target) as temporary:
                temporary.write_text("half")
                raise error

        with pytest.raises(type(error)):
            fail()
        assert target.read_text() == "old"
        assert names(tmp_path) == ["a.json"]

    def test_a_failed_write_is_one_sentence(self, tmp_path):
        with (
            pytest.raises(OutputError, match=r"a\.json.*disk is full.*free some space"),
            atomic_path(tmp_path / "a.json"),
        ):
            raise OSError(errno.ENOSPC, "No space left on device")
        assert names(tmp_path) == []

    @pytest.mark.parametrize("name", ["nowhere/a.json", "file/a.json"])
    def test_a_folder_that_is_not_there_is_one_sentence(self, tmp_path, name):
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="json"), atomic_path(tmp_path / name):
            pytest.fail("the block must not run")

    def test_a_folder_stands_in_the_way(self, tmp_path):
        (tmp_path / "a.json").mkdir()
        with pytest.raises(OutputError, match=r"a\.json"), atomic_path(tmp_path / "a.json") as temporary:
            temporary.write_text("x")
        assert names(tmp_path) == ["a.json"]

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
    def test_permissions_are_those_of_any_new_file(self, tmp_path):
        old = os.umask(0o027)
        try:
            with atomic_path(tmp_path / "a") as temporary:
                temporary.touch()
            assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
            assert files._umask() == 0o027
        finally:
            os.umask(old)

    def test_a_very_long_name_still_has_room_for_the_temporary_one(self, tmp_path):
        target = tmp_path / ("n" * 240 + ".json")
        with atomic_path(target) as temporary:
            temporary.touch()
        assert target.exists()


def test_text_is_utf8_with_unix_line_ends(tmp_path):
    write_text(tmp_path / "a.txt", "Größe\n2\n")
    assert (tmp_path / "a.txt").read_bytes() == "Größe\n2\n".encode()


def test_bytes_are_written_whole_in_the_place_of_what_was_there(tmp_path):
    for content in (b"old", b"\r\n\0new"):
        write_bytes(tmp_path / "a", content)
        assert (tmp_path / "a").read_bytes() == content
    assert names(tmp_path) == ["a"]
    with pytest.raises(OutputError, match="nowhere"):
        write_bytes(tmp_path / "nowhere" / "a", b"")


def test_a_file_is_deleted_and_need_not_be_there(tmp_path):
    (tmp_path / "a").touch()
    for _time in range(2):
        delete_file(tmp_path / "a")
        assert names(tmp_path) == []
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="folder"):
        delete_file(tmp_path / "folder")


def test_folders_are_made_with_their_parents(tmp_path):
    assert make_folder(tmp_path / "a" / "b").is_dir()
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        make_folder(tmp_path / "file")
    with pytest.raises(OutputError, match="file"):
        make_folder(tmp_path / "file" / "below")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.EIO])
def test_every_failure_names_the_path_and_a_remedy(tmp_path, number):
    text = str(output_error(tmp_path / "a", OSError(number, os.strerror(number))))
    assert str(tmp_path / "a") in text
    assert ";" in text


def test_hash(tmp_path):
    (tmp_path / "a").write_bytes(b"abc" * 100_000)
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"abc" * 100_000).hexdigest()
    with pytest.raises(InputError, match="none"):
        sha256_of(tmp_path / "none")
    with pytest.raises(InputError, match="cannot be read"):
        sha256_of(tmp_path)


def test_hash_of_a_folder_of_frames(tmp_path):
    for frame in range(3):
        (tmp_path / f"{frame}_keypoints.json").write_text(str(frame))
    before = sha256_of_clip(tmp_path)
    (tmp_path / "notes.txt").write_text("not looked at")
    assert sha256_of_clip(tmp_path) == before
    (tmp_path / "1_keypoints.json").write_text("9")
    assert sha256_of_clip(tmp_path) != before
    assert sha256_of_clip(tmp_path / "notes.txt") == sha256_of(tmp_path / "notes.txt")


def test_a_folder_without_frames_has_no_hash(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        sha256_of_clip(tmp_path)


def test_what_may_not_be_looked_at_is_not_there(tmp_path):
    assert is_there(tmp_path)
    assert not is_there(tmp_path / "gone")
    assert not is_there(tmp_path / ("a" * 3000))


def test_the_first_free_path_has_the_least_number_that_nothing_has(tmp_path):
    for name in ("film.mp4", "film-2.mp4"):
        assert free_path(tmp_path, "film", ".mp4") == tmp_path / name
        (tmp_path / name).touch()
    (tmp_path / "film-4.mp4").touch()
    assert free_path(tmp_path, "film", ".mp4").name == "film-3.mp4"
    assert free_path(tmp_path, "film", ".mkv").name == "film.mkv"
    assert free_path(tmp_path / "not there", "film", ".mp4") == tmp_path / "not there" / "film.mp4"


def test_the_dots_of_a_stem_are_no_ending_of_it(tmp_path):
    stem = "2026-11-22 18.05.31"
    (tmp_path / stem).mkdir()
    assert free_path(tmp_path, stem).name == f"{stem}-2"
    assert free_path(tmp_path, stem, mark=" ({})").name == f"{stem} (2)"


def test_a_link_to_nowhere_and_what_was_given_already_are_not_free(tmp_path):
    (tmp_path / "film.mp4").symlink_to(tmp_path / "gone")
    assert free_path(tmp_path, "film", ".mp4").name == "film-2.mp4"
    given = {tmp_path / "take", tmp_path / "take-2"}
    assert free_path(tmp_path, "take", taken=given.__contains__).name == "take-3"


def test_what_is_no_text_is_shown_as_marks_and_all_else_as_it_is():
    assert readable("Đặng 足 🙂 \x00") == "Đặng 足 🙂 \x00"
    assert readable(os.fsdecode(b"caf\xe9 1.mp4")) == "caf\ufffd 1.mp4"
    assert readable("\ud83d\ude42 \ud83d! \ude42") == "🙂 \ufffd! \ufffd"
    assert readable(Path("a") / "b\udcff") == str(Path("a") / "b\ufffd")


def test_text_with_what_is_no_text_is_written_all_the_same(tmp_path):
    write_text(tmp_path / "a", "caf\udce9\n")
    assert (tmp_path / "a").read_bytes() == "caf\ufffd\n".encode()


def test_a_file_is_told_from_what_it_was_by_its_time_and_size(tmp_path):
    path = tmp_path / "a.onnx"
    assert version_of(path) is None
    path.write_bytes(b"first")
    os.utime(path, ns=(5, 1_700_000_000_000_000_000))
    assert version_of(path) == (1_700_000_000_000_000_000, 5)
    path.write_bytes(b"second")
    os.utime(path, ns=(5, 1_700_000_000_000_000_000))
    assert version_of(path) == (1_700_000_000_000_000_000, 6)
