"""It stands beside a film whose it is, before the film is there and until it is gone."""

import json

import pytest

from dancecoach.library.whose import (
    Danced,
    begin_film,
    danced_in,
    dancer_of,
    name_film,
    note_dancer,
    sweep,
    tidy_name,
)

DAY_S = 86_400


def take(library, name, reference="ab" * 8, when="2026-11-22 18.05.31", **more):
    """A take as Practice writes it, as far as it matters here."""
    folder = library / "takes" / reference / when
    folder.mkdir(parents=True)
    (folder / "take.json").write_text(json.dumps({"schema": "dancecoach.take/1", "speed": 0.7, **more}), "utf-8")
    if name:
        content = json.loads((folder / "take.json").read_text("utf-8"))
        (folder / "take.json").write_text(json.dumps({**content, "person": name}), "utf-8")
    (folder / "take.mp4").write_bytes(b"film")
    return folder


def test_it_is_written_before_the_film_and_read_from_beside_it(tmp_path):
    film = tmp_path / "new" / "2026-11-22 18.05.31.mp4"
    assert begin_film(film, "Đặng Ánh") == film
    assert dancer_of(film) == "Đặng Ánh"
    assert [path.name for path in film.parent.iterdir()] == ["2026-11-22 18.05.31.mp4.dancer"]


def test_of_nobody_nothing_is_written(tmp_path):
    film = tmp_path / "new" / "a.mp4"
    begin_film(film, "")
    assert not film.parent.exists()
    assert dancer_of(film) == ""


def test_a_place_that_cannot_be_written_does_not_keep_anybody_from_filming(tmp_path):
    (tmp_path / "file").write_text("no folder")
    film = tmp_path / "file" / "a.mp4"
    assert begin_film(film, "Mia") == film


def test_a_take_says_it_itself(tmp_path):
    assert dancer_of(take(tmp_path, "Mia") / "take.mp4") == "Mia"
    assert dancer_of(take(tmp_path, "", when="older") / "take.mp4") == ""


@pytest.mark.parametrize("said", ["{", '{"person": 3}', "[1]", "", "[" * 100_000])
def test_what_cannot_be_read_is_nobodys(tmp_path, said):
    (tmp_path / "a.mp4.dancer").write_text(said)
    assert dancer_of(tmp_path / "a.mp4") == ""
    assert list(danced_in(tmp_path, tmp_path)) == []


def test_all_films_that_say_whose_they_are_are_found(tmp_path):
    mine, away = take(tmp_path, "Mia"), take(tmp_path, "Mia", ".deleted", "abab 2026")
    take(tmp_path, "", when="nobody's")
    for name in ("a.mp4", "b.png"):
        note_dancer(tmp_path / "films" / name, "Ben")
    found = list(danced_in(tmp_path, tmp_path / "films"))
    assert [(one.person, one.place) for one in found] == [
        ("Mia", away),
        ("Mia", mine),
        ("Ben", tmp_path / "films" / "a.mp4"),
        ("Ben", tmp_path / "films" / "b.png"),
    ]
    assert list(danced_in(tmp_path / "none", None)) == []


def test_what_belongs_to_a_film_ends_with_what_says_whose_it_is(tmp_path):
    film = tmp_path / "18.05.31.mp4"
    note_dancer(film, "Mia")
    names = (
        "18.05.31.mp4", ".18.05.31.mp4.deleted", "18.05.31.4711.recording.mkv", ".18.05.31.x7f_.part.mp4",
        "18.05.31 attempt.mp4", "18.05.31 attempt.4711.recording.mkv", "18.05.mp4",
    )  # fmt: skip
    for name in names:
        (tmp_path / name).write_bytes(b"film")
    (one,) = danced_in(tmp_path, tmp_path)
    parts = [path.name for path in one.parts()]
    assert parts[-1] == "18.05.31.mp4.dancer"
    assert set(parts[:-1]) == set(names[:4])


def test_a_take_can_be_nobodys_again_and_says_all_the_rest(tmp_path):
    folder = take(tmp_path, "Mia", course=[[0.5, 80.0]])
    (one,) = danced_in(tmp_path, None)
    name_film(one, "Ben")
    assert dancer_of(folder / "take.mp4") == "Ben"
    name_film(one, "")
    assert json.loads((folder / "take.json").read_text()) == {
        "schema": "dancecoach.take/1",
        "speed": 0.7,
        "course": [[0.5, 80.0]],
    }
    note_dancer(tmp_path / "a.mp4", "Mia")
    name_film(Danced("Mia", tmp_path / "a.mp4.dancer", tmp_path / "a.mp4"), "")
    assert dancer_of(tmp_path / "a.mp4") == ""


def test_what_is_left_of_films_that_are_gone_is_swept_up_a_day_later(tmp_path):
    note_dancer(tmp_path / "gone.mp4", "Mia")
    note_dancer(tmp_path / "there.mp4", "Mia")
    (tmp_path / "there.mp4").write_bytes(b"film")
    now = (tmp_path / "gone.mp4.dancer").stat().st_mtime
    sweep(tmp_path, now + 60)
    assert len(list(tmp_path.glob("*.dancer"))) == 2
    sweep(tmp_path, now + DAY_S + 60)
    assert [path.name for path in tmp_path.glob("*.dancer")] == ["there.mp4.dancer"]


def test_a_name_is_one_line():
    assert tidy_name("  Mia \n Ö ") == "Mia Ö"
    assert tidy_name(" \t") == ""
    assert len(tidy_name("M" * 999)) == 200
