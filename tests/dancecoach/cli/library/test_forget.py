"""Deleting a person from a terminal."""

import numpy as np
import pytest

from dancecoach.cli import app, exits
from dancecoach.coaching.taught.keeping import all_skills, put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.library.catalogue.records import FileFacts, Group, Kind, Storage
from dancecoach.library.library import Library
from dancecoach.library.whose import note_dancer
from dancecoach.models.packs.origins import Learnt, note_origin
from dancecoach.settings import Settings, load_settings, save_settings


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """Settings of this test, and packs."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "settings.json"
    save_settings(Settings(recordings_folder=str(tmp_path / "recorded")), path)
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
    assert "NOT REACHED are backups; as far as is known, none was ever written" in out
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


def test_films_of_live_and_what_was_taught_go_too_where_that_is_wished(forget, tmp_path, own_settings):
    films = tmp_path / "recorded"
    for name, person in (("a.mp4", "Anna"), ("b.mp4", "Ben")):
        note_dancer(films / name, person)
        (films / name).write_bytes(name.encode())
    save_settings(
        Settings(recordings_folder=str(films), dancer="anna", recent_files=(str(films / "a.mp4"),)), own_settings
    )
    put_skill(SkillPack("her jump", np.ones((3, SIZE)), "2026-11-22").to_bytes())
    note_origin(Learnt("skill", "her jump", clips=frozenset({"ab" * 32})))
    code, out, _ = forget("Anna", "--yes", "--packs")
    assert code == exits.DONE
    assert "Anna is named as dancing in them: 1 film or picture of Live (" in out
    assert "What learnt from them is forgotten, too." in out
    assert "No longer known: the skill “her jump”." in out
    assert sorted(path.name for path in films.iterdir()) == ["b.mp4", "b.mp4.dancer"]
    assert all_skills() == {}
    settings = load_settings(own_settings)[0]
    assert (settings.dancer, settings.recent_files) == ("", ())


def test_what_was_taught_stays_and_it_is_said_how_it_goes(forget):
    put_skill(SkillPack("her jump", np.ones((3, SIZE)), "2026-11-22").to_bytes())
    note_origin(Learnt("skill", "her jump", clips=frozenset({"ab" * 32})))
    _code, out, _ = forget("Anna", "--yes")
    assert "What learnt from them stays; --packs forgets it." in out
    assert len(all_skills()) == 1


def test_who_only_danced_is_deleted_where_there_is_no_library_yet(tmp_path, capsys):
    note_dancer(tmp_path / "recorded" / "a.mp4", "Mia")
    code = app.run(["library", "forget", "mia", "--yes", "--library", str(tmp_path / "none yet")])
    assert code == exits.DONE, capsys.readouterr().err
    assert list((tmp_path / "recorded").iterdir()) == []
