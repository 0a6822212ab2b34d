import numpy as np
import pytest

from training.figure.feet import Place
from training.figure.motions.leap import Air, Contact, Key, Leap
from training.figure.motions.leap_timing import timeline

TALL = 0.95
DIP = Key(0.4, height=0.7)


def _leap(*, flight=0.5, push=0.25, **air):
    first, last = Contact((DIP, Key(push))), Contact((Key(0.0), Key(0.2, height=0.8)), settle=0.6)
    return Leap((first, last), (Air("straight jump", flight, (), **air),))


def test_keys_follow_one_another_and_a_flight_lies_between_contacts():
    first, last = timeline(_leap(), TALL, Place())
    np.testing.assert_allclose(first.times, [0.0, 0.4, 0.65])
    # Quiet stance was put before the first key and after the last one.
    assert (len(first.keys), len(last.keys)) == (3, 3)
    np.testing.assert_allclose(last.times, [1.15, 1.35, 1.95])
    assert last.start - first.end == pytest.approx(0.5)


def test_the_next_contact_is_where_the_flight_leads_and_faces_as_it_turned():
    start = Place(x=1.0, z=2.0, heading=np.pi / 2)  # along x
    _, last = timeline(_leap(travel=0.4, aside=0.1, twists=0.5, turn=-90.0), TALL, start)
    assert (last.place.x, last.place.z) == (pytest.approx(1.4), pytest.approx(1.9))
    assert last.place.heading == pytest.approx(np.pi)


def test_a_key_without_a_time_takes_what_the_speed_of_the_flight_asks():
    def push(flight):
        first, _ = timeline(_leap(push=0.0, flight=flight), TALL, Place())
        return first.times[-1] - first.times[-2]

    # 1.9 ways of 0.3 standing heights at g t / 2, but not so fast that no arm could swing.
    assert push(0.5) == pytest.approx(1.9 * 0.3 * TALL / (9.81 * 0.25), rel=2e-3)
    assert push(0.3) > push(0.5) > push(0.6)
    assert push(0.9) == pytest.approx(0.18)
