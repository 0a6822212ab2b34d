"""Attempts: every measure with its uncertainty, as analyses and corrections say, whoever is in the clip."""

import attrs
import pytest

from dancecoach.library.catalogue.records import Group
from dancecoach.library.library import Library
from dancecoach.notes.notes import Notes
from dancecoach.notes.notes_json import to_text
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.progress.attempts import AttemptReader
from dancecoach.pipeline.progress.overview import overview_of
from dancecoach.pipeline.progress.series import NOBODY, measures_in, series_of, table


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as library:
        yield library


def test_persons_and_kinds_are_known_before_an_analysis_is_read(library, fill_gym):
    fill_gym(library, "Zoë", [(0, 0.6)])
    fill_gym(library, "Anna", [(0, 0.5), (1, 0.52)])
    fill_gym(library, "Anna", [(2, 0.4)], turns=0.0, shape="split")
    fill_gym(library, "", [(3, 0.7)], turns=2.0)
    seen = overview_of(library)
    assert seen.persons() == (("Anna", 3), ("Zoë", 1), (NOBODY, 1))
    assert seen.kinds(["Anna"]) == (("back tuck", 2), ("split jump", 1))
    assert seen.kinds(["Anna", "Zoë"])[0] == ("back tuck", 3)
    assert len(seen.clips(["Anna", NOBODY])) == 4
    assert seen.dances == ()


def test_a_series_has_the_days_the_measures_and_their_uncertainties(library, fill_gym):
    clips = fill_gym(library, "Anna", [(7, 0.55), (0, 0.5)])
    attempts = AttemptReader(library).of([clip.id for clip in clips])
    (flight,) = series_of(attempts, ["Anna"], ["back tuck"], "flight_time")
    assert [value.mark for value in flight.values] == [0.5, 0.55]
    assert {value.doubt for value in flight.values} == {0.02}
    assert (flight.values[1].when - flight.values[0].when).days in (6, 7)
    assert flight.values[0].clip == clips[1].path
    assert flight.values[0].at_s == pytest.approx(0.7)
    (knee,) = series_of(attempts, ["Anna"], ["back tuck"], "touchdown_knee")
    assert [value.mark for value in knee.values] == [100.0, 107.0]
    assert measures_in(attempts) == ("flight_time", "height", "rotation", "touchdown_knee")
    assert series_of(attempts, ["Ben"], ["back tuck"], "flight_time") == ()
    assert series_of(attempts, ["Anna"], ["back tuck"], "least_hip") == ()


def test_a_known_rise_is_told_and_few_attempts_are_not(library, fill_gym):
    clips = fill_gym(library, "Anna", [(3 * n, 0.5 + 0.012 * n) for n in range(10)])
    (flight,) = series_of(
        AttemptReader(library).of([clip.id for clip in clips]), ["Anna"], ["back tuck"], "flight_time"
    )
    trend = flight.trend("day")
    assert trend.clear
    assert trend.change == pytest.approx(0.108, abs=0.002)
    few = attrs.evolve(flight, values=flight.values[:4])
    assert few.trend("day") is None
    assert few.lacking("day") == (2, 0)


def test_a_clip_of_several_persons_counts_for_each_but_not_surely(library, fill_gym):
    (clip,) = fill_gym(library, "Anna", [(0, 0.5)])
    library.groups.put([clip.id], Group.PERSON, "Ben")
    both = series_of(AttemptReader(library).of([clip.id]), ["Anna", "Ben"], ["back tuck"], "height")
    assert [series.person for series in both] == ["Anna", "Ben"]
    assert not any(value.sure for series in both for value in series.values)


def test_without_a_date_of_filming_it_is_the_day_it_came_in(library, fill_gym):
    (clip,) = fill_gym(library, "Anna", [(0, 0.5)], filmed=False)
    (attempt,) = AttemptReader(library).of([clip.id])
    assert not attempt.filmed
    assert attempt.when == clip.added_at


def test_what_is_left_of_an_analysis_that_is_gone_has_no_uncertainty(library, fill_gym):
    (clip,) = fill_gym(library, "Anna", [(0, 0.5)])
    for path in (library.folder / "analyses").glob("*/*.zip"):
        path.unlink()
    (attempt,) = AttemptReader(library).of([clip.id])
    assert attempt.kind == "back tuck"
    assert attempt["flight_time"].number == 0.5
    assert attempt["flight_time"].uncertainty is None
    assert attempt["touchdown_knee"] is None


def test_phases_corrected_in_review_hold_here_too(library, fill_gym):
    (clip,) = fill_gym(library, "Anna", [(0, 0.5)])
    reader = AttemptReader(library)
    assert len(reader.of([clip.id])) == 1
    noted = NotedClip(clip.facts.sha256, 60, "film")
    notes = Notes(noted, tracks=(PhaseTrack.blank("coach", 60, "idle"),))
    assert library.notes.adopt(noted, to_text(notes, 1).encode())
    assert len(reader.of([clip.id])) == 1  # as read before
    reader.forget([clip.id])
    assert reader.of([clip.id]) == []  # the coach says that there is no skill


def test_the_numbers_are_written_down(library, fill_gym):
    clips = fill_gym(library, 'Anna "A", B', [(0, 0.5)])
    series = series_of(AttemptReader(library).of([clips[0].id]), ['Anna "A", B'], ["back tuck"], "flight_time")
    head, line = table(series, {"flight_time": "s"}).splitlines()
    assert head.startswith("person,what,measure,unit,when,filmed,value,standard_deviation")
    assert line.startswith('"Anna ""A"", B",back tuck,flight_time,s,2026-09-07T')
    assert ",yes,0.5,0.02,yes," in line
    assert table((), {}).count("\n") == 1
