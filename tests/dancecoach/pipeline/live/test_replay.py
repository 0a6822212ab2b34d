"""The replay thread with a clock of its own: nothing here waits for real time to pass."""

import threading
import time

import numpy as np
import pytest

from dancecoach.models.banner import PhaseNow
from dancecoach.pipeline.live.records import LONGEST_DELAY_S, SHORTEST_DELAY_S, CapturedFrame, Findings
from dancecoach.pipeline.live.replay import Replay
from dancecoach.pipeline.live.ring import LiveRing
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress
from dancecoach.video.ring import Limits

PATIENCE_S = 30
FPS = 32
POSE = BodyPose(np.zeros((13, 3), np.float32), np.ones(13, np.float32), None, 1.0)
JPEG = compress(np.zeros((4, 6, 3), np.uint8))


class Desk:
    """A ring that the test fills, a clock that the test turns, and what was shown."""

    def __init__(self, limits=None):
        self.now = 100.0
        self.ring = LiveRing(lambda _sentence: None, limits or Limits(62, 10**6, 10**5))
        self.shown = []
        self._heard = threading.Condition()
        self.replay = Replay(self.ring, self._show, lambda: self.now)
        self._thread = threading.Thread(target=self.replay.run)
        self._thread.start()

    def _show(self, result):
        with self._heard:
            self.shown.append((self.now, result))
            self._heard.notify_all()

    def film(self, count, note=None):
        """So many pictures more; the clock goes on."""
        for _ in range(count):
            n = round((self.now - 100) * FPS)
            frame = Frame(np.zeros((4, 6, 3), np.uint8), n / FPS, n)
            self.ring.put(CapturedFrame(frame, self.now))
            self.ring.pictures.add(frame, self.now, JPEG, note)
            self.now += 1 / FPS

    def wait(self, condition):
        with self._heard:
            assert self._heard.wait_for(condition, PATIENCE_S), [r.frame.index for _, r in self.shown]

    def wait_for(self, index):
        self.wait(lambda: self.shown and self.shown[-1][1].frame.index == index)
        return self.shown[-1][1]

    def close(self):
        self.replay.close()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.close()


