"""Attempts cut out by themselves: what counts as one, that it is told once, and what a full disk costs."""

import threading

import numpy as np
import pytest

from dancecoach.coaching.taught.keeping import put_skill
from dancecoach.coaching.taught.motion import Body, motion_of
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.errors import ModelError, OutputError
from dancecoach.models.banner import PhaseNow
from dancecoach.models.phases import PhaseSegmenter
from dancecoach.motion.phases import LANDING, SKILL, TAKE_OFF, segments_of
from dancecoach.pipeline.live.attempts import clips as live_attempts_clips
from dancecoach.pipeline.live.attempts.catcher import AttemptCatcher
from dancecoach.pipeline.live.attempts.clips import WAITING, ClipKeeper
from dancecoach.pipeline.live.attempts.finder import AttemptFinder, track_of
from dancecoach.pipeline.live.records import Findings, LiveResult
from dancecoach.pose.estimator import BodyPose
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress
from dancecoach.video.ring import Limits, PictureRing

FPS = 30
SIZE = (1280, 720)
TAKEOFF, TOUCHDOWN = 90, 105


@pytest.fixture
def jump(figure):
    """Stands, jumps once with straight legs, stands: 6 s."""
    t = np.arange(6 * FPS)
    air = np.clip((t - TAKEOFF + 0.5) / FPS, 0, (TOUCHDOWN - TAKEOFF) / FPS)
    flight = (TOUCHDOWN - TAKEOFF) / FPS
    height = 9.81 / 2 * air * (flight - air)
    bend = 70 * (np.exp(-(((t - TAKEOFF + 10) / 5) ** 2)) + np.exp(-(((t - TOUCHDOWN - 6) / 5) ** 2)))
    sink = 0.8 * (1 - np.cos(np.radians(bend) / 2))
    centre = np.zeros((len(t), 1, 3))
    centre[:, 0, 1] = sink - height
    ankle = np.where((t >= TAKEOFF) & (t < TOUCHDOWN), -40, bend / 2)
    arms = np.interp(t, [TAKEOFF - 25, TAKEOFF - 12, TAKEOFF, TOUCHDOWN, TOUCHDOWN + 15], [0, -45, 140, 90, 0])
    points = figure.points(len(t), hip=bend / 2, knee=bend, ankle=ankle, shoulder=arms, facing=60, centre=centre)
    return figure.track(points, t / FPS)


def says_jump(track):
    """The phases of `jump`, by its times."""
    labels = np.zeros(len(track), np.uint8)
    t = track.times * FPS
    labels[(t >= TAKEOFF - 15) & (t < TAKEOFF)] = TAKE_OFF
    labels[(t >= TAKEOFF) & (t < TOUCHDOWN)] = SKILL
    labels[(t >= TOUCHDOWN) & (t < TOUCHDOWN + 15)] = LANDING
    return segments_of(labels, track.times)


def says_nothing(track):
    return segments_of(np.zeros(len(track), np.uint8), track.times)


def film(track, size=(64, 36), person=1, ring=None):
    """The track as a camera's last minute."""
    ring = ring or PictureRing(Limits(60, 10**9, 0))
    image = compress(np.full((size[1], size[0], 3), 90, np.uint8))
    for i, time_s in enumerate(track.times.tolist()):
        pose = BodyPose(track.landmarks[i], track.visibility[i], track.world[i], 1.0, person)
        poses = (pose,) if track.found[i] else ()
        frame = Frame(np.zeros((size[1], size[0], 3), np.uint8), time_s, i)
        ring.add(frame, 0.0, image, Findings(poses, poses, track.skeleton))
    return ring


def until(ring, time_s):
    return track_of(ring.between(-1e9, time_s))


def test_an_attempt_is_told_once_soon_after_its_landing(jump):
    ring, finder = film(jump, SIZE), AttemptFinder(says_jump)
    told = [(t, a) for t in np.arange(1.0, 6.0, 0.25) for a in finder.look(until(ring, t))]
    assert len(told) == 1
    when, attempt = told[0]
    assert attempt.takeoff_s == pytest.approx(TAKEOFF / FPS, abs=0.1)
    assert 0.3 < when - attempt.touchdown_s < 1.2
    assert attempt.from_s < attempt.takeoff_s < attempt.peak_s < attempt.touchdown_s < attempt.until_s
    assert attempt.main.sheet is not None
    assert attempt.main.flight_time_s == pytest.approx(0.5, abs=0.1)


def test_the_shipped_network_sees_the_drawn_jump(jump):
    ring, finder = film(jump, SIZE), AttemptFinder(lambda track: PhaseSegmenter().segment(track).segments)
    assert len(finder.look(until(ring, 5.9))) == 1
    assert finder.look(until(ring, 5.9)) == ()


