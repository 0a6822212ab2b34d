import threading
from multiprocessing.connection import wait

import pytest

from dancecoach.pipeline.latest import Bell, LatestSlot


def test_a_newer_item_replaces_the_waiting_one():
    slot = LatestSlot[int]()
    for number in range(5):
        slot.put(number)
    assert slot.take() == 4
    assert slot.take() is None
    assert slot.replaced == 4


def test_put_says_when_somebody_has_to_be_told():
    slot = LatestSlot[str]()
    assert slot.put("a")
    assert not slot.put("b")
    slot.take()
    assert slot.put("c")


def test_take_waits_for_an_item_from_another_thread():
    slot = LatestSlot[str]()
    taken = []
    thread = threading.Thread(target=lambda: taken.append(slot.take(timeout=None)))
    thread.start()
    slot.put("late")
    thread.join(5)
    assert taken == ["late"]


def test_closing_wakes_who_waits_and_takes_no_more():
    slot = LatestSlot[str]()
    taken = []
    thread = threading.Thread(target=lambda: taken.append(slot.take(timeout=None)))
    thread.start()
    slot.close()
    thread.join(5)
    assert taken == [None]
    assert not slot.put("x")
    assert slot.take() is None


def test_every_item_is_taken_or_counted_as_replaced_under_load():
    slot = LatestSlot[int]()
    total, taken = 20_000, []

    def consume() -> None:
        while (item := slot.take(timeout=None)) is not None:
            taken.append(item)
            if item == total:
                return

    thread = threading.Thread(target=consume)
    thread.start()
    for number in range(1, total + 1):
        slot.put(number)
    thread.join(30)
    assert not thread.is_alive()
    assert taken == sorted(taken), "never an older item after a newer one"
    assert taken[-1] == total
    assert len(taken) + slot.replaced == total


class TestBell:
    @pytest.fixture
    def bell(self):
        bell = Bell()
        yield bell
        bell.close()

    def test_it_rings_until_it_is_quiet(self, bell):
        assert wait([bell.line], 0) == []
        bell.ring()
        assert wait([bell.line], 0) == [bell.line]
        assert wait([bell.line], 0) == [bell.line]
        bell.quiet()
        assert wait([bell.line], 0) == []
        bell.quiet()
        bell.ring()
        assert wait([bell.line], 0) == [bell.line]

    def test_any_number_of_rings_waits_for_nobody(self, bell):
        for _ in range(100_000):
            bell.ring()
        bell.quiet()
        assert wait([bell.line], 0) == []

    def test_it_wakes_who_waits(self, bell):
        threading.Timer(0.05, bell.ring).start()
        assert wait([bell.line], 10) == [bell.line]

    def test_a_ring_after_the_end_does_no_harm(self, bell):
        bell.ring()
        bell.close()
        bell.ring()
        bell.quiet()
