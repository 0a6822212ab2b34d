"""Objects in an .npz are found by its headers, and nothing is unpickled for that."""

import io
import zipfile

import numpy as np
import pytest

from dancecoach.pose.formats.pickles import MOST_ARRAYS, pickled_member


class Loud:
    """Whoever unpickles it hears of it."""

    def __reduce__(self):
        return (pytest.fail, ("it was unpickled",))


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file


def test_numbers_and_text_are_no_objects():
    assert pickled_member(npz(a=np.zeros((3, 2)), b=np.array("text"), c=np.array([True]))) == ""


@pytest.mark.parametrize("dtype", [object, [("x", "f8"), ("y", object)]])
def test_objects_are_named_wherever_they_are(dtype):
    value = np.zeros(1, dtype)
    value[0] = Loud() if dtype is object else (1.0, Loud())
    assert pickled_member(npz(a=np.zeros(3), evil=value, z=np.zeros(3))) == "evil.npy"


@pytest.mark.parametrize("name", ["a.npy", "b.pkl", "c"])
def test_a_bare_pickle_is_one_too(name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"\x80\x04\x95....")
    assert pickled_member(file) == name


def test_more_arrays_than_anybody_has_are_not_believed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(MOST_ARRAYS + 1):
            archive.writestr(f"{number}.npy", b"")
    assert pickled_member(file) == f"{MOST_ARRAYS}.npy"


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_holds_none(content):
    assert pickled_member(io.BytesIO(content)) == ""
