import numpy as np
import pytest
from rich.console import Console

from dancecoach.motion.phases import PHASES
from training.cases import Case
from training.evaluate import judge_all, judge_case
from training.show import phase_tables, quiet_line

TRUTH = np.repeat([0, 1, 2, 3, 0], [20, 15, 12, 10, 33]).astype(np.uint8)


def _judge(labels):
    def judge(track):
        return labels, np.eye(len(PHASES))[labels] * 0.96 + 0.01

    return judge


def _case(make_clip, labels=TRUTH, name="clip", kind="drawn", counted=None):
    track = make_clip(len(labels)).track
    return Case(name, track, labels, np.ones(len(labels), bool) if counted is None else counted, kind)


def test_perfect_verdict(make_clip):
    report = judge_case(_case(make_clip), _judge(TRUTH))
    assert report.macro_f1 == 1.0
    assert report.edit == 1.0
    assert report.skills == (1, 1)
    assert report.takeoff.errors_s == (0.0,)
    assert report.segments == ((3, 0, 0),) * 3


def test_late_skill_shows_as_late(make_clip):
    late = np.repeat([0, 1, 2, 3, 0], [20, 18, 12, 7, 33]).astype(np.uint8)
    report = judge_all("m", [_case(make_clip)], _judge(late))
    numbers = report.to_dict()
    assert numbers["takeoff"]["bias_ms"] == pytest.approx(100, abs=0.1)
    assert numbers["takeoff"]["median_samples"] == pytest.approx(3, abs=0.01)
    assert numbers["touchdown"]["median_ms"] == pytest.approx(100, abs=0.1)
    assert numbers["macro_f1"] < 1
    assert numbers["calibration_error"] > 0


def test_frames_that_do_not_count_do_not_count(make_clip):
    wrong = TRUTH.copy()
    wrong[:10] = 2
    report = judge_case(_case(make_clip, counted=np.arange(len(TRUTH)) >= 10), _judge(wrong))
    assert report.macro_f1 == 1.0


def test_skills_in_clips_without_one_are_counted_by_the_minute(make_clip):
    quiet = np.zeros(91, np.uint8)
    said = quiet.copy()
    said[30:40], said[60:65] = 2, 2
    report = judge_all("m", [_case(make_clip, quiet)], _judge(said))
    assert report.quiet == (2, pytest.approx(3.0))
    assert report.to_dict()["false_skills_per_10_min_idle"] == pytest.approx(400)
    assert "2 skills said" in quiet_line({"drawn": report})


def test_tables_name_every_real_clip(make_clip):
    report = judge_all("m", [_case(make_clip, name="jump_side", kind="real")], _judge(TRUTH))
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as text:
        for table in phase_tables({"real": report}):
            console.print(table)
    assert "jump_side" in text.get()
    assert "1.000" in text.get()
