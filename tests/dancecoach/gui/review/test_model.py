"""The review model on a clip with an uneven frame rate and a clock that tests turn by hand."""

import numpy as np
import pytest

from dancecoach.gui.review.model import ClipState, Loop, ReviewModel
from dancecoach.video.frame import ClipInfo

#: Ten frames, the middle ones ten times as slow.
TIMES = np.array([0.0, 0.1, 0.2, 0.3, 1.3, 2.3, 2.4, 2.5, 2.6, 2.7])
END = 2.8


class Clock:
    """Stands still until told."""

    def __init__(self):
        self.now = 50.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def model(qapp, clock, tmp_path):
    made = ReviewModel(clock)
    made.begin(tmp_path / "clip.mp4")
    made.opened(ClipInfo("clip.mp4", len(TIMES), END, 3.33, True, 64, 48), TIMES)
    return made


@pytest.fixture
def play_for(model, clock):
    def go(seconds, step=0.001):
        seen = [model.playhead]
        for _ in range(round(seconds / step)):
            clock.now += step
            model.tick()
            if model.playhead != seen[-1]:
                seen.append(model.playhead)
        return seen

    return go


def test_it_plays_by_the_frames_own_times(model, play_for):
    model.play()
    assert play_for(0.35) == [0, 1, 2, 3]
    assert play_for(0.90) == [3]  # that frame lasts a second
    assert play_for(0.10) == [3, 4]


def test_every_frame_has_its_turn_and_the_last_its_whole_time(model, play_for):
    model.play()
    assert play_for(2.75) == list(range(10))
    assert model.playing
    play_for(0.1)
    assert not model.playing
    assert model.playhead == 9


def test_backwards_shows_every_frame_too(model, play_for):
    model.seek(9)
    model.play(-1)
    assert play_for(3.0) == list(range(9, -1, -1))
    assert not model.playing


@pytest.mark.parametrize("speed", [0.05, 0.5, 2.0])
def test_the_speed_is_a_share_of_the_real_action(model, play_for, speed):
    model.set_speed(speed)
    model.play()
    play_for(0.35 / speed, step=0.001 / speed)
    assert model.playhead == 3


def test_changing_speed_does_not_jump(model, play_for):
    model.play()
    play_for(0.15)
    model.set_speed(0.05)
    assert model.playhead == 1
    play_for(0.5)
    assert model.playhead == 1


def test_playing_at_the_end_starts_over(model):
    model.seek(9)
    model.play()
    assert model.playhead == 0
    assert model.playing


def test_stepping_pauses_and_stops_at_the_ends(model):
    model.play()
    model.step(3)
    assert not model.playing
    assert model.playhead == 3
    model.step(100)
    assert model.playhead == 9
    model.step(-100)
    assert model.playhead == 0


def test_a_loop_goes_round_and_shows_both_ends(model, play_for):
    model.set_loop(Loop(6, 8))
    model.play()
    assert model.playhead == 0  # the person is outside: play on from here
    model.seek(7)
    assert play_for(0.55) == [7, 8, 6, 7, 8, 6]
    assert model.playing


def test_a_loop_goes_round_backwards(model, play_for):
    model.set_loop(Loop(6, 8))
    model.seek(7)
    model.play(-1)
    assert play_for(0.45)[:5] == [7, 6, 8, 7, 6]


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        (Loop(2, 5), Loop(7, 5), Loop(7, None)),
        (Loop(2, 5), Loop(2, 1), Loop(None, 1)),
        (Loop(2, 5), Loop(2, 2), Loop(None, 2)),
        (Loop(), Loop(3, None), Loop(3, None)),
    ],
)
def test_an_end_on_the_wrong_side_gives_way(model, before, new, after):
    model.set_loop(before)
    model.set_loop(new)
    assert model.loop == after


def test_j_and_l_shuttle(model):
    model.shuttle(1)
    assert model.playing
    assert not model.backwards
    model.shuttle(1)
    assert model.speed == 1.5
    model.shuttle(-1)
    assert model.backwards
    assert model.speed == 1.5


