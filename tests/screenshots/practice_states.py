"""What Practice looks like: the demo's figure is the reference, and a little late and low with one arm the learner."""

import shutil
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from desk import StillCamera, analysis_of

from dancecoach.coaching.dance.live.following import LiveComparison
from dancecoach.pipeline.practice.judging import judge
from dancecoach.pipeline.practice.recording import Filmed
from dancecoach.pipeline.practice.run import Lap
from dancecoach.pipeline.practice.takes import TakeFacts
from dancecoach.pose.estimator import BodyPose
from dancecoach.resources import demo_clip

_LATE = 4
_DAYS = ((21, 0.09), (14, 0.06), (0, 0.03))
"""Takes so many days ago, and by how much of the picture one hand was too low."""


def empty(desk):
    StillCamera.unplugged.clear()
    desk.context.settings.change(recent_files=("waltz with Anna.mp4", "lesson 3.mp4"))
    desk.window.show_page("practice")
    desk.until(desk.practice.stage.top.cameras.look_again.isEnabled)


def busy(desk):
    new = desk.context.store.root.parent / "waltz with Anna.mp4"
    # The demo was looked at before: one more box at its end, and it is another clip.
    new.write_bytes(demo_clip().read_bytes() + b"\0\0\0\x08free")
    desk.analyst.go.clear()
    desk.practice.open(new)
    doing = desk.practice.choice.doing
    desk.until(lambda: doing.isVisible() and "finding the body" in doing.text())


def ready(desk):
    desk.analyst.go.set()
    practice = desk.practice
    desk.until(lambda: practice.model.ready)
    practice.open(demo_clip())
    desk.until(lambda: practice.model.ready and practice.model.path == demo_clip())
    desk.until(lambda: practice.stage.reference_canvas.frame is not None and bool(practice.stage.canvas.poses))


def after(desk):
    practice = desk.practice
    for days, low in _DAYS:
        _dance(practice, days, low)
    practice.model.kept.look()
    desk.until(lambda: len(practice.model.takes) == len(_DAYS))
    practice.model.kept.read_of(practice.model.takes[0])
    desk.until(lambda: practice.model.result is not None)
    _look(desk)


def light(desk):
    desk.light()
    _look(desk)


def _look(desk):
    """Both bodies at one moment."""
    practice = desk.practice
    practice.model.playhead.seek(4.0)
    desk.until(
        lambda: practice.stage.reference_canvas.frame is not None and not practice.stage.reference_canvas.frame.preview
    )
    desk.until(lambda: practice.stage.canvas.frame is not None and not practice.stage.canvas.frame.preview)


def _dance(practice, days, low):
    """Keep a take, as if it had been danced so many days ago."""
    store, reference = practice.model.store, practice.model.reference
    begun = datetime(2026, 5, 22, 18, 30, tzinfo=UTC) - timedelta(days=days)
    take = store.begin(TakeFacts("demo.mp4", reference.analysis.sha256, begun))
    shutil.copyfile(demo_clip(), take.film)
    track = analysis_of(demo_clip()).track
    comparison = LiveComparison(track, track.skeleton, track.frame_size, has_world=False)
    for frame in range(_LATE, len(track)):
        landmarks = track.landmarks[frame - _LATE].copy()
        landmarks[track.skeleton.index("left_wrist"), 1] += low
        pose = BodyPose(landmarks, track.visibility[frame - _LATE], None, 1.0)
        comparison.push(float(track.times[frame]), pose, float(track.times[frame]))
    lap = Lap(comparison, float(track.times[_LATE]), float(track.times[-1]), len(track) - _LATE)
    judge(store, take, Filmed(SimpleNamespace(close=lambda: None), 0.0), lap, reference)


PRACTICE = {
    "practice-empty": empty,
    "practice-busy": busy,
    "practice-ready": ready,
    "practice-after": after,
    "practice-after-light": light,
}