def test_what_review_does_not_see_is_none(jump):
    assert AttemptFinder(says_nothing).look(until(film(jump, SIZE), 5.0)) == ()


def test_nobody_and_a_skill_that_began_before_anything_was_known(jump):
    ring, finder = film(jump, SIZE), AttemptFinder(says_jump)
    assert finder.look(track_of(ring.between(TAKEOFF / FPS + 0.1, 5.0))) == ()
    assert track_of(()) is None


def test_the_track_begins_where_this_person_was_met(jump):
    ring = film(jump, person=1)
    other = film(jump, person=2, ring=PictureRing(Limits(60, 10**9, 0))).between(2.0, 9.0)
    track = track_of([*ring.between(0, 1.9), *other])
    assert track.times[0] == pytest.approx(2.0)


class Listener:
    """Hears of a catcher."""

    def __init__(self, tmp_path):
        self.caught, self.kept, self.notices, self.folder = [], [], [], tmp_path
        self.done = threading.Event()

    def path(self):
        return self.folder / f"attempt {len(self.caught) + 1}.mp4"

    def clip(self, kept):
        self.kept.append(kept)
        self.done.set()

    def catcher(self, ring, make_segment=lambda: says_jump):
        return AttemptCatcher(
            ring.between,
            self.path,
            make_segment=make_segment,
            on_caught=self.caught.append,
            on_kept=self.clip,
            notice=self.notices.append,
        )


def result(time_s, phase="landing"):
    now = PhaseNow(phase, 0.9, time_s, time_s)
    return LiveResult(Frame(np.zeros((2, 2, 3), np.uint8), time_s, 0), (), (), 0.0, 0.0, phase=now)


def test_picture_skills_and_file(jump, tmp_path):
    listener = Listener(tmp_path)
    catcher = listener.catcher(film(jump))
    catcher.start()
    catcher.notice(result(5.0))
    assert listener.done.wait(20)
    catcher.close(5)
    (caught,), (kept,) = listener.caught, listener.kept
    assert caught.number == kept.number == 1
    assert caught.picture.time_s == pytest.approx(caught.attempt.peak_s, abs=1 / FPS)
    assert kept.error is None
    assert caught.pictures[0].time_s <= caught.attempt.from_s + 1 / FPS
    with VideoFile(kept.path) as video:
        assert len(video.times) == len(kept.pictures)
    assert not listener.notices


def test_a_name_that_was_taught_is_told_with_the_attempt(jump, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    motion = motion_of(Body.of(jump), TAKEOFF / FPS, TOUCHDOWN / FPS)
    put_skill(SkillPack("Hop", motion[None], "2026-11-22").to_bytes())
    listener = Listener(tmp_path)
    catcher = listener.catcher(film(jump, SIZE))
    catcher.start()
    catcher.notice(result(5.0))
    assert listener.done.wait(20)
    catcher.close(5)
    assert [caught.attempt.main.name for caught in listener.caught] == ["Hop"]
    assert not listener.notices


def test_a_full_disk_costs_that_clip_and_is_said(jump, tmp_path):
    listener = Listener(tmp_path)
    (tmp_path / "file").write_text("")
    listener.folder = tmp_path / "file"
    catcher = listener.catcher(film(jump))
    catcher.start()
    catcher.notice(result(5.0))
    assert listener.done.wait(20)
    catcher.close(5)
    assert len(listener.caught) == 1
    assert isinstance(listener.kept[0].error, OutputError)


def test_a_broken_network_is_said_and_ends_only_the_capturing(tmp_path, jump):
    def broken():
        raise ModelError("is missing", subject="phases_review.onnx")

    listener = Listener(tmp_path)
    catcher = listener.catcher(film(jump), broken)
    catcher.run()
    assert "phases_review.onnx" in listener.notices[0]


def test_too_many_clips_are_given_up_not_waited_for(tmp_path):
    done = []
    keeper = ClipKeeper(lambda a, b: (), lambda *what: done.append(what), lambda text: None)
    for number in range(WAITING + 2):
        keeper.put(number, 0.0, 1.0, tmp_path / f"{number}.mp4")
    assert [what[0] for what in done] == [WAITING, WAITING + 1]
    assert all(isinstance(what[3], OutputError) for what in done)


def test_a_disk_nearly_full_is_said_once(jump, tmp_path, monkeypatch):
    monkeypatch.setattr(live_attempts_clips, "LOW_DISK_BYTES", 10**18)
    notices = []
    keeper = ClipKeeper(film(jump).between, lambda *what: None, notices.append)
    for number in range(2):
        keeper.put(number, 1.0, 1.5, tmp_path / f"{number}.mp4")
    keeper.close()
    keeper.run()
    assert len(notices) == 1
    assert str(tmp_path) in notices[0]
