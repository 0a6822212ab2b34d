"""``dancecoach library export`` writes all of a library, and says what is in the way."""

import shutil

import pytest

from dancecoach.cli.app import run
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.importing.files import facts_of


@pytest.fixture
def folder(tmp_path, drawn_clip):
    path = shutil.copy(drawn_clip("jump", size=(96, 64), duration=0.34).path, tmp_path / "turn.mp4")
    with Library(tmp_path / "library") as library:
        library.clips.add(facts_of(tmp_path / "turn.mp4"), Storage.LINKED, tmp_path / "turn.mp4")
    assert path.exists()
    return tmp_path / "library"


@pytest.fixture
def call(folder, capsys):
    def export(*arguments):
        code = run(["library", "export", *map(str, arguments), "--library", str(folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return export


def test_everything_is_written(call, tmp_path):
    code, out, _err = call(tmp_path / "out")
    assert (code, out.splitlines()[-1]) == (0, f"{tmp_path / 'out'}: 1 clip")
    assert len(list((tmp_path / "out").glob("clips/*/turn.mp4"))) == 1


def test_films_stay_where_they_are_when_told(call, tmp_path):
    assert call(tmp_path / "out", "--no-films", "--poses", "coco,npz")[0] == 0
    assert not list((tmp_path / "out").glob("clips/*/turn.mp4"))
    assert len(list((tmp_path / "out").glob("clips/*/clip.json"))) == 1


def test_what_is_missing_is_one_line(call, tmp_path):
    (tmp_path / "turn.mp4").unlink()
    code, _out, err = call(tmp_path / "out")
    assert code == 3
    assert err.splitlines()[-1].endswith("turn.mp4: is gone; find it and import it again.")


def test_what_is_in_the_way_is_one_line(call, tmp_path):
    assert call(tmp_path / "out", "--poses", "bvh")[0] == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").write_text("")
    code, _out, err = call(tmp_path / "mine")
    assert (code, err.splitlines()[-1]) == (
        1,
        f"{tmp_path / 'mine'}: something lies there already; choose an empty folder.",
    )


def test_no_library_is_a_wrong_call(tmp_path, capsys):
    assert run(["library", "export", str(tmp_path / "out"), "--library", str(tmp_path / "none")]) == 2
    assert "there is no library here" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
