import math
from types import SimpleNamespace

import numpy as np
import pytest

from dancecoach.errors import NotesError
from dancecoach.notes import checks

FIELD = SimpleNamespace(name="field")

CASES = [
    (checks.whole(1, 9), (1, 9), (0, 10, 1.0, True, "1", None, math.nan)),
    (checks.whole(0), (0, 10**30), (-1, math.inf)),
    (checks.number(-0.5, 2.0), (-0.5, 0, 2.0), (-0.51, 2.01, math.nan, math.inf, True, "1", None)),
    (checks.optional(checks.whole(1, 9)), (None, 5), (0, "5")),
    (checks.one_of(["idle", "skill"]), ("idle", "skill"), ("", "Idle", 1, None, ["idle"])),
    (checks.text(3), ("", "abc", "é🙂"), ("abcd", "\ud83d", b"abc", None)),
    (checks.yes_or_no, (True, False), (0, 1, None, "true", np.bool_(True))),
    (checks.colour, ("#FFD400", "#00ff7f"), ("FFD400", "#FFD40", "#FFD4000", "#FFD40G", "#FFD400\n", 0, None)),
    (checks.point, ((0.5, 0), (-100.0, 100)), ((0.5,), [0.5, 0.5], (0.5, math.nan), (100.1, 0), (True, 0), "ab", None)),
    (checks.points, ((), ((0, 1), (0.5, 0.5))), ([(0, 1)], ((0, 1), (0,)), ((0, "1"),), None)),
]


@pytest.mark.parametrize(("check", "good", "bad"), CASES)
def test_what_cannot_be_is_refused_with_its_name_and_what_to_give(check, good, bad):
    for value in good:
        assert check(None, FIELD, value) is None
    for value in bad:
        with pytest.raises(NotesError, match=r"is no possible field; .+"):
            check(None, FIELD, value)


def test_a_long_value_is_cut_off_in_the_sentence():
    with pytest.raises(NotesError) as refused:
        checks.text(3)(None, FIELD, "x" * 5000)
    assert len(str(refused.value)) < 200


def test_a_frame_is_one_of_the_clips_as_a_number_of_python():
    frames = [checks.frame(value, 40) for value in (0, 39, np.int64(7), np.uint8(3))]
    assert frames == [0, 39, 7, 3]
    assert {type(frame) for frame in frames} == {int}
    for value in (-1, 40, 1.0, True, "1", None, math.nan):
        with pytest.raises(NotesError, match=r"is not one of the clip’s 40 frames; choose one from 0 to 39"):
            checks.frame(value, 40)


def test_lists_of_json_become_tuples_and_whatever_else_is_left_to_the_checks():
    assert checks.as_points([[0.5, 1], (2, 3)]) == ((0.5, 1), (2, 3))
    assert (checks.as_points("ab"), checks.as_points(None), checks.as_points([5])) == ("ab", None, (5,))
    assert (checks.as_point([0, 1]), checks.as_point("ab")) == ((0, 1), "ab")
    assert type(checks.as_whole(np.int32(3))) is int
    assert checks.as_whole(3.5) == 3.5