def test_pictures_come_in_order_and_none_before_its_time(desk):
    desk.film(2 * FPS)
    desk.replay.show_late(1.0)
    begun = desk.wait_for(FPS).frame.index
    for _ in range(FPS // 2):
        desk.film(1)
        desk.wait(lambda: desk.shown[-1][1].frame.index == round((desk.now - 101) * FPS))
    indices = [result.frame.index for _, result in desk.shown]
    assert indices == list(range(begun, begun + len(indices)))
    for now, result in desk.shown:
        assert now - 100 - result.frame.time_s >= 1.0 - 1e-9
    assert [result.late.jumped for _, result in desk.shown] == [True] + [False] * (len(indices) - 1)
    assert desk.replay.passed_over == 0


def test_a_longer_delay_jumps_back_and_a_shorter_one_ahead(desk):
    desk.film(4 * FPS)
    desk.replay.show_late(1.0)
    desk.wait_for(3 * FPS)
    desk.replay.show_late(3.0)
    assert desk.wait_for(FPS).late.jumped
    desk.replay.show_late(0.5)
    assert desk.wait_for(3 * FPS + FPS // 2).late.delay_s == 0.5


def test_where_nothing_older_is_kept_the_oldest_stands_until_its_time(desk):
    desk.film(FPS)
    desk.replay.show_late(3.0)
    first = desk.wait_for(0)
    assert first.late.due_at == pytest.approx(103, abs=0.1)
    desk.film(FPS)
    assert len(desk.shown) == 1, "it stands"
    desk.film(FPS + 2)
    desk.wait_for(2)


def test_a_ring_too_short_for_the_delay_shows_what_it_has():
    desk = Desk(Limits(1.0, 10**6, 10**5))
    try:
        desk.film(2 * FPS)
        desk.replay.show_late(30.0)
        desk.wait_for(FPS - 1)
        for _ in range(5):
            desk.film(1)
            desk.wait_for(desk.ring.pictures.oldest.index)
    finally:
        desk.close()


def test_whoever_is_behind_passes_pictures_over_and_keeps_the_delay(desk):
    desk.film(2 * FPS)
    desk.replay.show_late(1.0)
    desk.wait_for(FPS)
    desk.film(10)  # all at once
    desk.wait_for(FPS + 10)
    assert len(desk.shown) + desk.replay.passed_over == 11


def test_the_delay_is_what_was_asked_for_where_the_camera_falls_behind_its_own_times(desk):
    desk.film(FPS)
    desk.now += 0.7  # from here on everything comes 0.7 s later than its time says
    for n in range(FPS, 3 * FPS):
        frame = Frame(np.zeros((4, 6, 3), np.uint8), n / FPS, n)
        desk.ring.put(CapturedFrame(frame, desk.now))
        desk.ring.pictures.add(frame, desk.now, JPEG)
        desk.now += 1 / FPS
    desk.replay.show_late(1.0)
    desk.wait(lambda: desk.shown)
    now, result = desk.shown[0]
    assert now - result.captured_at == pytest.approx(1.0, abs=1 / FPS)


@pytest.mark.parametrize(("asked", "given"), [(0.01, SHORTEST_DELAY_S), (8, 8), (600, LONGEST_DELAY_S)])
def test_the_delay_has_limits(desk, asked, given):
    desk.film(1)
    desk.replay.show_late(asked)
    desk.wait(lambda: desk.shown)
    assert desk.shown[0][1].late.delay_s == given


class TestStanding:
    def test_it_stands_while_the_camera_goes_on_and_steps_both_ways(self, desk):
        desk.film(FPS)
        desk.replay.stand(0.5)
        stopped = desk.wait_for(FPS // 2)
        assert stopped.late.standing
        assert stopped.late.moved_s == 0
        desk.film(FPS)
        desk.replay.step(-3)
        assert desk.wait_for(FPS // 2 - 3).late.moved_s == pytest.approx(-3 / FPS)
        desk.replay.step(10)
        desk.wait_for(FPS // 2 + 7)
        desk.replay.step(-1000)
        desk.wait_for(0)
        desk.replay.step(1000)
        desk.wait_for(2 * FPS - 1)

    def test_what_lies_around_it_is_held_until_it_goes_on(self):
        desk = Desk(Limits(1.0, 10**6, 10**6))
        try:
            desk.film(FPS)
            desk.replay.stand(0.5)
            desk.film(5 * FPS)
            desk.replay.step(-1000)
            desk.wait_for(0)
            desk.replay.show_now()
            assert desk.ring.pictures.facts.held == 0
        finally:
            desk.close()

    def test_a_step_moves_nothing_that_does_not_stand(self, desk):
        desk.film(FPS)
        desk.replay.step(-1)
        assert not desk.replay.showing

    def test_nothing_is_shown_of_a_camera_that_gave_nothing(self, desk):
        desk.replay.stand(0.0)
        assert not desk.replay.showing

    def test_many_steps_at_once_end_where_they_should(self, desk):
        desk.film(3 * FPS)
        desk.replay.stand(2.0)
        for _ in range(40):
            desk.replay.step(-1)
        desk.wait_for(2 * FPS - 40)


def test_now_shows_nothing_of_the_past(desk):
    desk.film(2 * FPS)
    desk.replay.show_late(1.0)
    desk.wait_for(FPS)
    desk.replay.show_now()
    assert not desk.replay.showing
    shown = len(desk.shown)
    desk.film(FPS)
    desk.replay.stand(0.0)  # once this is shown, all before it has been done
    desk.wait_for(0)
    assert len(desk.shown) == shown + 1


def test_people_phase_and_style_of_the_very_picture_are_on_it(desk):
    desk.film(FPS, Findings((POSE,), (POSE,), BODY_13, PhaseNow("skill", 0.9, 0, 0), None))
    desk.replay.stand(0.5)
    result = desk.wait_for(FPS // 2)
    assert result.poses == (POSE,)
    assert result.skeleton is BODY_13
    assert result.phase.phase == "skill"
    assert result.captured_at == pytest.approx(100.5)


def test_after_a_jump_it_tells_what_was_before_and_when_the_phase_changed(desk):
    for word, count in (("idle", 2 * FPS), ("skill", FPS), ("landing", FPS), ("idle", 5 * FPS)):
        desk.film(count, Findings(phase=PhaseNow(word, 0.9, 0, 0)))
    desk.replay.stand(9.0)
    late = desk.wait_for(9 * FPS - 1).late
    words = [kept.note.phase.phase for kept in late.trail]
    assert words[:6] == ["idle", "skill", "skill", "landing", "landing", "idle"]
    assert len(words) == pytest.approx(6 + 3 * FPS, abs=2)
    desk.replay.step(1)
    desk.replay.step(-1)
    assert late.trail[-1].index == 9 * FPS - 2


def test_closing_while_it_waits_ends_it_at_once(desk):
    desk.film(1)
    desk.replay.show_late(60.0)
    desk.wait_for(0)
    begun = time.perf_counter()
    desk.close()
    assert time.perf_counter() - begun < 2
