"""Archives from somebody nobody knows: refused as a whole, before anything is written."""

import contextlib
import hashlib
import stat
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.errors import ArchiveError, Cancelled
from dancecoach.library.archive.reading import Archive, Limits
from dancecoach.library.archive.writing import write_archive
from dancecoach.progress import CancelToken

CONTENTS = {"manifest.json": b"{}", "media/First turn.mp4": b"film" * 300, "poses/é.npz": b"\x93poses"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.zip"


@pytest.fixture
def make(path):
    """Writes an archive of (name or ZipInfo, bytes) as another program might."""

    def write(*entries, method=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in entries:
                archive.writestr(name, content)
        return path

    return write


def open_it(path, limits=None, allowed=lambda _: True):
    return Archive(path, limits or Limits(), allowed)


def test_what_is_written_is_read_again(path, tmp_path):
    film = tmp_path / "film"
    film.write_bytes(CONTENTS["media/First turn.mp4"])
    write_archive(path, CONTENTS | {"media/First turn.mp4": film})
    with open_it(path) as archive:
        assert archive.names == tuple(sorted(CONTENTS))
        assert {name: archive.read(name, 10_000) for name in archive.names} == CONTENTS
        digest = archive.extract("media/First turn.mp4", tmp_path / "out.mp4")
    assert (tmp_path / "out.mp4").read_bytes() == CONTENTS["media/First turn.mp4"]
    assert digest == hashlib.sha256(CONTENTS["media/First turn.mp4"]).hexdigest()


def test_the_same_contents_give_the_same_bytes(path, tmp_path):
    write_archive(path, CONTENTS)
    first = path.read_bytes()
    film = tmp_path / "film"
    film.write_bytes(CONTENTS["media/First turn.mp4"])
    write_archive(path, dict(reversed(CONTENTS.items())) | {"media/First turn.mp4": film})
    assert path.read_bytes() == first
    assert hashlib.sha256(first).hexdigest()[:16] == "5783cdefc63f9eeb"  # on every system, with every zlib


@pytest.mark.parametrize("name", ["../out.mp4", "/etc/passwd", "a\\b.mp4", "nul.mp4", "a/", "C:/x"])
def test_an_archive_with_such_a_name_is_refused(make, name):
    with pytest.raises(ArchiveError, match=r"cannot be a safe one|link or no plain"):
        open_it(make(("fine.mp4", b"x"), (name, b"x")))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(make, kind):
    info = zipfile.ZipInfo("media/film.mp4")
    info.external_attr = (kind | 0o777) << 16
    with pytest.raises(ArchiveError, match=r"media/film\.mp4, which is a link or no plain file"):
        open_it(make((info, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.mp4", "a.mp4"), ("a.mp4", "A.MP4"), ("é.mp4", "e\u0301.mp4")])
def test_the_same_name_twice_is_refused(make, names):
    with pytest.raises(ArchiveError, match="twice"):
        open_it(make(*((name, b"x") for name in names)))


def test_a_bomb_is_refused(make):
    with pytest.raises(ArchiveError, match=r"zeros\.mp4, which is too large when unpacked"):
        open_it(make(("zeros.mp4", b"\0" * (300 << 20))))


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(files=1), "holds 2 files"),
        (Limits(bytes_of_one=99), "which is too large"),
        (Limits(bytes_of_all=150), "is too large when unpacked"),
    ],
)
def test_absurd_sizes_are_refused(make, limits, why):
    with pytest.raises(ArchiveError, match=why):
        open_it(make(("a", b"x" * 100), ("b", b"y" * 100)), limits)


def test_what_does_not_belong_there_is_refused(make):
    with pytest.raises(ArchiveError, match=r"run\.py, which does not belong there"):
        open_it(make(("a.json", b"{}"), ("run.py", b"")), allowed=lambda name: name.endswith(".json"))


@pytest.mark.parametrize("begin", [b"MZ\x90", b"\x7fELF", b"#!/bin/sh\n", b"\x80\x04\x95", b"\xcf\xfa\xed\xfe"])
def test_programs_and_pickles_are_refused_whatever_they_are_called(make, tmp_path, begin):
    with open_it(make(("film.mp4", begin + b"x" * 100))) as archive:
        with pytest.raises(ArchiveError, match="program or could run one"):
            archive.extract("film.mp4", tmp_path / "film.mp4")
        with pytest.raises(ArchiveError, match="program or could run one"):
            archive.read("film.mp4", 1000)
    assert not (tmp_path / "film.mp4").exists()


def test_files_that_share_their_data_are_refused(make):
    path = make(("a.bin", b"x" * 1000), ("b.bin", b"x" * 1000), method=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 10)
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="share their data"):
        open_it(path)


@pytest.mark.parametrize("flag", [0x1])
def test_a_locked_archive_is_refused(make, flag):
    path = make(("a.json", b"{}"))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= flag
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="locked or packed in an unknown way"):
        open_it(path)


