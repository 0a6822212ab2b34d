"""Deleting a person from a terminal."""

import pytest

from dancecoach.cli import app, exits
from dancecoach.library.catalogue.records import FileFacts, Group, Kind, Storage
from dancecoach.library.library import Library
from dancecoach.settings import Settings, load_settings, save_settings, settings_file


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """Settings of this test."""
    path = tmp_path / "settings.json"
    monkeypatch.setattr("dancecoach.cli.library.forget.settings_file", lambda: path)
    return path


@pytest.fixture
def folder(tmp_path):
    """A library with a clip of Anna, linked."""
    (tmp_path / "film.mp4").write_bytes(b"a film")
    with Library(tmp_path / "library") as library:
        facts = FileFacts("ab" * 32, "film", Kind.VIDEO, 6, 64, 48, 30.0, 30, 1.0)
        clip, _ = library.clips.add(facts, Storage.LINKED, tmp_path / "film.mp4")
        library.groups.put([clip.id], Group.PERSON, "Anna")
    return tmp_path / "library"


@pytest.fixture
def forget(folder, capsys):
    def run(*arguments):
        code = app.run(["library", "forget", *arguments, "--library", str(folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_it_is_shown_asked_and_done(forget, folder, tmp_path, own_settings):
    save_settings(Settings(recent_files=(str(tmp_path / "film.mp4"), "other.mp4")), own_settings)
    code, out, _ = forget("anna", "--yes")
    assert code == exits.DONE
    assert "DELETED FOR GOOD: 1 clip in which only Anna is" in out
    assert "NOT REACHED: backups" in out
    assert "Anna is deleted: 1 clip, " in out
    assert f"Left alone, because it is an original: {tmp_path / 'film.mp4'}" in out
    assert load_settings(own_settings)[0].recent_files == ("other.mp4",)
    with Library(folder) as library:
        assert library.clips.count() == 0


def test_without_a_yes_nothing_is_deleted(forget, folder, monkeypatch):
    monkeypatch.setattr("typer.confirm", lambda _: False)
    code, out, err = forget("Anna")
    assert code == exits.STOPPED
    assert "DELETED FOR GOOD" in out
    assert "nothing was deleted" in err
    with Library(folder) as library:
        assert library.clips.count() == 1


def test_somebody_who_is_not_there_is_one_line(forget):
    code, _, err = forget("Eve", "--yes")
    assert code == exits.IN_THE_WAY
    assert "Eve: is nobody in this library" in err
    assert err.count("\n") == 1
    assert settings_file().name
