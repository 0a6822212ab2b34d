"""Curves of a page, and what outcomes were worked out with."""

import attrs
import numpy as np
import pytest

from training.benchmark.outcome import STRANGE, Verdicts
from training.reporting.curves import calibration, open_set
from training.reporting.provenance import doubts, worked_with


def _verdicts(*sure, truth=0):
    said = np.array([[share, 1 - share] for share in sure])
    return Verdicts(tuple(map(str, range(len(sure)))), np.full(len(sure), truth, np.intp), said)


def test_the_curve_of_known_against_strange(style_outcome):
    outcome = attrs.evolve(style_outcome(), verdicts=_verdicts(0.9, 0.8), strangers=_verdicts(0.6, 0.85, truth=STRANGE))
    found = open_set({"gru": [outcome], "none": [style_outcome("none")]})
    (line,) = found.lines
    assert line.points == "0.0,100.0 0.0,50.0 50.0,50.0 50.0,0.0 100.0,0.0"
    assert line.text == "area 0.75; refuses 50 % of unknown dances"
    ((x, y, _, words),) = line.dots
    assert (x, y) == (50.0, 0.0)
    assert words == "gru: keeps 100 % of the known clips and lets in 50 % of the others"
    assert open_set({"none": [style_outcome()]}) is None


def test_certainty_against_being_right(style_outcome):
    outcome = attrs.evolve(style_outcome(), verdicts=_verdicts(*(0.95, 0.95, 0.65, 0.35) * 20))
    (line,) = calibration({"gru": [outcome]}).lines
    assert line.text == "80 % certain, 75 % right"
    assert [(x, 100 - y) for x, y, _, _ in line.dots] == [(65.0, 50.0), (95.0, 100.0)]
    assert line.dots[0][2] == line.dots[1][2] == pytest.approx(7.5)
    few = attrs.evolve(outcome, verdicts=_verdicts(0.95, 0.95, 0.65, 0.35))
    assert len(calibration({"gru": [few]}).lines[0].dots) == 1  # too few to be told apart
    assert calibration({"none": [style_outcome()]}) is None


def test_runs_of_other_versions_are_said(style_outcome):
    def made(seed, **versions):
        return attrs.evolve(style_outcome(seed=seed), versions=versions)

    same = [made(seed, python="3.12", keras="3.1", processor=f"cores: {seed}") for seed in range(2)]
    assert doubts(same) == ()
    assert dict(worked_with(same))["Worked out with"] == "Python 3.12, Keras 3.1"
    assert dict(worked_with(same))["Machine"] == "cores: 0 (1 run) and cores: 1 (1 run)"
    (sentence,) = doubts([*same, made(2, python="3.12", keras="3.2")])
    assert "Keras 3.1 (2 runs) and 3.2 (1 run)" in sentence
    assert "Python" not in sentence
    before = [*same, made(2)]
    assert doubts(before) == ()
    assert dict(worked_with(before))["Versions not kept"] == "1 of 3 runs"
    assert "not kept" in dict(worked_with([made(0)]))["Worked out with"]
