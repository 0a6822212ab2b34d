"""The space of skills: as shipped, and in damaged files."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.taught.motion import mirrored
from dancecoach.coaching.taught.space import MAX_BYTES, read_space, same_side, skill_space
from dancecoach.errors import ModelError


def test_attempts_at_a_skill_are_nearer_than_other_skills(attempts):
    space = skill_space()
    tuck, jump = (space.place(attempts(name)) for name in ("back tuck", "straddle jump"))
    within = np.linalg.norm(tuck - tuck.mean(0), axis=1).max()
    assert np.linalg.norm(tuck.mean(0) - jump.mean(0)) > 3 * within


def test_what_was_not_seen_counts_as_usual(attempt):
    space, motion = skill_space(), attempt("back tuck")
    motion[-60:] = np.nan
    assert np.isfinite(space.place(motion)).all()
    assert np.abs(space.place(np.full_like(motion, np.nan))).max() == 0.0


def test_attempts_are_turned_to_one_side(attempts):
    space, motions = skill_space(), attempts("cartwheel")
    mixed = motions.copy()
    mixed[1] = mirrored(mixed[1])
    spread = same_side(space.places(mixed)).std(axis=0).sum()
    assert spread == pytest.approx(same_side(space.places(motions)).std(axis=0).sum(), rel=1e-6)
    assert spread < 0.5 * space.place(mixed).std(axis=0).sum()


def test_a_file_is_read_as_it_was_written(tmp_path):
    space = skill_space()
    space.save(tmp_path / "again.npz")
    again = read_space(tmp_path / "again.npz")
    assert (again.name, again.names) == (space.name, space.names)
    assert (again.slope, again.offset) == (space.slope, space.offset)
    for part in ("mean", "matrix", "between", "points"):
        np.testing.assert_array_equal(getattr(again, part), getattr(space, part))


@pytest.mark.parametrize(
    "change", [{"between": -np.ones(24)}, {"mean": np.full(3, 1.0)}, {"slope": float("nan")}, {"names": ("a",)}]
)
def test_numbers_that_do_not_fit_are_damage(tmp_path, change):
    path = tmp_path / "space.npz"
    attrs.evolve(skill_space(), **change).save(path)
    with pytest.raises(ModelError, match=r"space\.npz: is damaged"):
        read_space(path)


def test_files_that_are_none(tmp_path):
    path = tmp_path / "space.npz"
    path.write_bytes(b"no zip")
    with pytest.raises(ModelError, match="damaged"):
        read_space(path)
    path.write_bytes(b"0" * (MAX_BYTES + 1))
    with pytest.raises(ModelError, match="too large"):
        read_space(path)
    np.savez(path, schema="another", motion="x")
    with pytest.raises(ModelError, match="another version"):
        read_space(path)
    np.savez(path, schema=np.array([{}], object))
    with pytest.raises(ModelError, match="damaged"):
        read_space(path)
