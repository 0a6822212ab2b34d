"""Names, kinds of files and hidden data of archives: what one program shows and another one unpacks is not taken."""

import io
import stat
import struct
import zipfile

import pytest

from dancecoach.library.archive import checks


def archive_of(*names, comment=b"", content=b"x" * 40):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, content)
        archive.comment = comment
    return file.getvalue()


def is_tight(content):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file) as archive:
        return checks.is_tight(file, archive.infolist(), archive.start_dir)


@pytest.mark.parametrize(
    "name",
    [
        "../out.mp4", "/etc/passwd", "a/../../b", "C:/x", "C:x", "a\\b", "\\\\server\\share", "//server/share", "a//b",
        "a/", "./a", "a/.", "", "nul", "COM1.txt", "a/lpt3.mp4", "COM\u00b9.mp4", "conin$", "CONOUT$.mp4", "con .mp4",
        "aux  .a.b", "clock$", "trailing.", "trailing ", " leading", "a\nb", "a\x00b", "a\x85b", "x" * 201,
        "\u00e9" * 61, "/".join("a" * 9), "what?.mp4", "\ud800", "a\u2028b", "\uff23\uff2f\uff2e",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_not_safe(name):
    assert not checks.is_safe_name(name)


@pytest.mark.parametrize(
    "name", ["a", "media/Đặng múa.mp4", "a/b/c/d/e/f/g/h", "not..bad", "コンテンツ.json", "console.mp4", "می‌رقصد.mp4"]
)
def test_names_of_any_alphabet_are(name):
    assert checks.is_safe_name(name)
    assert checks.is_unmistakable(name)


@pytest.mark.parametrize(
    "name",
    ["a\u202egpm.exe", "a\u2066b", "\uff0e\uff0e/x", "a\uff0fb", "\u2024\u2024/x", "a\u2215b", "a\u29f8b", "a\uff1ab"],
)
def test_names_that_look_like_others_are_safe_for_those_who_chose_them_only(name):
    assert checks.is_safe_name(name)
    assert not checks.is_unmistakable(name)


def info_with(attributes=0, extra=b""):
    info = zipfile.ZipInfo("a.json")
    info.external_attr, info.extra = attributes, extra
    return info


@pytest.mark.parametrize(
    "info",
    [
        *(info_with((kind | 0o777) << 16) for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFBLK)),
        info_with(attributes=0x400),
        info_with(extra=struct.pack("<HHIIHH", 0x000D, 12 + 6, 0, 0, 0, 0) + b"/etc/x"),
        info_with(extra=struct.pack("<HH", 0x756E, 6) + b"/etc/x"),
        info_with(extra=struct.pack("<HHBI", 0x7075, 9, 1, 0) + b"../x"),
        info_with(extra=b"\0\1\2"),
    ],
)
def test_links_folders_devices_and_second_names_are_not_plain(info):
    assert not checks.is_plain(info)


def test_files_with_times_and_owners_are():
    times = struct.pack("<HHBI", 0x5455, 5, 1, 0) + struct.pack("<HHBBIBI", 0x7875, 11, 1, 4, 0, 4, 0)
    assert checks.is_plain(info_with((stat.S_IFREG | 0o644) << 16, times))
    assert checks.is_plain(info_with(0x20))


@pytest.mark.parametrize("flag", [0x1, 0x20, 0x40, 0x2000])
def test_what_is_locked_in_any_way_is_not_readable(flag):
    info = info_with()
    assert checks.is_readable(info)
    info.flag_bits = flag
    assert not checks.is_readable(info)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 1, 9, 93, 99])
def test_what_is_packed_otherwise_is_not_readable(method):
    info = info_with()
    info.compress_type = method
    assert not checks.is_readable(info)


def test_an_archive_of_files_alone_is_tight():
    assert is_tight(archive_of("a", "b/c", "d"))
    assert is_tight(archive_of())


def test_so_is_one_whose_sizes_stand_behind_the_data():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def tell(self):
            raise OSError

    file = Pipe()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a", "b"):
            archive.writestr(name, b"x" * 1000)
    assert is_tight(file.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + bytes(510) + archive_of("a"),
        archive_of("a") + b"behind",
        archive_of("other") + archive_of("a"),
        archive_of("a", comment=b"hidden"),
        archive_of("a", comment=archive_of("b")),
    ],
)
def test_something_before_behind_or_in_a_comment_is_not(content):
    assert not is_tight(content)


def test_something_between_is_not():
    content = bytearray(archive_of("a", "b"))
    directory, hidden = content.index(b"PK\x01\x02"), b"hidden"
    content[directory:directory] = hidden
    struct.pack_into("<I", content, len(content) - 6, directory + len(hidden))
    assert not is_tight(bytes(content))


def test_files_that_share_their_data_are_not():
    content = bytearray(archive_of("a.bin", "b.bin"))
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 42, 0)
    assert not is_tight(bytes(content))
