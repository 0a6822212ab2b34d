"""A program that is killed while somebody practises, at any moment: the take is there at the next start, and judged."""

from datetime import datetime, timedelta

import attrs
import numpy as np
import pytest

from dancecoach.pipeline.practice.late import judge_late
from dancecoach.pipeline.practice.takes import COMPARISON, FILM, TakeStore
from dancecoach.pose.formats.npz import save_npz
from dancecoach.video.file import VideoFile

SHA256 = "ab" * 32
COUNT_IN_S = 2.0

PROGRAM = """
import os, signal, sys, time
from datetime import datetime
from pathlib import Path
import numpy as np
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.live.records import CapturedFrame, LiveResult
from dancecoach.pipeline.practice import judging
from dancecoach.pipeline.practice.keeper import TakeKeeper
from dancecoach.pipeline.practice.recording import TakeRecorder
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.pipeline.practice.run import PracticeRun
from dancecoach.pipeline.practice.takes import TakeFacts, TakeStore
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.formats.npz import load_npz
from dancecoach.video import recorder as recording
from dancecoach.video.frame import ClipInfo, Frame
from dancecoach.video.sound_passage import Heard

root, landmarks, when = sys.argv[1], sys.argv[2], sys.argv[3]
track = load_npz(Path(landmarks))
info = ClipInfo("/clips/tanz.mp4", len(track), float(track.times[-1]), 30.0, False, *track.frame_size)
reference = Reference(Analysis(info, "ab" * 32, track, "file", "", "auto"))

def die(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

if when == "before the film is whole":
    recording.finish = die
if when == "before the first film is removed":
    unlink = Path.unlink
    Path.unlink = lambda path, **more: die() if path.name.endswith(".recording.mkv") else unlink(path, **more)
if when == "before the landmarks":
    judging.save_npz = die
if when == "before the facts":
    TakeStore.write, write = (lambda self, take: die() if take.facts.course else write(self, take)), TakeStore.write
if when == "before the comparison":
    judging.write_comparison_json = die

count_in, end = 2.0, {"in the count-in": 1.5, "in the dance": 7.0}.get(when, 8.0)
recorder = TakeRecorder()
keeper = TakeKeeper(TakeStore(Path(root)), recorder, reference, lambda: 30.0)
run = PracticeRun(reference, lambda at: Heard(at - count_in, 5 if at < count_in else None), lambda *_: None)
rng = np.random.default_rng(0)
for index in range(round(30 * end)):
    now = index / 30
    frame = Frame(rng.integers(0, 255, (64, 48, 3), np.uint8), now, index)
    recorder.see(CapturedFrame(frame, now))
    if index == 0:
        keeper.begin(TakeFacts("/clips/tanz.mp4", "ab" * 32, datetime.now().astimezone()))
    while recorder._filmed.recording._writer._queue.qsize() > 10:
        time.sleep(0.001)
    at = min(np.searchsorted(track.times, max(0.0, now - count_in)), len(track) - 1)
    pose = BodyPose(track.landmarks[at], track.visibility[at], None, 1.0)
    run.push(LiveResult(frame, (pose,), (pose,), now, now, track.skeleton))
while recorder._filmed.recording._writer._queue.qsize():
    time.sleep(0.002)
time.sleep(0.3)
if when.startswith("in "):
    die()
keeper.turn_over(run.end(), None)()
"""

MOMENTS = (
    "in the count-in",
    "in the dance",
    pytest.param("before the film is whole", marks=pytest.mark.slow),
    "before the first film is removed",
    pytest.param("before the landmarks", marks=pytest.mark.slow),
    pytest.param("before the facts", marks=pytest.mark.slow),
    "before the comparison",
)


@pytest.fixture
def filmed(reference):
    """A function: what a pose engine finds in a take's film."""
    track = reference.track

    def look(take):
        with VideoFile(take.film) as video:
            times = np.asarray(video.times)
        at = np.clip(np.searchsorted(track.times, np.maximum(0.0, times - COUNT_IN_S)), 0, len(track) - 1)
        chosen = {name: getattr(track, name)[at] for name in ("landmarks", "visibility", "found")}
        return attrs.evolve(track, times=times, **chosen)

    return look


@pytest.mark.parametrize("when", MOMENTS)
def test_killed_at_any_moment_a_take_is_kept_and_judged(when, tmp_path, killed_when, reference, filmed):
    landmarks = tmp_path / "reference.npz"
    save_npz(reference.track, landmarks)
    store = TakeStore(tmp_path / "takes")
    killed_when(PROGRAM, store.root, landmarks, when)

    store.recover()
    soon = datetime.now().astimezone() + timedelta(seconds=1)
    (left,) = store.unjudged(soon)
    assert [path.name for path in left.folder.iterdir() if path.suffix in (".mp4", ".mkv")] == [FILM]
    result = judge_late(store, left, reference, filmed)

    assert (left.folder / COMPARISON).is_file()
    assert store.unjudged(soon) == []
    assert store.recover() == []
    (kept,) = store.of(SHA256)
    if when == "in the count-in":
        assert kept.score is None  # nothing was danced: it says so, and is there
        assert result.warnings
    else:
        assert kept.score > 85
        assert result.laid.offset_s == pytest.approx(-COUNT_IN_S, abs=0.15)
        with VideoFile(kept.film) as film:
            assert film.times[-1] > 6.3
