import json

import numpy as np
import pytest

from dancecoach.errors import NotesError
from dancecoach.motion.phases import PhaseSegment, labels_of, segments_of
from dancecoach.notes.changes import applied, differences
from dancecoach.notes.clip_edits import move_key_frame, put_key_frame, set_loop, set_origin
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.notes_json import to_text
from dancecoach.notes.phase_edits import add_annotator, move_boundary, relabel_range, split
from dancecoach.notes.phase_track import UNLABELLED, PhaseTrack, Segment
from dancecoach.notes.sorted_map import SortedMap

LABELS = np.repeat([0, 1, 2, 3, 0], [5, 3, 4, 6, 2])


@pytest.fixture
def track():
    return PhaseTrack.of_labels("Ann", LABELS)


def told(track):
    return [(s.phase, s.start_frame, s.end_frame) for s in track.segments()]


def test_a_network_s_phases_are_taken_over_frame_by_frame(track):
    times = np.arange(20) / 30
    segments = segments_of(LABELS, times, np.full(20, 0.5), author="model x")
    assert PhaseTrack.of_segments("Ann", 20, segments) == track
    back = track.phase_segments(times)
    assert [attr_of(s) for s in back] == [attr_of(s) for s in segments]
    assert {s.confidence for s in back} == {1.0}
    np.testing.assert_array_equal(labels_of(back, 20), LABELS)
    np.testing.assert_array_equal(track.labels(), LABELS)


def attr_of(segment):
    return (segment.phase, segment.start_frame, segment.end_frame, segment.start_s, segment.end_s)


def test_which_segment_a_frame_is_in(track):
    assert [track.segment_at(frame).phase for frame in (0, 4, 5, 7, 8, 11, 12, 17, 18, 19)] == [
        *("idle", "idle", "take-off", "take-off", "skill", "skill", "landing", "landing", "idle", "idle")
    ]
    assert track.segment_at(9) == Segment("skill", 8, 11)
    assert len(track.segment_at(9)) == 4
    assert [s.phase for s in track.segments(6, 12)] == ["take-off", "skill", "landing"]
    assert [s.phase for s in track.segments(19, 500)] == ["idle"]
    assert list(track.segments(7, 3)) == []
    assert (track.next_boundary(8), track.next_boundary(18)) == (12, None)
    assert (track.previous_boundary(8), track.previous_boundary(3), track.previous_boundary(0)) == (5, 0, None)


@pytest.mark.parametrize(("to", "lands"), [(9, 9), (6, 6), (5, 6), (-40, 6), (11, 11), (12, 11), (99, 11), (8, 8)])
def test_a_boundary_stops_at_its_neighbours(track, to, lands):
    moved = track.moved(8, to)
    assert [s[1] for s in told(moved)] == [0, 5, lands, 12, 18]
    assert [s[0] for s in told(moved)] == [s[0] for s in told(track)]
    assert (moved is track) == (lands == 8)


def test_split_and_merge(track):
    split = track.split(10)
    assert told(split)[2:4] == [("skill", 8, 9), ("skill", 10, 11)]
    assert split.merged(10) == track
    assert track.split(8) is track
    assert told(track.split(10, "landing"))[2:4] == [("skill", 8, 9), ("landing", 10, 11)]
    assert told(track.merged(12))[2] == ("skill", 8, 17)
    for frame in (0, 9):
        with pytest.raises(NotesError, match="is not where two phases of Ann meet"):
            track.merged(frame)