@pytest.mark.parametrize("hidden", ["before", "behind", "comment"])
def test_what_is_hidden_beside_the_files_is_refused(make, hidden):
    path = make(("a.json", b"{}"))
    content = path.read_bytes()
    more = b"MZ" + bytes(510)
    if hidden == "comment":
        with zipfile.ZipFile(path, "a") as archive:
            archive.comment = more
    else:
        path.write_bytes(more + content if hidden == "before" else content + more)
    with pytest.raises(ArchiveError, match=r"something between or behind its files|is damaged or no archive"):
        open_it(path)


def test_another_name_in_a_field_of_its_own_is_refused(make):
    info = zipfile.ZipInfo("a.json")
    info.extra = struct.pack("<HHBI", 0x7075, 9, 1, 0) + b"../x"
    with pytest.raises(ArchiveError, match=r"link or no plain file|cannot be a safe one"):
        open_it(make((info, b"{}")))


def test_a_changed_byte_is_noticed(path, tmp_path):
    write_archive(path, CONTENTS)
    data = bytearray(path.read_bytes())
    data[data.index(b"film") + 5] ^= 1
    path.write_bytes(data)
    with open_it(path) as archive, pytest.raises(ArchiveError, match="damaged or no archive; ask for it once more"):
        archive.extract("media/First turn.mp4", tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"this is a letter" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_one_sentence(path, content):
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"a\.zip: is damaged or no archive"):
        open_it(path)


def test_a_missing_file_and_one_that_is_too_large_are_said(path):
    write_archive(path, CONTENTS)
    with open_it(path) as archive:
        with pytest.raises(ArchiveError, match=r"lacks the file b\.json"):
            archive.read("b.json", 100)
        with pytest.raises(ArchiveError, match=r"manifest\.json, which is larger than 1 bytes"):
            archive.read("manifest.json", 1)


def test_stopping_leaves_nothing(path, tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    film = tmp_path / "film"
    film.write_bytes(b"film")
    with pytest.raises(Cancelled):
        write_archive(path, {"film.mp4": film}, cancel)
    assert not path.exists()
    write_archive(path, {"film.mp4": film})
    with open_it(path) as archive, pytest.raises(Cancelled):
        archive.extract("film.mp4", tmp_path / "out.mp4", cancel)
    assert not (tmp_path / "out.mp4").exists()


def test_we_write_no_name_that_we_would_not_read(path):
    with pytest.raises(ValueError, match="is no safe name"):
        write_archive(path, {"../a": b""})


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_changed_in_it_it_is_read_right_or_refused(data, tmp_path):
    """No crash, nothing outside, and never other bytes than were written."""
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir(exist_ok=True)
    write_archive(path, CONTENTS)
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(changed[: data.draw(st.integers(len(changed) // 2, len(changed)))])
    try:
        with open_it(path) as archive:
            for name in archive.names:
                archive.extract(name, tmp_path / "in" / "out")
                read = (tmp_path / "in" / "out").read_bytes()
                assert read in CONTENTS.values()
    except ArchiveError:
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["in"]


@given(content=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_refused_or_read(content, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with contextlib.suppress(ArchiveError):
        open_it(path).__exit__()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]
