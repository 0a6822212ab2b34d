"""Counts kept for each clip."""

import json

import attrs
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.errors import AnalysisFileError
from dancecoach.library.counts.counts_json import KeptCounts, counts_from_text, counts_text
from dancecoach.library.counts.store import CountsStore

SHA = "9f" + "0" * 62
FOUND = KeptCounts(Counts((0.5, 1.0, 1.5123), 1), "music", 118.25, 0.8, 0.4)
TAPPED = attrs.evolve(FOUND, by="person", counts=Counts((0.6, 1.1, 1.6), 2))


@pytest.fixture
def store(tmp_path):
    return CountsStore(tmp_path / "counts", shipped=tmp_path / "shipped")


def test_what_is_kept_comes_back(store):
    assert store.get(SHA) is None
    assert store.put_found(SHA, FOUND) == FOUND
    assert store.get(SHA) == FOUND
    assert store.get("ab" + SHA[2:]) is None


def test_what_a_lesson_says_is_better_than_what_was_found_until_another_lesson_or_the_person_says_it(store):
    store.put_found(SHA, FOUND)
    first, second = attrs.evolve(FOUND, tempo=60.0), attrs.evolve(TAPPED, tempo=62.0)
    assert store.put_taught(SHA, first) == attrs.evolve(first, by="lesson")
    assert store.put_found(SHA, FOUND) == store.get(SHA) == attrs.evolve(first, by="lesson")
    assert store.put_taught(SHA, second) == store.get(SHA) == attrs.evolve(second, by="lesson")
    store.put_edited(SHA, TAPPED)
    assert store.put_taught(SHA, first) == store.get(SHA) == TAPPED


def test_what_a_person_said_is_never_overwritten_by_what_was_found(store):
    store.put_edited(SHA, TAPPED)
    assert store.put_found(SHA, FOUND) == TAPPED
    assert store.get(SHA) == TAPPED
    store.put_edited(SHA, attrs.evolve(TAPPED, tempo=60.0))
    assert store.get(SHA).tempo == 60.0
    store.forget(SHA)
    store.forget(SHA)
    assert store.get(SHA) is None
    with pytest.raises(ValueError, match="person"):
        store.put_edited(SHA, FOUND)


def test_a_damaged_file_is_set_aside_and_said(store, caplog):
    store.put_found(SHA, FOUND)
    path = store.root / "9f" / f"{SHA}.json"
    path.write_text(path.read_text()[:40])
    assert store.get(SHA) is None
    assert "damaged" in caplog.text
    assert (store.root / "damaged" / path.name).is_file()
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", "dancecoach.counts/9"),
        ("beats_s", [1.0, 0.5]),
        ("beats_s", ["x"]),
        ("beats_s", None),
        ("first_one", -1),
        ("by", "nobody"),
        ("confidence", {"beat": 2.0, "one": 0.0}),
        ("tempo_bpm", "fast"),
    ],
)
def test_every_value_is_checked_and_named(key, value, tmp_path):
    content = json.loads(counts_text(FOUND, SHA)) | {key: value}
    with pytest.raises(AnalysisFileError) as error:
        counts_from_text(json.dumps(content), tmp_path / "x.json")
    assert key.split("_")[0] in str(error.value)
    assert "x.json" in str(error.value)


@pytest.mark.parametrize("text", ["", "[]", "nothing", "{}"])
def test_what_is_no_counts_is_refused(text, tmp_path):
    with pytest.raises(AnalysisFileError):
        counts_from_text(text, tmp_path / "x.json")


def test_counts_that_come_with_the_program_are_found_until_there_are_better_ones(store, tmp_path):
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "a.counts.json").write_text("no counts")
    (shipped / "b.counts.json").write_text(counts_text(FOUND, SHA))
    assert store.get(SHA) == FOUND
    store.put_edited(SHA, TAPPED)
    assert store.get(SHA) == TAPPED
