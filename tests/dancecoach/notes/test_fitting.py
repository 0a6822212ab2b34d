import attrs
import pytest

from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.fitting import fitted
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import KeyFrame
from dancecoach.notes.sorted_map import SortedMap


def _drawing(number, first, last):
    return Drawing(kind="text", points=[(0.5, 0.5)], start_frame=first, end_frame=last, id=number)


@pytest.fixture
def notes(noted_clip):
    """Something on most frames of a clip of 40, and at both of its ends."""
    said = {3: "a", 35: "b", 37: "", 39: "c"}
    return Notes(
        noted_clip,
        tracks=(PhaseTrack.blank("Ann", 40).split(30, "skill").split(36, "landing"),),
        key_frames=SortedMap((frame, KeyFrame(frame, note)) for frame, note in said.items()),
        drawings=DrawingSet.of([_drawing(1, 0, 5), _drawing(2, 10, 39), _drawing(3, 38, 39)]),
        origin_frame=38,
        loop_start=20,
        loop_end=39,
    )


def test_what_lay_behind_the_last_frame_is_at_it_and_no_word_is_lost(notes, noted_clip):
    short = fitted(notes, attrs.evolve(noted_clip, frames=36))
    assert dict(short.key_frames.items()) == {3: KeyFrame(3, "a"), 35: KeyFrame(35, "b\nc")}
    assert [(d.id, d.start_frame, d.end_frame) for d in short.drawings] == [(1, 0, 5), (2, 10, 35), (3, 35, 35)]
    assert (short.origin_frame, short.loop_start, short.loop_end) == (35, 20, 35)
    assert [(s.phase, s.start_frame, s.end_frame) for s in short.track("Ann").segments()][1:] == [("skill", 30, 35)]


def test_a_longer_clip_goes_on_as_it_ended(notes, noted_clip):
    long = fitted(notes, attrs.evolve(noted_clip, frames=45))
    assert long.key_frames == notes.key_frames
    assert list(long.drawings) == list(notes.drawings)
    assert (long.origin_frame, long.loop_start, long.loop_end) == (38, 20, 39)
    ends = [(s.phase, s.start_frame, s.end_frame) for s in long.track("Ann").segments()]
    assert ends[-1] == ("landing", 36, 44)


def test_of_the_same_number_of_frames_only_the_name_is_new(notes, noted_clip):
    renamed = attrs.evolve(noted_clip, name="Übung 2.mp4")
    same = fitted(notes, renamed)
    assert same == notes
    assert same.clip.name == "Übung 2.mp4"


def test_a_clip_of_one_frame_has_all_of_it_there(notes, noted_clip):
    least = fitted(notes, attrs.evolve(noted_clip, frames=1))
    assert dict(least.key_frames.items()) == {0: KeyFrame(0, "a\nb\nc")}
    assert {(d.start_frame, d.end_frame) for d in least.drawings} == {(0, 0)}
    assert (least.origin_frame, least.loop_start, least.loop_end) == (0, 0, 0)
