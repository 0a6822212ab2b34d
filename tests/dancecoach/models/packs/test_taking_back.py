"""A file is put and taken back, never over what somebody made of it since."""

import pytest

from dancecoach.errors import InputError, OutputError
from dancecoach.models.packs.taking_back import have


def test_a_new_file_is_gone_again(tmp_path):
    path = tmp_path / "folder" / "pack"
    have(path, b"new")()
    assert list(path.parent.iterdir()) == []


def test_what_was_there_is_there_again(tmp_path):
    path = tmp_path / "pack"
    path.write_bytes(b"old")
    for content in (b"new", None):
        back = have(path, content)
        assert (path.read_bytes() if path.exists() else None) == content
        back()
        assert path.read_bytes() == b"old"


def test_changes_are_taken_back_one_after_the_other(tmp_path):
    path = tmp_path / "pack"
    backs = [have(path, content) for content in (b"one", b"two", None, b"three")]
    held = []
    for back in reversed(backs):
        back()
        held.append(path.read_bytes() if path.exists() else None)
    assert held == [None, b"two", b"one", None]


@pytest.mark.parametrize(("left", "since"), [(b"new", b"more"), (b"new", None), (None, b"more")])
def test_what_was_made_since_is_not_lost(tmp_path, left, since):
    path = tmp_path / "pack.onnx"
    path.write_bytes(b"old")
    back = have(path, left)
    have(path, since)
    with pytest.raises(InputError, match=r"^pack\.onnx: has changed since, and that would be lost; see in the list"):
        back()
    assert (path.read_bytes() if path.exists() else None) == since


def test_what_cannot_be_read_is_left_alone(tmp_path):
    (tmp_path / "pack").mkdir()
    with pytest.raises(OutputError, match="pack"):
        have(tmp_path / "pack", b"new")
