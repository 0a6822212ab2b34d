"""Texts are compared without accents and capitals."""

import pytest

from dancecoach.library.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đặng Ánh", "dang anh"), ("ZOË", "zoe"), ("Žofia", "zofia"), ("Straße", "strasse"), ("Анна", "анна"), ("", "")],
)
def test_accents_and_capitals_do_not_matter(text, folded):
    assert fold(text) == folded


def test_different_names_stay_different():
    assert len({fold(name) for name in ("Anna", "Anne", "Ana", "Hanna")}) == 4


def test_of_european_letters_what_is_folded_is_folded_for_good():
    for letter in map(chr, range(0x250)):
        assert fold(fold(letter)) == fold(letter), letter