def test_boundaries_are_the_loops_ends_too(model):
    model.set_loop(Loop(3, 7))
    seen = []
    for _ in range(4):
        model.step_to_boundary(1)
        seen.append(model.playhead)
    for _ in range(4):
        model.step_to_boundary(-1)
        seen.append(model.playhead)
    assert seen == [3, 7, 9, 9, 7, 3, 0, 0]


def test_another_clip_forgets_everything(model, tmp_path):
    model.set_loop(Loop(1, 2))
    model.seek(5)
    model.play()
    model.begin(tmp_path / "other.mp4")
    assert (model.playhead, model.loop, model.playing, model.findings) == (0, Loop(), False, None)
    assert model.clip_state is ClipState.OPENING
    model.step(1)
    model.play()
    model.tick()
    assert model.playhead == 0


def test_a_single_frame_can_be_looked_at_but_not_played(qapp, tmp_path):
    model = ReviewModel()
    model.begin(tmp_path / "still.png")
    model.opened(ClipInfo("still.png", 1, 0.0, 0.0, False, 8, 8), np.array([0.0]))
    model.play()
    model.step(1)
    model.step_to_boundary(1)
    assert (model.playhead, model.playing) == (0, False)


# Slow motion, and where counting begins


@pytest.fixture
def slow(qapp, clock, tmp_path):
    """Filmed at 240 frames a second, played at 30: four seconds of the file are half a second."""
    made = ReviewModel(clock)
    made.begin(tmp_path / "slow.mp4")
    made.opened(ClipInfo("slow.mp4", 120, 4.0, 30.0, False, 64, 48), np.arange(120) / 30, 240.0)
    return made


def test_a_slow_clip_begins_at_its_own_speed_which_is_told_as_a_share_of_the_action(slow, clock):
    assert slow.slowed == pytest.approx(8)
    assert slow.speed == pytest.approx(0.125)
    slow.play()
    clock.now += 1.01
    slow.tick()
    assert slow.playhead == 30
    slow.set_speed(1.0)
    clock.now += 0.251
    slow.tick()
    assert slow.playhead == 90


def test_a_rate_that_is_typed_changes_what_is_told_not_how_it_plays(model, clock):
    model.play()
    model.set_capture_fps(100.0)
    assert model.slowed == pytest.approx(10)
    assert model.speed == pytest.approx(0.1)
    clock.now += 0.25
    model.tick()
    assert model.playhead == 2
    model.set_capture_fps(10.0)
    assert (model.slowed, model.speed) == (1.0, pytest.approx(1.0))


def test_a_clip_slower_than_the_slowest_speed_can_still_be_seen_frame_by_frame(slow):
    slow.set_capture_fps(960.0)
    assert slow.speed == pytest.approx(1 / 32)
    slow.change_speed(-1)
    assert slow.speed == pytest.approx(1 / 32)
    slow.change_speed(1)
    assert slow.speed == 0.05
    slow.set_capture_fps(None)
    assert slow.capture_fps == 240.0


def test_counting_from_a_frame(slow):
    told = []
    slow.reckoning_changed.connect(lambda: told.append(slow.origin))
    slow.set_origin(24)
    slow.set_origin(24)
    assert told == [24]
    assert slow.reckoning.frame_text(12) == "\N{MINUS SIGN}12"
    assert slow.reckoning.frame_text(36) == "+12"
    assert slow.reckoning.seconds(slow.times[48]) == pytest.approx(0.1)
    slow.set_origin(None)
    assert slow.reckoning.frame_text(12) == "12"


def test_another_clip_counts_from_its_start_at_its_own_rate(slow, tmp_path):
    slow.set_origin(24)
    slow.begin(tmp_path / "other.mp4")
    slow.opened(ClipInfo("other.mp4", 3, 0.1, 30.0, False, 64, 48), np.arange(3) / 30)
    assert (slow.origin, slow.slowed, slow.speed) == (None, 1.0, 1.0)


def test_without_a_clip_nothing_is_counted(qapp):
    model = ReviewModel()
    model.set_origin(3)
    assert model.origin is None
