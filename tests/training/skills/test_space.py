"""The space is made from drawn skills, judged by others, and written."""

import numpy as np
import pytest

from dancecoach.coaching.taught.motion import SIZE
from dancecoach.errors import InputError
from training.skills.drawn import DrawnSkill
from training.skills.make import judge_space, write_space
from training.skills.space import Material, SpaceSettings, trials

SMALL = SpaceSettings(numbers=6, kept=30, taught=(2, 4), draws=2)


def skills(clips, names=12, spread=0.5, seed=0):
    """Made-up skills: each has a middle, which all its attempts are near."""
    middles = np.random.default_rng(5).normal(0, 1, (names, SIZE))
    rng = np.random.default_rng(seed)
    return [
        DrawnSkill(f"skill {name}", "", 100 * name + clip, middles[name] + spread * rng.normal(0, 1, SIZE))
        for name in range(names)
        for clip in range(clips)
    ]


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    return write_space(skills(8), tmp_path_factory.mktemp("space") / "space.npz", SMALL)


def test_skills_that_differ_are_told_apart(space):
    found = judge_space(space, skills(7, seed=1), SMALL)
    assert [worth.taught for worth in found] == [2, 4]
    for worth in found:
        assert worth.skills == 12
        assert worth.known > 0.8  # two attempts alike by chance ask much of the others
        assert worth.taken < 0.1


def test_skills_that_do_not_differ_are_not(space):
    alike = [DrawnSkill(one.name, "", one.clip, np.random.default_rng(i).normal(0, 1, SIZE))
             for i, one in enumerate(skills(7))]  # fmt: skip
    for worth in judge_space(space, alike, SMALL):
        assert abs(worth.known - worth.taken) < 0.3


def test_no_clip_is_both_taught_from_and_asked_about(space):
    material = Material.of(skills(5))
    for trial in trials(space, material, SMALL):
        assert len(trial.own) == 5 - trial.taught
        assert len(trial.other) == 55
        assert trial.skill not in trial.others


def test_equal_skills_give_equal_files(tmp_path):
    for name in ("a.npz", "b.npz"):
        write_space(skills(6), tmp_path / name, SMALL)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_too_few_skills(tmp_path):
    with pytest.raises(InputError, match="draw more figures"):
        write_space(skills(3), tmp_path / "a.npz", SMALL)
    assert list(tmp_path.iterdir()) == []
