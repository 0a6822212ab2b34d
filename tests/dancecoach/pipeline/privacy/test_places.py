"""The list of places: each thing has one, and a folder that is shared with others is not taken whole."""

import re
from pathlib import Path

import attrs
import pytest

from dancecoach.pipeline.privacy.places import Place, places
from dancecoach.pipeline.privacy.words import how_to_delete, promises, size_words
from dancecoach.settings import Settings

README = Path(__file__).parents[4] / "README.md"


@pytest.fixture
def every(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("dancecoach.library.folders.usual_folder", lambda: tmp_path / "data" / "dancecoach")
    settings = attrs.evolve(
        Settings(), recordings_folder=str(tmp_path / "films"), recent_libraries=(str(tmp_path / "camp"),)
    )
    return places(settings, tmp_path / "library")


def owner(every, path):
    owners = [place.id for place in every if place.holds_file(path)]
    assert len(owners) == 1, (path, owners)
    return owners[0]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("library/library.sqlite-wal", "library"),
        ("library/before-restore-20261122-180000/media/ab/x.mp4", "library"),
        ("library/media/ab/abcd/film.mp4", "media"),
        ("library/takes/abcd/2026/take.mp4", "takes"),
        ("library/lessons/abcd.json", "lessons"),
        ("films/one.mp4", "recordings"),
        ("camp/media/ab/abcd/film.mp4", "library 2"),
    ],
)
def test_each_file_has_one_place(every, tmp_path, path, wanted):
    assert owner(every, tmp_path / path) == wanted


def test_what_is_not_ours_is_no_ones(every, tmp_path):
    for path in ("library/mine.txt", "data/applications/other.desktop", "letter.txt"):
        assert not any(place.holds_file(tmp_path / path) for place in every if place.id != "temporary"), path


def test_a_pattern_means_a_file_or_all_in_a_folder(tmp_path):
    place = Place("x", "X", "x", tmp_path, "here", ("a/b*", "c"))
    for name, size in (("a/b.txt", 1), ("a/c.txt", 10), ("c/d/e", 100), ("d", 1000)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
        assert place.holds_file(tmp_path / name) == (size in (1, 100))
    assert place.size() == (2, 101)
    assert [size_words(0, 0), size_words(1, 2_000_000), size_words(2, 2000)] == [
        "nothing there",
        "1 file, 2.0 MB",
        "2 files, 2.0 kB",
    ]


def test_the_readme_has_the_same_list(every):
    """Its table is written from the list; the line to put there is shown where they differ."""
    text = README.read_text("utf-8")
    for place in every:
        if not re.match(r"library \d", place.id):
            row = f"| {place.title} | {place.where} |"
            assert row in text, row
    assert promises()
    assert "close the program" in how_to_delete()
