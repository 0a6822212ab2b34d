"""Looking after the library from a terminal."""

import hashlib

import pytest

from dancecoach.cli import app, exits
from dancecoach.library.catalogue.database import FILE
from dancecoach.library.catalogue.records import FileFacts, Kind, Storage
from dancecoach.library.library import Library


@pytest.fixture
def folder(tmp_path, drawn_clip):
    """A library of one copied clip that has no pictures yet."""
    film = drawn_clip("jump", size=(96, 64), duration=0.34).path
    sha256 = hashlib.sha256(film.read_bytes()).hexdigest()
    with Library(tmp_path / "library") as library:
        facts = FileFacts(sha256, "turn", Kind.VIDEO, film.stat().st_size, 96, 64, 30.0, 10, 0.34)
        library.clips.add(facts, Storage.COPIED, library.media.take_in(film, sha256))
    return tmp_path / "library"


@pytest.fixture
def call(capsys):
    """Runs a command on a library; gives exit code, what was printed, what was complained about."""

    def run(folder, *arguments):
        code = app.run(["library", *map(str, arguments), "--library", str(folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_faults_are_told_and_put_right(folder, call):
    code, out, err = call(folder, "check")
    assert (code, err) == (exits.UNUSABLE_INPUT, "“turn” has no picture; one can be made\n")
    assert "1 clip, 1 fault" in out
    code, out, err = call(folder, "check", "--repair", "--thorough")
    assert (code, err) == (exits.DONE, "")
    assert "1 clip, 1 fault put right, nothing is wrong" in out


def test_a_damaged_database_is_rescued_when_asked(folder, call):
    (folder / FILE).write_bytes(b"a letter" * 1000)
    code, _, err = call(folder, "check")
    assert code == exits.UNUSABLE_INPUT
    assert "its database is damaged; repair it with --repair" in err
    code, out, _ = call(folder, "check", "--repair")
    assert code == exits.DONE
    assert "The database was damaged and is kept as library-damaged-" in out
    assert f'1 file waits to be imported; go on with: dancecoach import --library "{folder}"' in out.replace("\n", "")
    with Library(folder) as library:
        assert [job.path.name for job in library.jobs.list()] == ["clip.mp4"]


def test_backup_and_restore(folder, call, tmp_path):
    call(folder, "check", "--repair")
    code, out, _ = call(folder, "backup", tmp_path / "b.zip")
    assert (code, out.split()[-1]) == (exits.DONE, "MB")
    code, out, _ = call(tmp_path / "new", "restore", tmp_path / "b.zip")
    assert code == exits.DONE
    assert "1 clip, nothing is wrong" in out
    code, _, err = call(folder, "restore", tmp_path / "b.zip")
    assert code == exits.IN_THE_WAY
    assert "is a library; choose an empty folder with --library, or let it take this one's place with --replace" in err
    code, out, err = call(folder, "restore", tmp_path / "b.zip", "--replace")
    assert (code, err) == (exits.DONE, "")
    assert "What was there before is kept, as a library of its own, in " in out
    assert len(list(folder.glob("before-restore-*"))) == 1
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter").write_text("")
    code, _, err = call(tmp_path / "other", "restore", tmp_path / "b.zip")
    assert code == exits.IN_THE_WAY
    assert "something lies there already; choose an empty folder" in err


def test_what_is_no_backup_is_one_line(call, tmp_path):
    (tmp_path / "b.zip").write_bytes(b"a letter")
    code, _, err = call(tmp_path / "new", "restore", tmp_path / "b.zip")
    assert code == exits.UNUSABLE_INPUT
    assert err.count("\n") == 1
    assert "b.zip: is damaged or no archive" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", [("check",), ("backup", "b.zip")])
def test_where_there_is_no_library_nothing_is_made(call, tmp_path, command):
    code, _, err = call(tmp_path / "none", *command)
    assert code == exits.WRONG_CALL
    assert "there is no library here" in err
    assert not (tmp_path / "none").exists()
