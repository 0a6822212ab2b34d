import math

import pytest

from dancecoach.pose.formats.columns import COLUMNS, layout_from_header, layout_without_header, parse_number
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17

NUMBERED = [f"{part}{i}" for i in range(1, 34) for part in "xyzv"]


def named(skeleton, form="{joint}_{part}", parts=("x", "y", "z", "visibility")):
    return [form.format(joint=joint, part=part) for joint in skeleton.joints for part in parts]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.5", 1.5), (" -2e3 ", -2000.0), ("1,5", None), ("left", None), ("0x10", None), ("1e999", math.inf)],
)
def test_numbers_are_those_of_english(cell, number):
    assert parse_number(cell) == number


@pytest.mark.parametrize("cell", ["", "  ", "NaN", "n/a", "None", "null", "-"])
def test_what_stands_for_nothing_is_no_number_and_no_word(cell):
    assert math.isnan(parse_number(cell))


@pytest.mark.parametrize(
    "form", ["{joint}_{part}", "{part}_{joint}", "{joint}.{part}", "pose_{joint}_{part}", "{joint}: {part}"]
)
def test_joints_are_found_by_their_names_in_any_order(form):
    header = named(BLAZEPOSE_33, form)
    turned = [name.upper() for name in reversed(header)]
    layout = layout_from_header(turned)
    assert layout.skeleton is BLAZEPOSE_33
    assert [turned[i].lower() for i in layout.landmarks] == header
    assert layout.extras == ()


def test_joints_by_number_count_from_0_or_1():
    for shift in (0, 1):
        header = [
            "frame",
            *(f"landmark_{i + shift}_{part}" for i in range(33) for part in ("x", "y", "z", "v")),
            "label",
        ]
        layout = layout_from_header(header)
        assert layout.landmarks == tuple(range(1, COLUMNS + 1))
        assert (layout.extras, layout.names, layout.frame_columns) == ((0, 133), ("frame", "label"), (0,))
    assert layout_from_header(NUMBERED[::-1]).landmarks == tuple(NUMBERED[::-1].index(name) for name in NUMBERED)


@pytest.mark.parametrize("skeleton", [BODY_13, COCO_17])
def test_other_skeletons_and_metres_are_known_by_name(skeleton):
    metres = named(skeleton, parts=("world_x", "world_y", "world_z"))
    header = ["time_s", "picture_width", "picture_height", *named(skeleton), *metres]
    layout = layout_from_header(header)
    assert layout.skeleton is skeleton
    assert [header[i] for i in layout.world] == metres
    assert (layout.time_columns, layout.size_columns) == ((0,), (1, 2))
    partly = layout_from_header(header[:-1])
    assert partly.world == ()
    assert len(partly.landmarks) == 4 * len(skeleton)


def test_mediapipe_says_mouth_left():
    header = [
        name.replace("left_mouth", "mouth_left").replace("right_mouth", "mouth_right") for name in named(BLAZEPOSE_33)
    ]
    assert layout_from_header(header).landmarks == tuple(range(COLUMNS))


@pytest.mark.parametrize("number", ["{}", "9" * 5000 + "{:02d}", "17{:02d}"], ids=["with gaps", "endless", "large"])
def test_where_names_say_nothing_the_last_columns_are_taken_as_they_come(number):
    header = ["clip", *(f"col{number.format(i)}q" for i in range(COLUMNS))]
    assert layout_from_header(header).landmarks == tuple(range(1, COLUMNS + 1))
    odd = [f"{part}{number.format(3 * i)}" for i in range(33) for part in "xyzv"]
    assert layout_from_header(odd).landmarks == tuple(range(COLUMNS))


def test_too_few_columns_are_no_landmarks():
    assert layout_from_header(NUMBERED[:-1]) is None
    assert layout_from_header([]) is None
    assert layout_without_header(["0.5"] * (COLUMNS - 1)) is None


def test_without_a_header_labels_stand_at_the_end_and_times_before():
    layout = layout_without_header(["7", "clip", *["0.5"] * COLUMNS, "waltz"])
    assert layout.landmarks == tuple(range(2, COLUMNS + 2))
    assert (layout.extras, layout.time_columns) == ((0, 1, COLUMNS + 2), (0,))
