"""Laps on the disk: they come back as they were, and a damaged one costs no more than itself."""

import json
from datetime import UTC, datetime

import attrs
import pytest

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError
from dancecoach.pipeline.practice.drill import Repetition
from dancecoach.pipeline.practice.drill_kept import FILE, best_of, keep, laps_of, read
from dancecoach.pipeline.practice.take_facts import TakeFacts
from dancecoach.pipeline.practice.takes import Take

PART = Phrase(2.0, 6.0, 1)


@pytest.fixture
def kept(tmp_path):
    """``kept(lap, part)``: a take with its lap on the disk."""
    numbers = iter(range(100))

    def make(lap, part=PART, goal=1.0):
        folder = tmp_path / f"{next(numbers)}"
        folder.mkdir()
        keep(folder, lap, goal)
        return Take(folder, TakeFacts("/dance.mp4", "ab" * 32, datetime(2026, 3, 1, tzinfo=UTC), lap.speed, part))

    return make


@pytest.mark.parametrize(
    "lap", [Repetition(0.7, 81.25, 2.5, 0.9), Repetition(1.0, None, 0.0, 0.1), Repetition(0.5, 0.0)]
)
def test_a_lap_comes_back_as_it_was(kept, lap):
    assert read(kept(lap).folder) == lap


def test_what_was_no_lap_has_none(tmp_path):
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: "{", lambda content: "[]", lambda content: "[" * 100_000,
        lambda content: json.dumps(content | {"schema": "else/1"}),
        lambda content: json.dumps({key: value for key, value in content.items() if key != "speed"}),
        lambda content: json.dumps(content | {"speed": 10**400}),
        lambda content: json.dumps(content | {"score": "high"}),
        lambda content: json.dumps(content | {"doubt": float("nan")}),
    ],
)  # fmt: skip
def test_a_damaged_lap_is_named_and_left_out_of_the_others(kept, damage):
    sound, bad = kept(Repetition(0.7, 80.0)), kept(Repetition(0.8, 90.0))
    path = bad.folder / FILE
    path.write_text(damage(json.loads(path.read_text("utf-8"))), "utf-8")
    with pytest.raises(AnalysisFileError, match=FILE):
        read(bad.folder)
    assert laps_of([sound, bad]) == {sound.folder: Repetition(0.7, 80.0)}


def test_the_best_lap_counts_at_each_speed_of_the_part_whatever_it_is_called(kept):
    laps = [Repetition(0.7, 60.0), Repetition(0.7, 75.0), Repetition(0.7, None), Repetition(1.0, 50.0)]
    takes = [kept(lap) for lap in laps] + [kept(Repetition(0.7, 99.0), Phrase(6.0, 9.0, 2))]
    named = attrs.evolve(PART, number=7, name="Turn")
    assert best_of(takes, laps_of(takes), named) == {0.7: laps[1], 1.0: laps[3]}
    assert best_of(takes, laps_of(takes), None) == {}
