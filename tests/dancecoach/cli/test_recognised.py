"""What the terminal says of style and skills."""

import io

import attrs
import numpy as np
import pytest
from rich.console import Console

from dancecoach.cli.display import summary_of
from dancecoach.cli.recognised import recognised_rows, skill_line
from dancecoach.coaching.skill import Skill
from dancecoach.library.analyses.record import Analysis
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import segments_of
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

TUCK = Skill(
    takeoff_frame=96,
    touchdown_frame=116,
    takeoff_s=3.2,
    touchdown_s=3.86,
    flight_time_s=0.66,
    flight_time_uncertainty_s=0.03,
    jump_height_m=0.534,
    rotation_turns=-1.0,
    body_shape="tuck",
    confidence=0.95,
)
WALTZ = StyleResult("style 1", "waltz", {"samba": 0.1, "waltz": 0.87, "rumba": 0.03})


@pytest.fixture
def analysis():
    track = PoseTrack(
        times=np.arange(4) / 30,
        landmarks=np.full((4, 13, 3), np.nan),
        visibility=np.zeros((4, 13)),
        found=np.zeros(4, bool),
        frame_size=(64, 48),
        skeleton=BODY_13,
        source="test",
    )
    info = ClipInfo("clip.mp4", 4, 4 / 30, 30.0, False, 64, 48, 0)
    phases = segments_of(np.array([0, 1, 2, 3]), track.times)
    return Analysis(info, "ab" * 32, track, "blazepose", "full", "auto", style=WALTZ, phases=phases, skills=(TUCK,))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({}, "3.20 s: tuck, 1 turn backwards, 0.66 ± 0.03 s in the air, 0.53 ± 0.05 m high (95% sure)"),
        (
            {"rotation_turns": 1.25, "body_shape": "layout"},
            "3.20 s: layout, 1.25 turns, 0.66 ± 0.03 s in the air, 0.53 ± 0.05 m high (95% sure)",
        ),
        (
            {"rotation_turns": 0.0, "body_shape": "straight"},
            "3.20 s: straight, 0.66 ± 0.03 s in the air, 0.53 ± 0.05 m high (95% sure)",
        ),
        (
            {"rotation_turns": None, "body_shape": "", "flight_time_s": None, "confidence": 0.4},
            "3.20 s: shape not seen, turning not seen, flight not measured (40% sure)",
        ),
        (
            {"flight_time_s": None, "jump_height_m": None, "on_hands": True, "body_shape": "straddle"},
            "3.20 s: straddle, 1 turn backwards, about 0.7 s on the hands (95% sure)",
        ),
        (
            {"flight_time_s": None, "jump_height_m": None, "on_hands": True, "rotation_turns": 0.25},
            "3.20 s: tuck, about 0.7 s on the hands (95% sure)",
        ),
        (
            {"flight_time_s": 0.07, "flight_time_uncertainty_s": 0.04, "jump_height_m": 0.006, "rotation_turns": 0.0},
            "3.20 s: tuck, hardly off the ground, 0.07 ± 0.04 s (95% sure)",
        ),
    ],
)
def test_a_skill_in_one_line(change, line):
    assert skill_line(attrs.evolve(TUCK, **change)) == line


@pytest.mark.parametrize(
    ("activity", "with_skills", "first"),
    [
        ("auto", True, "Skills"),
        ("auto", False, "Style"),
        ("dance", True, "Style"),
        ("dance", False, "Style"),
        ("gymnastics", True, "Skills"),
        ("gymnastics", False, "Skills"),
    ],
)
def test_what_the_clip_is_about_comes_first(analysis, activity, with_skills, first):
    chosen = attrs.evolve(analysis, activity=activity, skills=(TUCK,) if with_skills else ())
    rows = recognised_rows(chosen)
    assert rows[0][0] == first
    assert {name for name, _ in rows} == {"Style", "Skills"}
    assert dict(rows)["Skills"] == ((skill_line(TUCK),) if with_skills else ("none found",))


def test_a_style_with_what_comes_close(analysis):
    dance = attrs.evolve(analysis, activity="dance")
    assert dict(recognised_rows(dance))["Style"] == ("waltz 87% (next: samba 10%)",)


@pytest.mark.parametrize("activity", ["auto", "gymnastics"])
def test_a_somersault_is_no_doubtful_dance(analysis, activity):
    chosen = attrs.evolve(analysis, activity=activity)
    assert dict(recognised_rows(chosen))["Style"] == ("no dance of those known",)
    assert chosen.style == WALTZ, "what the network said is kept as it is"


def test_a_dance_with_a_hop_keeps_its_name(analysis):
    labels = np.repeat([0, 1, 2, 3], [90, 3, 4, 3])
    chosen = attrs.evolve(analysis, phases=segments_of(labels, np.arange(100) / 30))
    rows = recognised_rows(chosen)
    assert [name for name, _ in rows] == ["Skills", "Style"]
    assert dict(rows)["Style"] == ("waltz 87% (next: samba 10%)",)


def test_an_unknown_style_says_what_is_nearest(analysis):
    unknown = attrs.evolve(WALTZ, label="unknown", probabilities={"waltz": 0.4, "samba": 0.35, "rumba": 0.25})
    analysis = attrs.evolve(analysis, skills=())
    rows = dict(recognised_rows(attrs.evolve(analysis, style=unknown)))
    assert rows["Style"] == ("unknown (nearest: waltz 40%, samba 35%, rumba 25%)",)
    short = attrs.evolve(unknown, warnings=("too short",))
    assert dict(recognised_rows(attrs.evolve(analysis, style=short)))["Style"] == ("unknown",)


def test_nothing_is_said_of_what_was_not_looked_for(analysis):
    assert recognised_rows(attrs.evolve(analysis, style=None, phases=(), skills=())) == []


def test_the_summary_has_them_between_person_and_notes(analysis, tmp_path):
    out = io.StringIO()
    noted = attrs.evolve(analysis, warnings=("Too dark.",), activity="gymnastics")
    Console(file=out, width=140).print(summary_of(noted, tmp_path, ["pose.npz"], 1.0))
    lines = out.getvalue().splitlines()
    names = [line.split()[0] for line in lines if line[:3].strip()]
    assert names == ["clip.mp4", "Clip", "Person", "Skills", "Style", "Note", "Time", "Results"]
    assert any(skill_line(TUCK) in line for line in lines)


@pytest.mark.parametrize(
    ("engine", "model", "by"), [("blazepose", "full", "blazepose full"), ("file", "", "landmarks as given")]
)
def test_the_summary_says_who_found_the_person(analysis, tmp_path, engine, model, by):
    out = io.StringIO()
    chosen = attrs.evolve(analysis, engine=engine, model=model)
    Console(file=out, width=140).print(summary_of(chosen, tmp_path, [], 1.0))
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert f"Person   found in 0 of 4 frames (0.0%), {by}" in lines
    assert any("fps)" in line for line in lines if line.startswith("Time")) is (engine != "file")


def test_a_taught_name_comes_first_with_how_sure_it_is():
    named = attrs.evolve(TUCK, name="Salto", name_certainty=0.875)
    assert skill_line(named) == skill_line(TUCK).replace("s: tuck", "s: Salto (88%), tuck")
