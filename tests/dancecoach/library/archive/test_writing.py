"""Archives are written whole, and say what is in them by its hash."""

import hashlib

import pytest

from dancecoach.errors import InputError
from dancecoach.library.archive.reading import Archive, Limits
from dancecoach.library.archive.writing import write_archive


def read(path):
    with Archive(path, Limits(), lambda _name: True) as archive:
        return {name: archive.read(name, 10_000) for name in archive.names}


def test_what_comes_last_knows_what_was_written(tmp_path):
    (tmp_path / "film").write_bytes(b"film" * 100)
    told = []

    def last(hashes):
        return "manifest", "\n".join(f"{name} {sha256}" for name, sha256 in hashes.items()).encode()

    contents = {"b": b"text", "a": tmp_path / "film", "c": tmp_path / "gone"}
    write_archive(tmp_path / "x.zip", contents, last=last, told=told.append)
    found = read(tmp_path / "x.zip")
    assert list(found) == ["a", "b", "manifest"]
    said = dict(line.split() for line in found.pop("manifest").decode().splitlines())
    assert said == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    assert told == [0, 1, 2]


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_left(tmp_path):
    with pytest.raises(InputError, match=r"gone: cannot be read \(No such file or directory\)"):
        write_archive(tmp_path / "x.zip", {"a": tmp_path / "gone"})
    assert not list(tmp_path.iterdir())
