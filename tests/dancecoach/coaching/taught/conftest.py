"""Attempts at skills, seen from several sides, and a folder of packs of the test's own."""

import numpy as np
import pytest

from dancecoach.coaching.taught import packs as module
from dancecoach.coaching.taught.motion import Body, motion_of
from dancecoach.coaching.taught.pack import SkillPack

SIDES = (80.0, 35.0, -50.0, 165.0)


@pytest.fixture
def attempt(do):
    """``attempt("back tuck", azimuth=80.0)``: its motion."""

    def make(name, **how):
        done = do(name, **how)
        [first, last] = done.skill_frames[[0, -1]]
        times = done.track.times
        begin, end = (times[first - 1] + times[first]) / 2, (times[last] + times[last + 1]) / 2
        return motion_of(Body.of(done.track), begin, end)

    return make


@pytest.fixture
def attempts(attempt):
    """``attempts("back tuck", 3)``: (N, SIZE) of it, each from another side."""
    return lambda name, count=3: np.stack([attempt(name, azimuth=side) for side in SIDES[:count]])


@pytest.fixture
def pack_of(attempts):
    """``pack_of("back tuck", name="my tuck")``: a pack."""

    def make(skill, name="", count=3):
        return SkillPack(name or skill, attempts(skill, count), "2026-11-22", metrics={"taught": {}})

    return make


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The folder of the person's own packs, not made yet."""
    folder = tmp_path / "skills"
    for place in (module, "dancecoach.coaching.taught.keeping"):
        name = place if isinstance(place, str) else place.__name__
        monkeypatch.setattr(f"{name}.own_skills_folder", lambda: folder)
    return folder
