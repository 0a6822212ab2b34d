"""The desktop is told what a lesson is, and forgets it again."""

import configparser
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from dancecoach.cli import exits
from dancecoach.cli.integrate import MIME_TYPE, data_home, integrate, opening_command, quoted
from dancecoach.library.lesson.file import SUFFIX

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop files are of Linux")


def entry(folder):
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str
    read.read(folder / "applications" / "dancecoach.desktop", "utf-8")
    return read["Desktop Entry"]


def test_a_lesson_is_known_and_opened_by_this_program(tmp_path, capsys):
    assert integrate(folder=tmp_path) == exits.DONE
    made = entry(tmp_path)
    assert made["MimeType"] == f"{MIME_TYPE};"
    assert made["Exec"] == f"{opening_command()} %f"
    types = ET.parse(tmp_path / "mime" / "packages" / "dancecoach-lesson.xml").getroot()
    name = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = types
    assert kind.get("type") == MIME_TYPE
    assert kind.find(f"{name}glob").get("pattern") == f"*{SUFFIX}"
    assert (tmp_path / "icons" / "hicolor" / "scalable" / "apps" / f"{made['Icon']}.svg").exists()
    assert "--remove" in capsys.readouterr().out


def test_nothing_of_it_stays(tmp_path):
    integrate(folder=tmp_path)
    assert integrate(folder=tmp_path, remove=True) == exits.DONE
    assert [path for path in tmp_path.rglob("*") if "dancecoach" in path.name and path.is_file()] == []
    assert integrate(folder=tmp_path, remove=True) == exits.DONE


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert integrate(folder=tmp_path / "file") == exits.IN_THE_WAY
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_the_folder_is_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_home() == tmp_path
    monkeypatch.setenv("XDG_DATA_HOME", "not absolute")
    assert data_home().is_absolute()


@pytest.mark.parametrize(
    ("argument", "written"),
    [("/opt/a b/x", '"/opt/a b/x"'), ("/$x", '"/\\\\$x"'), ('/"', '"/\\\\""'), ("/100%", '"/100%%"')],
)
def test_an_argument_is_quoted_as_desktop_entries_want_it(argument, written):
    assert quoted(argument) == written


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils are not installed")
def test_the_entry_is_valid(tmp_path):
    integrate(folder=tmp_path, command=quoted("/opt/my $programs/dancecoach-gui"))
    path = tmp_path / "applications" / "dancecoach.desktop"
    said = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("gio") is None, reason="gio is not installed")
def test_the_desktop_finds_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if shutil.which("update-desktop-database") is None or shutil.which("update-mime-database") is None:
        pytest.skip("the desktop's databases cannot be made here")
    integrate()
    said = subprocess.run(["gio", "mime", MIME_TYPE], capture_output=True, text=True, check=False).stdout
    assert "dancecoach.desktop" in said
    (tmp_path / "a.dclesson").write_bytes(b"PK\x03\x04")
    kind = subprocess.run(["gio", "info", "-a", "standard::content-type", str(tmp_path / "a.dclesson")],
                          capture_output=True, text=True, check=False).stdout  # fmt: skip
    assert MIME_TYPE in kind
