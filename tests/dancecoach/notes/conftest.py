"""A clip to write notes about, and any notes one could write about it."""

import pytest
from hypothesis import strategies as st

from dancecoach.notes import clip_edits, drawing_edits, phase_edits
from dancecoach.notes.drawing import KINDS, Drawing
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import NAMES
from dancecoach.notes.records import AthleteHeight, KnownLength, NotedClip

FRAMES = 40
SHA256 = "9f" * 32


@pytest.fixture
def noted_clip():
    return NotedClip(SHA256, FRAMES, "Übung 1.mp4")


@pytest.fixture
def blank(noted_clip):
    return Notes(noted_clip)


def _frames():
    return st.integers(0, FRAMES - 1)


def _points():
    share = st.floats(-2, 3, allow_nan=False)
    return st.tuples(share, share)


@st.composite
def _drawings(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    least, most = KINDS[kind]
    start = draw(_frames())
    return Drawing(
        kind=kind,
        points=draw(st.lists(_points(), min_size=least, max_size=min(most, least + 3))),
        start_frame=start,
        end_frame=draw(st.integers(start, FRAMES - 1)),
        colour=draw(st.sampled_from(["#FFD400", "#00ff7f"])),
        fade=draw(st.integers(0, 5)),
        text=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=8)),
        path=[(f, 0.5, f / FRAMES) for f in sorted(draw(st.sets(_frames(), max_size=3)))] if kind == "marker" else (),
        runs_from=draw(st.none() | _frames()) if kind == "stopwatch" else None,
    )


def _calibrations():
    lengths = st.builds(KnownLength, a=_points(), b=st.just((5.0, 5.0)), length_m=st.floats(0.1, 9), frame=_frames())
    return st.none() | lengths | st.builds(AthleteHeight, st.floats(1, 2))


WHO = st.sampled_from(["Ann", "Bo", "Češka 3"])
PHASE = st.sampled_from(NAMES)
NUMBER = st.integers(1, 6)


def _edits():
    """Any edit; one that cannot be done there and then is refused, which is fine too."""
    number = st.lists(NUMBER, max_size=3, unique=True)
    note = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    shares = st.floats(-0.5, 0.5)
    return st.one_of(
        st.builds(phase_edits.add_annotator, WHO),
        st.builds(phase_edits.rename_annotator, WHO, WHO),
        st.builds(phase_edits.remove_annotator, WHO),
        st.builds(phase_edits.split, WHO, _frames(), st.none() | PHASE),
        st.builds(phase_edits.split, WHO, _frames(), PHASE),
        st.builds(phase_edits.merge, WHO, _frames()),
        st.builds(phase_edits.move_boundary, WHO, _frames(), st.integers(-9, FRAMES + 9)),
        st.builds(phase_edits.relabel_segment, WHO, _frames(), PHASE),
        st.builds(phase_edits.relabel_range, WHO, _frames(), _frames(), PHASE),
        st.builds(clip_edits.put_key_frame, _frames(), note),
        st.builds(clip_edits.move_key_frame, _frames(), _frames()),
        st.builds(clip_edits.delete_key_frame, _frames()),
        st.builds(drawing_edits.add_drawing, _drawings()),
        st.builds(drawing_edits.move_drawings, number, shares, shares),
        st.builds(drawing_edits.change_drawings, number, colour=st.just("#123456"), fade=st.integers(0, 9)),
        st.builds(drawing_edits.delete_drawings, number),
        st.builds(drawing_edits.paste_drawings, st.lists(_drawings(), max_size=3), _frames()),
        st.builds(clip_edits.set_calibration, _calibrations()),
        st.builds(clip_edits.set_origin, st.none() | _frames()),
        st.builds(clip_edits.set_capture_fps, st.none() | st.floats(1, 1000)),
        st.builds(clip_edits.set_loop, st.none() | _frames(), st.none() | _frames()),
    )


ANY_EDIT = _edits()


@pytest.fixture(scope="session")
def any_edit():
    """A strategy for any edit of a clip of 40 frames."""
    return ANY_EDIT
