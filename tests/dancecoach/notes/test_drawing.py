import attrs
import pytest

from dancecoach.errors import NotesError
from dancecoach.notes.clip_edits import (
    delete_key_frame,
    move_key_frame,
    put_key_frame,
    set_loop,
    set_origin,
)
from dancecoach.notes.drawing import KINDS, Drawing
from dancecoach.notes.drawing_edits import (
    add_drawing,
    change_drawings,
    delete_drawings,
    move_point,
    paste_drawings,
    put_path_point,
)
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import AthleteHeight, KnownLength, NotedClip

LINE = Drawing("line", ((0.1, 0.2), (0.3, 0.4)), 10, 12)


def drawn(notes, *drawings):
    for drawing in drawings:
        notes = add_drawing(drawing).apply(notes)
    return notes


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_takes_its_points_and_no_others(kind):
    least, most = KINDS[kind]
    assert Drawing(kind, [[0.5, 0.5]] * least, 0, 0).points == ((0.5, 0.5),) * least
    for count in (least - 1, most + 1):
        if 0 <= count < 10:
            with pytest.raises(NotesError, match="points"):
                Drawing(kind, [(0.5, 0.5)] * count, 0, 0)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "circle"},
        {"points": ((0.1, float("nan")), (0, 0))},
        {"points": ((0.1, 1e9), (0, 0))},
        {"points": ((0.1, True), (0, 0))},
        {"points": 3},
        {"start_frame": -1},
        {"start_frame": 13},
        {"end_frame": 12.0},
        {"end_frame": True},
        {"colour": "red"},
        {"colour": "#12345G"},
        {"width": 0.0},
        {"width": float("inf")},
        {"fade": -1},
        {"text": "x" * 2001},
        {"text": "\ud800"},
        {"path": ((3, 0.1, 0.1), (2, 0.1, 0.1))},
        {"path": ((0.5, 0.1, 0.1),)},
        {"path": ((3, 0.1),)},
        {"columns": 0},
        {"runs_from": -1},
        {"id": -1},
    ],
)
def test_what_cannot_be_drawn_is_refused(values):
    with pytest.raises(NotesError, match="no possible"):
        attrs.evolve(LINE, **values)


def test_it_comes_and_goes():
    fading = attrs.evolve(LINE, fade=3)
    assert [round(fading.opacity_at(frame), 2) for frame in range(6, 17)] == [
        *(0, 0.25, 0.5, 0.75, 1, 1, 1, 0.75, 0.5, 0.25, 0)
    ]
    assert [LINE.opacity_at(frame) for frame in (9, 10, 12, 13)] == [0, 1, 1, 0]
    assert (fading.first_visible, fading.last_visible, attrs.evolve(fading, start_frame=1).first_visible) == (7, 15, 0)


def test_what_is_seen_at_a_frame_follows_every_edit(blank):
    notes = drawn(blank, LINE, attrs.evolve(LINE, start_frame=0, end_frame=39), attrs.evolve(LINE, fade=3))
    assert [[d.id for d in notes.drawings.visible_at(frame)] for frame in (0, 7, 10, 15, 16)] == [
        *([2], [2, 3], [1, 2, 3], [2, 3], [2])
    ]
    notes = change_drawings([1, 2], start_frame=20, end_frame=21, colour="#000000").apply(notes)
    assert [d.id for d in notes.drawings.visible_at(20)] == [1, 2]
    assert [d.id for d in notes.drawings.visible_at(10)] == [3]
    notes = delete_drawings([2, 3]).apply(notes)
    assert notes.drawings.visible_at(10) == []
    assert [d.colour for d in notes.drawings.visible_at(21)] == ["#000000"]
    assert notes.drawings == DrawingSet.of(notes.drawings)


def test_numbers_are_not_given_again(blank):
    notes = delete_drawings([2]).apply(drawn(blank, LINE, LINE))
    notes = drawn(notes, LINE)
    assert [d.id for d in notes.drawings] == [1, 3]
    for edit in (delete_drawings([2]), move_point(2, 0, (0, 0)), change_drawings([9], fade=1)):
        with pytest.raises(NotesError, match="is the number of no drawing"):
            edit.apply(notes)
    assert change_drawings([1], id=7).apply(notes) is notes
    with pytest.raises(ValueError, match="number"):
        DrawingSet.of([LINE])


def test_nothing_is_drawn_beyond_the_clip(blank):
    with pytest.raises(NotesError, match="40: is not one of the clip’s 40 frames"):
        add_drawing(attrs.evolve(LINE, end_frame=40)).apply(blank)
    with pytest.raises(NotesError, match="40 frames"):
        change_drawings([1], end_frame=40).apply(drawn(blank, LINE))


