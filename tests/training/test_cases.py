import json

import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pose.formats import save_npz
from training.cases import drawn_cases, read_labels, real_cases


def _labels(path, *rows):
    path.write_text(json.dumps([{"phase": p, "start": a, "end": b} for p, a, b in rows]), "utf-8")
    return path


def test_drawn_cases_are_those_of_the_split(drawn_folder):
    cases = list(drawn_cases(drawn_folder, "test"))
    assert [c.name for c in cases] == [f"test/{i:05d}" for i in range(4)]
    assert all(c.counted.all() for c in cases)
    assert len(list(drawn_cases(drawn_folder, ""))) == 12


def test_real_cases_join_poses_and_labels(tmp_path, make_clip):
    save_npz(make_clip(30).track, tmp_path / "jump.mp4.pose.npz")
    _labels(tmp_path / "jump.phases.json", ("idle", 0, 9), ("take-off", 10, 19), ("skill", 20, 29))
    (case,) = real_cases(tmp_path, tmp_path)
    assert case.name == "jump"
    np.testing.assert_array_equal(case.labels, np.repeat([0, 1, 2], 10))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("idle", 0, 9), ("skill", 11, 29)], "segment 2: leaves frame 10 .* of a without a label"),
        ([("idle", 0, 9), ("skill", 9, 29)], "segment 2: labels frame 9 .* of a a second time"),
        ([("idle", 0, 9)], "covers 10 of 30 frames of a"),
        ([("idle", 0, 39)], "names frame 39, but a has 30 frames"),
        ([("flying", 0, 29)], "names the phase 'flying', which there is not; choose one of: idle, take-off"),
    ],
)
def test_labels_that_do_not_fit_are_named(tmp_path, rows, said):
    with pytest.raises(InputError, match=said):
        read_labels(_labels(tmp_path / "a.phases.json", *rows), np.arange(30) / 30)


def test_what_nobody_can_tell_is_not_judged(tmp_path, make_clip):
    save_npz(make_clip(30).track, tmp_path / "jump.mp4.pose.npz")
    _labels(tmp_path / "jump.phases.json", ("idle", 0, 9), ("unlabelled", 10, 19), ("skill", 20, 29))
    (case,) = real_cases(tmp_path, tmp_path)
    np.testing.assert_array_equal(case.counted, np.repeat([True, False, True], 10))


def test_labels_without_poses_say_how_to_get_them(tmp_path):
    _labels(tmp_path / "jump.phases.json", ("idle", 0, 9))
    with pytest.raises(InputError, match=r"jump: has no poses .* training extract"):
        list(real_cases(tmp_path, tmp_path))
    with pytest.raises(InputError, match="holds no labels"):
        list(real_cases(tmp_path, tmp_path / "nowhere"))
