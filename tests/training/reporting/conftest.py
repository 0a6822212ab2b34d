"""Folders of outcomes made by hand."""

import numpy as np
import pytest

from training.benchmark.outcome import Outcome
from training.benchmark.phases import PhaseOutcome


@pytest.fixture
def style_outcome():
    """A function that makes an outcome on twelve clips, eight of "waltz" and four of "rumba"."""

    def make(system="gru", right=(8, 4), seed=0, protocol="by_clip", labels=("waltz", "rumba"), dances="two"):
        table = np.array([[right[0], 8 - right[0]], [4 - right[1], right[1]]], np.int64)
        leaky = protocol == "random_windows_leaky"
        return Outcome(
            system, dances, protocol, seed, labels, 10 * table, 0 * table if leaky else table, 0.5, 0.1, 1234, 60.0, 2.5
        )

    return make


@pytest.fixture
def phase_outcome():
    """A function that makes an outcome about drawn clips."""

    def make(system="bigru_phases", f1=0.9, seed=0, **more):
        report = {
            "clips": 40, "frames": 8000, "macro_f1": f1, "edit": 0.8,
            "segment_f1": {"0.1": 0.95, "0.25": 0.85, "0.5": 0.75},
            "takeoff": {"median_ms": 33.0, "p95_ms": 121.0, "missed": 3, "false": 2},
            "touchdown": {"missed": 5, "false": 1},
            "idle_seconds": 600.0, "false_skills_per_10_min_idle": 1.5,
            "confusion": [[90, 10, 0, 0], [0, 40, 0, 0], [0, 0, 30, 10], [0, 0, 0, 0]],
        }  # fmt: skip
        return PhaseOutcome(system, seed, {"drawn": report | more}, 55555, 120.0, 0.3)

    return make


@pytest.fixture
def folder(tmp_path, style_outcome, phase_outcome):
    """Two systems by clip, one of them twice; one leaky; one of phases."""
    kept = tmp_path / "outcomes"
    for outcome in (
        style_outcome("lstm50", (6, 3)),
        style_outcome("gru", (8, 4)),
        style_outcome("gru", (7, 2), seed=1),
        style_outcome("lstm50", (8, 4), protocol="random_windows_leaky"),
        phase_outcome(),
        phase_outcome("frame_cnn", 0.5),
    ):
        outcome.save(kept)
    return kept
