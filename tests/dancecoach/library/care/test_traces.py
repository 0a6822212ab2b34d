"""A name is found where it stands by itself, however it is written."""

import unicodedata

import pytest

from dancecoach.library.care.traces import Name, files_of, traces_of

A, B = "ab" * 32, "cd" * 32


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Anna and Ben", "… and Ben"),
        ("ANNA's turn", "…'s turn"),
        ("Annas Gruppe", "…s Gruppe"),
        ("anna_2.mp4", "anna_2.mp4"),
        ("Annaberg, Joanna", "Annaberg, Joanna"),
    ],
)
def test_a_name_stands_by_itself(text, without):
    name = Name("Anna")
    assert name.out_of(text) == without
    assert name.is_in(text) == (text != without)


def test_letters_beyond_ascii_are_found_in_every_form():
    name = Name("Zoë")
    assert name.is_in(unicodedata.normalize("NFD", "Zoë"))
    assert name.is_in('{"who": "Zo\\u00eb"}')


def test_what_is_kept_of_a_clip_has_its_hash_in_its_name(tmp_path):
    wanted = [tmp_path / "a" / A[:16], tmp_path / "b" / f"{A}-full.zip", tmp_path / "c" / f"x {A[:16]} y.json"]
    other = [tmp_path / "b" / f"{B}.json", tmp_path / "d" / f"f{A[:15]}.json"]
    for path in [*wanted, *other]:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert files_of(tmp_path, {A}) == sorted(wanted)


def test_films_are_known_by_their_names_and_texts_are_read(tmp_path):
    for name, text in (("Anna.mp4", ""), ("other.mp4", "Anna"), ("a.json", "of Anna"), ("b.json", "of Ben")):
        (tmp_path / name).write_text(text)
    assert {path.name for path in traces_of(tmp_path, Name("Anna"))} == {"Anna.mp4", "a.json"}