def test_copies_go_to_another_clip_with_their_distances_in_time(blank):
    source = drawn(
        blank,
        LINE,
        Drawing("marker", ((0, 0),), 15, 20, path=[(15, 0.1, 0.1), (18, 0.2, 0.2), (20, 0.4, 0.4)]),
        Drawing("stopwatch", ((0, 0),), 12, 30, runs_from=14, runs_to=16),
    )
    other = drawn(Notes(NotedClip("11" * 32, 13)), LINE)
    pasted = paste_drawings(list(source.drawings), 4).apply(other)
    assert [(d.id, d.kind, d.start_frame, d.end_frame) for d in pasted.drawings] == [
        (1, "line", 10, 12),
        (2, "line", 4, 6),
        (3, "marker", 9, 12),
        (4, "stopwatch", 6, 12),
    ]
    assert [item[0] for item in pasted.drawings[3].path] == [9, 12]
    assert (pasted.drawings[4].runs_from, pasted.drawings[4].runs_to) == (8, 10)
    late = paste_drawings(list(source.drawings), 12).apply(other)
    assert [(d.kind, d.start_frame) for d in late.drawings][1:] == [("line", 12)]
    assert paste_drawings([], 3).apply(other) is other


def test_a_marker_goes_straight_between_the_frames_where_it_was_seen(blank):
    notes = drawn(blank, Drawing("marker", ((0.9, 0.9),), 0, 39))
    assert notes.drawings[1].point_at(5) == (0.9, 0.9)
    for frame, point in ((10, (0.1, 0.2)), (20, (0.3, 0.0)), (14, (0.5, 0.5)), (14, (0.2, 0.4))):
        notes = put_path_point(1, frame, point).apply(notes)
    marker = notes.drawings[1]
    assert [item[0] for item in marker.path] == [10, 14, 20]
    assert [marker.point_at(frame) for frame in (0, 10, 14, 20, 39)] == [
        *((0.1, 0.2), (0.1, 0.2), (0.2, 0.4), (0.3, 0.0), (0.3, 0.0))
    ]
    assert marker.point_at(12) == pytest.approx((0.15, 0.3))
    assert marker.moved(0.5, 0.0).point_at(12) == pytest.approx((0.65, 0.3))


def test_key_frames(blank):
    notes = put_key_frame(10, "arms").apply(put_key_frame(30).apply(blank))
    assert put_key_frame(10).apply(notes) is notes
    assert (notes.key_frame_after(10).frame, notes.key_frame_after(30)) == (30, None)
    assert (notes.key_frame_before(30).note, notes.key_frame_before(10)) == ("arms", None)
    moved = move_key_frame(10, 12).apply(notes)
    assert [(key.frame, key.note) for key in moved.key_frames.values()] == [(12, "arms"), (30, "")]
    both = move_key_frame(12, 30).apply(put_key_frame(30, "legs").apply(moved))
    assert [(key.frame, key.note) for key in both.key_frames.values()] == [(30, "legs\narms")]
    assert delete_key_frame(30).apply(both).key_frames == blank.key_frames
    for edit in (delete_key_frame(11), move_key_frame(11, 3)):
        with pytest.raises(NotesError, match="11: is no key frame"):
            edit.apply(notes)
    with pytest.raises(NotesError, match="40 frames"):
        put_key_frame(40).apply(notes)


def test_the_loop_s_ends_stay_in_order(blank):
    notes = set_loop(10, 20).apply(blank)
    assert (notes.loop_start, notes.loop_end) == (10, 20)
    assert set_loop(None, None).apply(notes) == blank
    with pytest.raises(NotesError, match="end the loop after its start"):
        set_loop(20, 10).apply(blank)
    with pytest.raises(NotesError, match="origin_frame"):
        set_origin(40).apply(blank)


def test_calibrations_that_cannot_be_are_refused():
    for values in ({"b": (0.1, 0.1)}, {"length_m": 0.0}, {"length_m": float("nan")}, {"a": (0.1,)}):
        with pytest.raises(NotesError, match="no possible"):
            KnownLength(**({"a": (0.1, 0.1), "b": (0.2, 0.1), "length_m": 1.0} | values))
    with pytest.raises(NotesError, match="no possible height_m; give something from"):
        AthleteHeight(170)
    with pytest.raises(NotesError, match="sha256"):
        NotedClip("xyz", 3)


@pytest.mark.parametrize("index", range(4))
def test_a_plain_grid_stays_upright_whichever_corner_is_moved(index):
    grid = Drawing("grid", ((0.1, 0.1), (0.5, 0.1), (0.5, 0.6), (0.1, 0.6)), 0, 9, plain=True)
    moved = grid.with_point(index, (0.3, 0.4)).points
    assert moved[index] == (0.3, 0.4)
    assert (moved[0][1], moved[1][0], moved[2][1], moved[3][0]) == (moved[1][1], moved[2][0], moved[3][1], moved[0][0])
