import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.motion.phases import IDLE, LANDING, SKILL, TAKE_OFF
from training.data.labels.segments import UNLABELLED, Annotation, Span

AT_30 = np.arange(30) / 30

# Half a second at 60 Hz, then one frame held for 0.4 s, then 10 Hz: as phones film when the light goes.
VARIABLE = np.concatenate([np.arange(30) / 60, [0.9], 1.0 + np.arange(10) / 10])


def _said(*rows, frames=False, clip="jump", who="ann"):
    return Annotation(
        clip, who, tuple(Span(p, a, b, f"x.csv, line {i}") for i, (p, a, b) in enumerate(rows, 2)), frames
    )


def test_seconds_become_frames_by_the_clip_s_own_times():
    said = _said((IDLE, 0, 0.25), (TAKE_OFF, 0.25, 0.9), (SKILL, 0.9, 1.3), (LANDING, 1.3, 2.0))
    np.testing.assert_array_equal(said.labels(VARIABLE), np.repeat([0, 1, 2, 3], [15, 15, 4, 7]))


def test_a_boundary_belongs_to_the_nearest_frame():
    # Frame 10 is at 0.3333 s; a tool that writes hundredths says 0.33.
    for boundary in (0.32, 0.33, 0.3333, 0.345):
        labels = _said((IDLE, 0, boundary), (SKILL, boundary, 1.0)).labels(AT_30)
        np.testing.assert_array_equal(labels, np.repeat([IDLE, SKILL], [10, 20]))


def test_frames_are_inclusive():
    labels = _said((IDLE, 0, 9), (SKILL, 10, 10), (LANDING, 11, 29), frames=True).labels(AT_30)
    np.testing.assert_array_equal(labels, np.repeat([IDLE, SKILL, LANDING], [10, 1, 19]))


def test_frames_in_seconds_mean_the_same_moments_at_another_rate():
    said = _said((IDLE, 0, 14), (TAKE_OFF, 15, 29), (SKILL, 30, 33), (LANDING, 34, 40), frames=True)
    moved = said.in_seconds(VARIABLE)
    assert not moved.in_frames
    assert [(s.start, s.end) for s in moved.spans[:2]] == [(0.0, 0.25), (0.25, 0.9)]
    np.testing.assert_array_equal(moved.labels(VARIABLE), said.labels(VARIABLE))
    evenly = np.arange(60) / 30  # 2.0 s
    expected = np.select([evenly < 0.25 - 1e-9, evenly < 0.9 - 1e-9, evenly < 1.3 - 1e-9], [0, 1, 2], 3)
    assert np.abs(moved.labels(evenly).astype(int) - expected).sum() <= 3  # a frame at each boundary


def test_order_in_the_file_does_not_matter():
    rows = [(SKILL, 0.5, 1.0), (IDLE, 0.0, 0.5)]
    np.testing.assert_array_equal(_said(*rows).labels(AT_30), _said(*reversed(rows)).labels(AT_30))


def test_what_the_annotator_cannot_tell_stays_open():
    labels = _said((IDLE, 0, 0.5), (UNLABELLED, 0.5, 1.0)).labels(AT_30)
    np.testing.assert_array_equal(labels, np.repeat([IDLE, UNLABELLED], 15))


@pytest.mark.parametrize(
    "rows",
    [
        [(IDLE, 0.0, 0.4667), (SKILL, 0.5, 0.9667)],  # the end is the time of the last frame
        [(IDLE, 0.02, 0.48), (SKILL, 0.52, 0.97)],  # 40 ms open
        [(IDLE, 0.0, 0.53), (SKILL, 0.5, 1.04)],  # 30 ms twice
    ],
)
def test_slight_gaps_and_overlaps_of_seconds_are_a_tool_s(rows):
    np.testing.assert_array_equal(
        np.flatnonzero(np.diff(_said(*rows).labels(AT_30))), [15 if rows[1][1] == 0.52 else 14]
    )


@pytest.mark.parametrize(
    ("rows", "frames", "said"),
    [
        (
            [(IDLE, 0, 0.4), (SKILL, 0.6, 1)],
            False,
            r"line 3: leaves frames 12 to 17 \(0.40 to 0.60 s\) of jump without",
        ),
        ([(IDLE, 0.2, 1)], False, r"line 2: leaves frames 0 to 5 .* without a label by ann; label all of it"),
        (
            [(IDLE, 0, 0.6), (SKILL, 0.4, 1)],
            False,
            r"line 3: labels frames 12 to 17 .* a second time by ann, after x.csv",
        ),
        ([(IDLE, 0, 1), (SKILL, 0.4, 0.5)], False, r"line 3: labels frames 12 to 14 .* a second time"),
        ([(IDLE, 0, 1), (IDLE, 0, 1)], False, r"line 3: labels frames 0 to 29 .* a second time"),
        ([(IDLE, 0, 0.5)], False, r"covers 15 of 30 frames of jump \(0.50 of 1.00 s\); take the labels of this clip"),
        ([(IDLE, 0, 1.5)], False, r"goes on to 1.50 s, but jump ends at 1.00 s; take the labels of this clip"),
        ([(IDLE, 0, 1), (SKILL, 1, 2)], False, r"goes on to 2.00 s, but jump ends at 1.00 s"),
        ([(IDLE, 0, 9), (SKILL, 11, 29)], True, r"line 3: leaves frame 10 \(0.33 to 0.37 s\) of jump without a label"),
        ([(IDLE, 0, 10), (SKILL, 10, 29)], True, r"line 3: labels frame 10 .* a second time"),
        ([(IDLE, 0, 28)], True, r"covers 29 of 30 frames"),
        ([(IDLE, 0, 30)], True, r"names frame 30, but jump has 30 frames, counted from 0"),
    ],
)
def test_segments_that_do_not_fit_name_line_and_moment(rows, frames, said):
    with pytest.raises(InputError, match=said):
        _said(*rows, frames=frames).labels(AT_30)


def test_a_clip_of_one_frame_can_be_labelled():
    assert _said((SKILL, 0, 0), frames=True).labels(np.zeros(1)).tolist() == [SKILL]
    with pytest.raises(InputError, match="jump: has no frames to label"):
        _said((SKILL, 0, 0), frames=True).labels(np.zeros(0))
