"""Marks of takes: per reference and speed, and per person where a film is named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dancecoach.library.catalogue.records import FileFacts, Group, Kind, Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import COMPARISON, FILM, TakeFacts, TakeStore
from dancecoach.pipeline.progress.marks import marks_of
from dancecoach.pipeline.progress.overview import overview_of
from dancecoach.pipeline.progress.series import NOBODY

BEGUN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as library:
        yield library


def danced(library, score, day, *, name="waltz", speed=1.0, sha256="ab" * 32, person=""):
    outcome = Outcome(score, 0.9, 3.0, (("left_elbow", 40.0),))
    facts = TakeFacts(f"/refs/{name}.mp4", sha256, BEGUN + timedelta(days=day), speed, None, (), outcome, person)
    take = TakeStore(library.folder / "takes").begin(facts)
    (take.folder / COMPARISON).write_text("{}")
    (take.folder / FILM).write_bytes(b"")
    return take


def test_each_reference_and_speed_stands_for_itself(library):
    for day, score in ((3, 80.0), (0, 60.0)):
        danced(library, score, day)
    danced(library, 90.0, 1, speed=0.7)
    danced(library, 70.0, 1, name="Bachata", sha256="cd" * 32)
    seen = overview_of(library)
    assert [(one.reference, one.speed, len(one.takes)) for one in seen.dances] == [
        ("Bachata", 1.0, 1),
        ("waltz", 0.7, 1),
        ("waltz", 1.0, 2),
    ]
    whole = marks_of(seen.dances[2:], [NOBODY])[0]
    assert [(value.mark, value.doubt) for value in whole.values] == [(60.0, 3.0), (80.0, 3.0)]
    assert whole.values[0].clip.name == FILM
    (elbow,) = marks_of(seen.dances[2:], [NOBODY], "left_elbow")
    assert [value.mark for value in elbow.values] == [40.0, 40.0]


def test_a_take_whose_film_is_named_in_the_library_is_that_persons(library):
    take, other = danced(library, 80.0, 0), danced(library, 50.0, 1)
    facts = FileFacts("ef" * 32, "take", Kind.VIDEO, 1, 64, 48, 30.0, 60, 2.0)
    clip, _ = library.clips.add(facts, Storage.LINKED, take.film)
    library.groups.put([clip.id], Group.PERSON, "Anna")
    seen = overview_of(library)
    assert seen.dancers() == (("Anna", 1), (NOBODY, 1))
    anna, nobody = marks_of(seen.dances, ["Anna", NOBODY])
    assert (anna.person, anna.values[0].clip) == ("Anna", take.film)
    assert (nobody.person, nobody.values[0].clip) == (NOBODY, other.film)


def test_a_take_says_itself_whose_it_is_unless_the_library_knows_better(library):
    danced(library, 60.0, 0, person="Mia")
    danced(library, 70.0, 1)
    known = danced(library, 80.0, 2, person="Mia")
    facts = FileFacts("ef" * 32, "take", Kind.VIDEO, 1, 64, 48, 30.0, 30, 1.0)
    clip, _ = library.clips.add(facts, Storage.LINKED, known.film)
    library.groups.put([clip.id], Group.PERSON, "Ben")
    seen = overview_of(library)
    assert seen.dancers() == (("Ben", 1), ("Mia", 1), (NOBODY, 1))
    (mine,) = marks_of(seen.dances, ["Mia"])
    assert [value.mark for value in mine.values] == [60.0]


def test_no_takes_are_no_dances(library):
    assert overview_of(library).dances == ()
    assert overview_of(library, Path("/nowhere")).dances == ()
