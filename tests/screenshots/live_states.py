"""What Live looks like, with a camera that gives one and the same picture."""

import time
from pathlib import Path

from desk import JUMP, STYLE, StillCamera, analysis_of

from dancecoach.models.phases import PhaseNow
from dancecoach.pipeline.live.attempts.catcher import Caught, KeptClip
from dancecoach.pipeline.live.attempts.finder import Attempt
from dancecoach.pipeline.live.session import LiveState
from dancecoach.resources import demo_clip
from dancecoach.video.file import VideoFile
from dancecoach.video.jpeg import compress
from dancecoach.video.ring import Limits, PictureRing


def empty(desk):
    desk.window.show_page("live")
    desk.until(desk.live.view.bar.look_again.isEnabled)


def _in_flight(board):
    """Let a board say that the jump's flight goes on and on, whatever the networks make of a still picture."""
    push, begun = board.push, []

    def say(time_s, _phase, _style, *, seen):
        begun[:] = begun or [time_s]
        push(time_s, PhaseNow("skill", 0.9, time_s, begun[0]), STYLE, seen=seen)

    board.push = say


def _running(desk):
    live = desk.live
    desk.window.show_page("live")
    if not live.model.running:
        _in_flight(live.view.board)
        live.start_camera("0")
    desk.until(lambda: bool(live.view.canvas.poses))
    desk.until(lambda: live.model.stats().kept.seconds > 4)


def running(desk):
    _running(desk)


def light(desk):
    _running(desk)
    desk.light()


def guide(desk):
    _running(desk)
    desk.context.settings.change(setup_guide=True)


def delayed(desk):
    desk.context.settings.change(setup_guide=False)
    _running(desk)
    mirror = desk.live.model.mirror
    mirror.set_delay(2.0)
    desk.until(lambda: mirror.on_show is not None and mirror.on_show.late is not None)


def paused(desk):
    _running(desk)
    mirror = desk.live.model.mirror
    if not mirror.standing:
        mirror.toggle_standing()
    desk.until(lambda: mirror.standing and mirror.on_show.late is not None and mirror.on_show.late.standing)


def floor(desk):
    desk.live.model.mirror.back_to_live()
    _running(desk)
    desk.live.floor.toggle()
    floor = desk.live.floor.window
    floor.setGeometry(200, 120, 1000, 620)
    floor.stage.board.forget()
    _in_flight(floor.stage.board)
    desk.until(lambda: bool(floor.stage.canvas.poses) and floor.stage.board.text.style)


def attempts(desk):
    _running(desk)
    desk.context.settings.change(capture_attempts=True)
    model = desk.live.model.attempts
    if not model.rows:
        skills = analysis_of(demo_clip()).skills
        with VideoFile(demo_clip()) as video:
            for number, (skill, middle) in enumerate(zip(skills, (JUMP, 232), strict=True), start=1):
                ring = PictureRing(Limits(60, 10**9, 0))
                for frame in video.frames(middle - 1, middle + 2):
                    ring.add(frame, time.perf_counter(), compress(frame.image))
                kept = ring.between(0, 100)
                path = Path("Videos") / f"attempt {number}.mp4"
                model._caught.emit(Caught(number, Attempt((skill,), 0.0, 3.0, 1.25), kept[1], kept, path))
                model._kept.emit(KeptClip(number, path, kept))
    desk.until(lambda: len(model.rows) == 2 and all(row.saved for row in model.rows))
    desk.live.view.shelf.choose(0)


def lost(desk):
    desk.context.settings.change(capture_attempts=False)
    _running(desk)
    StillCamera.unplugged.set()
    desk.until(lambda: desk.live.model.status.state is LiveState.LOST)


LIVE = {
    "live-empty": empty,
    "live-running": running,
    "live-running-light": light,
    "live-guide": guide,
    "live-delayed": delayed,
    "live-paused": paused,
    "live-floor": floor,
    "live-attempts": attempts,
    "live-lost": lost,
}
