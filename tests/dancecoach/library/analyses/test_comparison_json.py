"""The written form of a comparison: all of it, finite, and its pairs one in a line."""

import json
import math

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.library.analyses.comparison_json import COMPARISON_SCHEMA, comparison_text, write_comparison_json
from training.figure.motions import Dance
from training.figure.scene import Actor, Scene, Stage


@pytest.fixture(scope="module")
def track():
    return Stage(Scene(actors=(Actor(moves=(Dance(counts=16),)),))).truth().to_track()


def walk(value):
    yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from walk(part)


def test_everything_is_written_and_finite(track, make_analysis, tmp_path) -> None:
    path = tmp_path / "comparison.json"
    write_comparison_json(compare(track, track), make_analysis(path="lesson.mp4"), make_analysis(path="anna.mp4"), path)
    read = json.loads(path.read_text("utf-8"))
    assert list(read) == [
        "schema", "reference", "learner", "score", "marks", "timing", "joints", "phrases", "moments", "alignment",
        "coverage", "mirrored", "view_turn_deg", "warnings",
    ]  # fmt: skip
    assert read["schema"] == COMPARISON_SCHEMA
    assert read["score"] == 100
    assert read["learner"]["path"] == "anna.mp4"
    assert set(read["timing"]) == {"offset_s", "tempo_ratio", "by", "early_late_ms", "cues"}
    assert all(math.isfinite(v) for v in walk(read) if isinstance(v, float))
    assert np.diff(np.array(read["alignment"]), axis=0).min() > 0


def test_pairs_stand_in_one_line(track, make_analysis) -> None:
    text = comparison_text(compare(track, track), make_analysis(), make_analysis())
    pairs = [line for line in text.splitlines() if line.strip().startswith("[") and line.count(",") >= 1]
    assert len(pairs) > 50
    assert len(text.splitlines()) < 3 * len(pairs)


def test_without_a_score_there_is_null_and_why(track, make_analysis) -> None:
    nobody = compare(
        track, type(track).from_poses([0.0, 0.1], [None, None], frame_size=(4, 4), skeleton=track.skeleton, source="")
    )
    read = json.loads(comparison_text(nobody, make_analysis(), make_analysis()))
    assert read["score"] is None
    assert read["timing"]["offset_s"] is None
    assert read["alignment"] == read["moments"] == []
    assert len(read["warnings"]) == 1


def test_a_joint_that_was_never_seen_is_null(track, make_analysis) -> None:
    visibility = track.visibility.copy()
    visibility[:, track.skeleton.indices("left_wrist")] = 0.1
    read = json.loads(
        comparison_text(compare(track, attrs.evolve(track, visibility=visibility)), *clips(make_analysis))
    )
    assert read["joints"]["left_wrist"] == {"difference_deg": None, "share": None, "mark": None}
    assert read["joints"]["right_wrist"] == {"difference_deg": 0.0, "share": 0.0, "mark": 100.0}


def test_moments_say_where_what_and_by_how_much(track, make_analysis) -> None:
    world = track.world.copy()
    arm = track.skeleton.indices("left_elbow", "left_wrist", "left_shoulder")
    world[60:120, arm[1]] = world[60:120, arm[0]] + (0.0, 0.3, 0.0)
    world[60:120, arm[0]] = world[60:120, arm[2]] + (0.0, 0.3, 0.0)
    found = compare(track, attrs.evolve(track, world=world))
    read = json.loads(comparison_text(found, *clips(make_analysis)))
    moment = read["moments"][0]
    assert set(moment) == {"start_s", "end_s", "reference_start_s", "joints", "difference_deg", "cue"}
    assert moment["joints"] == ["left_elbow"]
    assert 1.9 < moment["start_s"] < moment["end_s"] < 4.1
    assert moment["difference_deg"] > 15


def clips(make_analysis):
    return make_analysis(), make_analysis()
