import numpy as np
import pytest

from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress
from dancecoach.video.ring import Limits, PictureRing

SMALL = np.zeros((4, 4, 3), np.uint8)


def fill(ring, count, *, first=0, size=100, fps=8):
    """Pictures of ``size`` bytes, eight a second."""
    return [ring.add(Frame(SMALL, n / fps, n), 50 + n / fps, bytes(size)) for n in range(first, first + count)]


@pytest.fixture
def ring():
    """Room for two and a half seconds or 2,000 bytes, of which 1,000 may be held."""
    return PictureRing(Limits(2.5, 2_000, 1_000))


def numbers(pictures):
    return [picture.number for picture in pictures]


def test_the_oldest_go_when_time_is_over(ring):
    fill(ring, 50, size=10)
    assert ring.facts.seconds == pytest.approx(2.5)
    assert (ring.oldest.number, ring.newest.number) == (29, 49)
    assert ring.facts.bytes == 21 * 10


def test_the_oldest_go_when_the_room_is_full(ring):
    fill(ring, 50, size=300)
    assert ring.facts.bytes <= 2_000
    assert ring.facts.pictures == 6
    assert ring.newest.number == 49


def test_one_picture_too_large_for_the_room_is_still_kept(ring):
    fill(ring, 3, size=5_000)
    assert ring.facts.pictures == 1
    assert ring.newest.number == 2


def test_the_picture_of_a_time_is_the_one_on_show_then(ring):
    fill(ring, 10)
    assert ring.at(0.7).number == 5
    assert ring.at(0.625).number == 5
    assert ring.at(99).number == 9
    assert ring.at(-1).number == 0, "the first there is"


def test_one_follows_the_other_also_when_those_between_are_gone(ring):
    fill(ring, 50, size=10)
    assert ring.after(40).number == 41
    assert ring.after(3).number == 29
    assert ring.after(49) is None


def test_an_empty_ring_has_nothing(ring):
    assert ring.newest is None
    assert ring.oldest is None
    assert ring.at(0) is None
    assert ring.after(-1) is None
    assert ring.steps_from(0, 1) is None
    assert ring.between(0, 9) == ()
    ring.hold(0)
    assert ring.facts.held == 0


def test_steps_go_picture_by_picture_and_stop_at_the_ends(ring):
    fill(ring, 10)
    assert ring.steps_from(5, -1).number == 4
    assert ring.steps_from(5, 3).number == 8
    assert ring.steps_from(5, 100).number == 9
    assert ring.steps_from(5, -100).number == 0


class TestHolding:
    def test_what_is_held_stays_while_the_camera_goes_on(self, ring):
        fill(ring, 10, size=50)
        ring.hold(5)
        fill(ring, 60, first=10, size=50)
        assert numbers(ring.between(0, 1.2)) == list(range(10))
        assert ring.steps_from(5, -5).number == 0
        assert ring.at(0.625).number > 5, "playing on is another thing"

    def test_it_counts_in_the_same_room(self, ring):
        fill(ring, 10, size=100)
        ring.hold(5)
        fill(ring, 60, first=10, size=100)
        assert ring.facts.held == 10
        assert ring.facts.bytes <= 2_000
        assert ring.facts.pictures == 10, "the ring has become shorter"
        ring.release()
        assert ring.facts.bytes == 1_000
        fill(ring, 60, first=70, size=100)
        assert ring.facts.bytes == 2_000, "all the room is its own again"

    @pytest.mark.parametrize(("number", "held"), [(0, range(10)), (10, range(6, 16)), (19, range(10, 20))])
    def test_no_more_is_held_than_may_be_and_what_lies_around_the_picture(self, ring, number, held):
        fill(ring, 20, size=100)
        ring.hold(number)
        assert ring.facts.held == 10
        fill(ring, 60, first=20, size=100)
        assert numbers(ring.between(0, 2.4)) == list(held)

    def test_steps_go_from_the_held_on_to_what_came_since(self, ring):
        fill(ring, 5, size=50)
        ring.hold(4)
        fill(ring, 3, first=5, size=50)
        assert ring.steps_from(4, 1).number == 5
        fill(ring, 100, first=8, size=50)
        there = ring.steps_from(4, 1)
        assert there.number == ring.oldest.number > 50, "what lies between is gone, and its time says so"

    def test_clearing_lets_it_go_too(self, ring):
        fill(ring, 5)
        ring.hold(2)
        ring.clear()
        assert (ring.facts.pictures, ring.facts.bytes, ring.facts.held) == (0, 0, 0)


def test_a_kept_picture_is_the_frame_it_was(ring):
    image = np.full((24, 32, 3), 200, np.uint8)
    kept = ring.add(Frame(image, 1.25, 7), 9.0, compress(image), "a note")
    frame = kept.frame()
    assert (frame.time_s, frame.index, frame.size, kept.size) == (1.25, 7, (32, 24), (32, 24))
    assert np.abs(frame.image.astype(int) - 200).max() <= 2
    assert kept.note == "a note"
