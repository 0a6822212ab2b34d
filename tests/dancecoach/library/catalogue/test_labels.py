"""Which skills a clip is called by; the numbers are those of real clips."""

from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest

from dancecoach.library.catalogue.labels import taught_name, telling
from dancecoach.library.catalogue.records import Clip, FileFacts, Findings, Kind, SkillFacts, Storage

HOP = SkillFacts(8.44, "straight jump", "straight", 0.24, 0.07, 0.0, 0.91)
TUCK = SkillFacts(1.17, "probably tuck, 1 turn backwards back", "tuck", 0.64, 0.5, -1.0, 0.84)


def clip(length_s, *skills):
    facts = FileFacts("ab" * 32, "turn", Kind.VIDEO, 100, 640, 480, 30.0, round(30 * length_s), length_s)
    added = datetime(2026, 11, 22, tzinfo=UTC)
    return Clip(
        1, facts, Storage.COPIED, Path("turn.mp4"), added, findings=Findings("blazepose full", 1.0, "", 0.0, skills)
    )


def hop(flight_s, **more):
    return attrs.evolve(HOP, flight_s=flight_s, **more)


@pytest.mark.parametrize(
    ("length_s", "flights"),
    [(32.7, (0.24,)), (12.0, (0.25,)), (38.1, (0.10, 0.17)), (13.8, (0.10, 0.17)), (17.6, (0.07,)), (5.6, (0.17,))],
)
def test_a_dance_is_not_called_by_its_hops(length_s, flights):
    assert telling(clip(length_s, *map(hop, flights))) == ()


@pytest.mark.parametrize(
    ("length_s", "flights"), [(1.9, (0.14,)), (1.5, (0.11,)), (1.2, (0.10,)), (2.2, (0.16, 0.20)), (2.4, (0.82,))]
)
def test_a_clip_of_nothing_but_jumps_is_called_by_them(length_s, flights):
    skills = tuple(map(hop, flights))
    assert telling(clip(length_s, *skills)) == skills


@pytest.mark.parametrize(
    "skill",
    [
        TUCK,
        hop(0.49),
        hop(0.2, turns=1.0),
        hop(None),
        hop(0.2, label="probably pas de chat straight"),
    ],
    ids=["somersault", "jump", "turning", "not measured", "taught"],
)
def test_one_real_skill_in_a_long_film_is_what_it_is_called_by(skill):
    assert telling(clip(60.0, HOP, skill, HOP)) == (skill,)


def test_a_clip_that_nobody_looked_at_has_none():
    assert telling(attrs.evolve(clip(10.0), findings=None)) == ()


@pytest.mark.parametrize(
    ("label", "shape", "name"),
    [
        ("straight jump", "straight", ""),
        ("Perhaps a jump straight", "straight", ""),
        ("probably tuck, 1 turn backwards back", "tuck", ""),
        ("probably swan leap, 1 turn backwards tuck back", "tuck", "swan leap"),
        ("Kozak straddle", "straddle", "kozak"),
        ("", "", ""),
    ],
)
def test_a_taught_name_is_known_from_the_words_of_the_rules(label, shape, name):
    assert taught_name(label, shape) == name