@pytest.mark.parametrize(
    ("first", "last", "phase", "segments"),
    [
        (0, 19, "skill", [("skill", 0, 19)]),
        (6, 9, "landing", [("idle", 0, 4), ("take-off", 5, 5), ("landing", 6, 9), ("skill", 10, 11)]),
        (9, 6, "landing", [("idle", 0, 4), ("take-off", 5, 5), ("landing", 6, 9), ("skill", 10, 11)]),
        (5, 7, "idle", [("idle", 0, 7), ("skill", 8, 11)]),
        (5, 7, "skill", [("idle", 0, 4), ("skill", 5, 11)]),
        (8, 9, "skill", [("idle", 0, 4), ("take-off", 5, 7), ("skill", 8, 11)]),
        (12, 19, UNLABELLED, [("idle", 0, 4), ("take-off", 5, 7), ("skill", 8, 11), (UNLABELLED, 12, 19)]),
    ],
)
def test_a_range_in_another_phase_joins_neighbours_of_the_same(track, first, last, phase, segments):
    relabelled = track.relabelled(first, last, phase)
    assert told(relabelled)[: len(segments)] == segments
    labels = LABELS.copy()
    labels[min(first, last) : max(first, last) + 1] = [*range(4), -1][
        ["idle", "take-off", "skill", "landing", UNLABELLED].index(phase)
    ]
    np.testing.assert_array_equal(relabelled.labels(), labels)


def test_unlabelled_frames_are_in_no_segment_of_an_analysis():
    track = PhaseTrack.blank("Ann", 9).relabelled(3, 5, "skill")
    assert track.phase_segments(np.arange(9.0)) == (PhaseSegment("skill", 3, 5, 3.0, 5.0),)
    assert track.labels().tolist() == [-1, -1, -1, 2, 2, 2, -1, -1, -1]


@pytest.mark.parametrize(
    "segments",
    [
        [],
        [("idle", 0, 8)],
        [("idle", 1, 9)],
        [("idle", 0, 4), ("skill", 6, 9)],
        [("idle", 0, 5), ("skill", 5, 9)],
        [("idle", 0, 10)],
        [("idle", 0, 9), ("skill", 10, 9)],
        [("flight", 0, 9)],
    ],
)
def test_segments_that_do_not_cover_each_frame_once_are_refused(segments):
    with pytest.raises(NotesError):
        PhaseTrack.of_segments("Ann", 10, [Segment(*s) for s in segments])


@pytest.mark.parametrize("name", ["", " Ann", "Ann ", "model x", "Model x", "a\nb", "x" * 81, "\ud800", None, 3])
def test_names_that_nobody_has_are_refused(name):
    with pytest.raises(NotesError, match="annotator"):
        PhaseTrack.blank(name, 10)


@pytest.mark.parametrize("starts", [[(1, "idle")], [(0, "idle"), (10, "skill")], [(-1, "idle"), (0, "idle")], []])
def test_boundaries_outside_the_clip_are_refused(starts):
    with pytest.raises(NotesError, match="cover"):
        PhaseTrack("Ann", 10, SortedMap(starts))


def test_a_clip_of_one_frame_and_one_of_none():
    track = PhaseTrack.blank("Ann", 1, "skill")
    assert told(track.relabelled(0, 0, "idle")) == [("idle", 0, 0)]
    with pytest.raises(NotesError):
        PhaseTrack.blank("Ann", 0)


def test_frames_that_numpy_counted_can_be_saved(blank):
    notes = add_annotator("Ann").apply(blank)
    five, nine, twenty = np.array([5, 9, 20])
    for edit in (
        relabel_range("Ann", five, nine, "skill"),
        split("Ann", twenty, "landing"),
        move_boundary("Ann", twenty, np.int64(22)),
        put_key_frame(nine),
        move_key_frame(9, twenty),
        set_origin(nine),
        set_loop(five, nine),
        add_drawing(Drawing("line", np.array([[0.1, 0.2], [0.3, 0.4]]).tolist(), five, nine)),
    ):
        before, notes = notes, edit.apply(notes)
        assert applied(before, json.loads(json.dumps(differences(before, notes)))) == notes
    assert json.loads(to_text(notes, 1))["key_frames"] == [{"frame": 20}]
    for frame in (1.5, True, "3", None):
        with pytest.raises(NotesError, match="is not one of the clip’s 40 frames"):
            split("Ann", frame).apply(notes)
