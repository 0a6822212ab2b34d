"""How fast the time line paints with 10,000 segments, 10,000 key frames and 10,000 drawings, against ten of each.

``pytest -m benchmark -s tests/benchmarks/test_timeline_speed.py``. Sixty pictures a second leave 16.7 ms for one: for
moving the playhead, for looking closer, and for a boundary that is dragged, each with all that follows in the window's
thread. Counted is the time of that thread: what else a machine does is not the time line's.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

pytest.importorskip("PySide6")

import attrs

from dancecoach.gui.review.model import Findings
from dancecoach.gui.review.notes.desk import NotesDesk
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.clip_edits import put_key_frame
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack, Segment
from dancecoach.notes.records import KeyFrame
from dancecoach.notes.sorted_map import SortedMap
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

pytestmark = pytest.mark.benchmark

FRAMES, LARGE, SMALL, RUNS = 108_000, 10_000, 10, 60
"""An hour at 30 frames a second."""

BUDGET_S = 1 / 60
NAMES = ("idle", "take-off", "skill", "landing")


def segments_of(count: int) -> list[Segment]:
    edges = np.linspace(0, FRAMES, count + 1).astype(int)
    return [Segment(NAMES[i % 4], int(edges[i]), int(edges[i + 1]) - 1) for i in range(count)]


def analysis_of(count: int, times: np.ndarray) -> Analysis:
    joints = len(BLAZEPOSE_33)
    found = np.arange(FRAMES) % 997 > 5
    landmarks = np.where(found[:, None, None], np.float32(0.5), np.float32(np.nan)) * np.ones(
        (1, joints, 3), np.float32
    )
    visibility = np.where(found[:, None], 0.9, 0.0) * np.ones((1, joints))
    track = PoseTrack(times, landmarks, visibility, found, (640, 480), BLAZEPOSE_33, "blazepose full")
    phases = tuple(
        PhaseSegment(s.phase, s.start_frame, s.end_frame, times[s.start_frame], times[s.end_frame], 0.9, "model x")
        for s in segments_of(count)
    )
    info = ClipInfo("hour.mp4", 640, 480, FRAMES, FRAMES / 30, 30.0, False, 0)
    return Analysis(info, "9f" * 32, track, "blazepose", "full", "auto", phases=phases, phase_model="x")


def written(notes: Notes, count: int) -> Notes:
    """Notes with so many of everything."""
    frames = np.linspace(0, FRAMES - 1, count).astype(int).tolist()
    drawings = DrawingSet.of(
        Drawing("line", ((0.1, 0.2), (0.3, 0.4)), f, min(f + 5, FRAMES - 1), id=i + 1) for i, f in enumerate(frames)
    )
    track = PhaseTrack.of_segments("Ann", FRAMES, segments_of(count))
    keys = SortedMap((f, KeyFrame(f, "arms late")) for f in frames)
    return attrs.evolve(notes, tracks=(track,), key_frames=keys, drawings=drawings, next_id=count + 1)


@pytest.fixture
def make_desk(open_noted: Callable[..., Any]) -> Iterator[Callable[[int], NotesDesk]]:
    """A function that makes a time line with so many of everything."""
    made = []

    def make(count: int) -> NotesDesk:
        times = np.arange(FRAMES) / 30
        analysis = analysis_of(count, times)
        desk: NotesDesk = open_noted(str(count), analysis.clip, times, lambda notes: written(notes, count)).desk
        desk.session.choose_annotator("Ann")
        desk.model.analysis_done(Findings(analysis, {}))
        desk.follower.stop()
        desk.timeline.resize(1600, desk.timeline.sizeHint().height())
        desk.timeline.show()
        desk.timeline.grab()
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.session.end_gesture()
        desk.follower.stop()
        desk.timeline.close()


def acts(desk: NotesDesk) -> dict[str, Callable[[int], None]]:
    """What a hand does."""
    model, editor = desk.model, desk.editor
    track = desk.session.notes.track("Ann")  # type: ignore[union-attr]
    starts = [start for start, _phase in track.starts.items()]
    boundary, other = starts[len(starts) // 2], starts[len(starts) // 2 + 2]
    at = model.times[other]

    def closer(i: int) -> None:
        model.show_stretch(at - 20, at + 20)
        editor.move(other, other + i % 8 - 4, gesture="drag 2")

    def zoom(i: int) -> None:
        model.show_stretch(100.0 + i, 100.0 + i + 3000.0 / (1 + i % 40))

    def whole(i: int) -> None:
        model.show_stretch(0, model.end_s)
        model.seek(i * 400)

    return {
        "playhead": whole,
        "boundary, whole clip": lambda i: editor.move(boundary, boundary + i % 8 - 4, gesture="drag"),
        "closer": zoom,
        "boundary, closer": closer,
        "key frames": lambda i: desk.session.do(put_key_frame(i * 400 + 7)) and None,
    }


def test_it_paints_at_sixty_hertz(
    make_desk: Callable[[int], NotesDesk], paints_in_time: Callable[..., dict[str, float]]
) -> None:
    large, small = make_desk(LARGE), make_desk(SMALL)
    assert not paints_in_time(acts(large), acts(small), (large.timeline, small.timeline), RUNS, BUDGET_S)
