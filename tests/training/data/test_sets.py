import numpy as np
import pytest

from dancecoach.errors import InputError
from training.data.sets import load_set

JOINTS = (
    "head", *(f"{side}_{part}" for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for side in "lr"),
)  # fmt: skip


def capture(folder, name, seconds, label, performer="", waves=True):
    rng = np.random.default_rng(len(name))
    body = rng.normal((0, 1, 0), 0.3, (1, len(JOINTS), 3))
    positions = np.repeat(body, int(30 * seconds), axis=0)
    positions[:, JOINTS.index("l_wrist"), 1] += waves * 0.2 * np.sin(np.arange(len(positions)) / 5)
    np.savez(
        folder / f"{name}.npz", positions=positions.astype(np.float32), joints=np.array(JOINTS), fps=30.0, label=label,
        performer=performer, source=f"somebody/{name.split('-')[1][0]} file",
    )  # fmt: skip


@pytest.fixture
def ballroom(tmp_path):
    capture(tmp_path, "waltz-m13", 40, "waltz")
    capture(tmp_path, "waltz-m21", 13, "waltz")
    capture(tmp_path, "salsa-cmu60-04", 10, "salsa", "cmu60")
    capture(tmp_path, "salsa-cmu61-04", 10, "salsa", "cmu61")
    capture(tmp_path, "tango-c-14", 2, "tango")
    return load_set("ballroom-latin", tmp_path)


def test_captures_are_cut_into_pieces_that_cover_them(ballroom):
    waltz = [len(c) for c, take in zip(ballroom.clips, ballroom.takes, strict=True) if take == "waltz-m21"]
    assert sorted(waltz) == sorted([390, 400, 400, 400] * 2)  # on two bodies
    assert "tango" not in ballroom.labels  # two seconds show no dance
    assert {c.style for c in ballroom.clips} == set(ballroom.labels) == {"salsa", "waltz"}


def test_captures_as_they_came_are_a_set_of_their_own(tmp_path, ballroom):
    raw = load_set("ballroom-latin-raw", tmp_path)
    assert (raw.name, 2 * len(raw)) == ("ballroom-latin-raw", len(ballroom))
    assert set(raw.sources) == set(ballroom.sources) == {"somebody/m", "somebody/c"}


def test_the_same_moment_and_the_same_song_are_one_take(ballroom):
    couple = {take for take, clip in zip(ballroom.takes, ballroom.clips, strict=True) if clip.style == "salsa"}
    assert couple == {"salsa-04"}
    assert set(ballroom.performers) == {"", "cmu60", "cmu61"}
    assert len(set(ballroom.takes)) == 2


def test_the_same_seed_films_the_same(tmp_path, ballroom):
    again = load_set("ballroom-latin", tmp_path)
    other = load_set("ballroom-latin", tmp_path, seed=1)
    assert np.array_equal(again.clips[0].track.landmarks, ballroom.clips[0].track.landmarks)
    assert not np.array_equal(other.clips[0].track.landmarks, ballroom.clips[0].track.landmarks)


def test_thinned_keeps_so_many_clips_of_every_take_from_all_over_it(ballroom):
    one, many = ballroom.thinned(1), ballroom.thinned(99)
    assert sorted(one.takes) == sorted(set(ballroom.takes))
    assert many.clips == ballroom.clips
    four = [clip.name for clip in ballroom.thinned(4).clips if clip.style == "waltz"]
    assert four == ["waltz-m13/1a", "waltz-m13/0b", "waltz-m13/2b", "waltz-m21/0b"]
    for own, clip in zip(one.sources, one.clips, strict=True):
        assert own == ballroom.sources[ballroom.clips.index(clip)]


def test_a_capture_in_which_nothing_moves_is_named(tmp_path, ballroom):
    capture(tmp_path, "waltz-m31", 13, "waltz", waves=False)
    for name in ("ballroom-latin", "ballroom-latin-raw"):
        with pytest.raises(InputError, match=r"waltz-m31\.npz: holds a body that does not move; take the file out"):
            load_set(name, tmp_path)


def test_unknown_set_is_named():
    with pytest.raises(InputError, match=r"'polka': is not a set of dances; choose one of: trends-vn, ballroom-l"):
        load_set("polka", None)


def test_real_captures_leave_no_take_on_two_sides(shared_data):
    dances = load_set("ballroom-latin", shared_data / "mocap" / "ballroom-latin")
    assert dances.labels == ("cha-cha", "rumba", "salsa", "tango", "waltz")
    takes = dict(zip((c.name.split("/")[0] for c in dances.clips), dances.takes, strict=True))
    for one, other in (
        ("waltz-m03", "waltz-m31"),
        ("rumba-c-ll-lb-12-1", "rumba-m03"),
        ("salsa-cmu60-02", "salsa-cmu61-02"),
    ):
        assert takes[one] == takes[other]
    assert takes["waltz-m01"] != takes["waltz-m02"]


def test_a_folder_without_an_extraction_is_named(tmp_path):
    with pytest.raises(InputError, match="tracks: holds no"):
        load_set("extracted", tmp_path)
