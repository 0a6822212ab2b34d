"""Between two threads: in order, each one, never more than asked for."""

import threading

import pytest

from dancecoach.pipeline.live.handover import HandOver

PATIENCE_S = 30


@pytest.fixture
def run():
    """Run something in another thread; gives an event that is set when it has returned."""
    threads = []

    def start(work):
        over = threading.Event()
        threads.append(threading.Thread(target=lambda: (work(), over.set()), daemon=True))
        threads[-1].start()
        return over

    yield start
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_everything_comes_once_and_in_order(run):
    hand_over, taken = HandOver(2), []
    over = run(lambda: taken.extend(hand_over))
    for number in range(500):
        assert hand_over.put(number)
    hand_over.settle()
    assert taken == list(range(500))
    hand_over.close()
    assert over.wait(PATIENCE_S)


def test_whoever_puts_waits_while_as_many_as_may_be_are_on_their_way(run):
    hand_over = HandOver(2)
    items = iter(hand_over)
    hand_over.put("a")
    hand_over.put("b")
    assert next(items) == "a"
    third = run(lambda: hand_over.put("c"))
    assert not third.wait(0.05), "the first is still being worked on"
    assert next(items) == "b"
    assert third.wait(PATIENCE_S)
    assert next(items) == "c"


def test_settled_is_when_the_last_one_was_dealt_with(run):
    hand_over = HandOver(2)
    items = iter(hand_over)
    hand_over.settle()
    hand_over.put("a")
    assert next(items) == "a"
    settled = run(hand_over.settle)
    assert not settled.wait(0.05)
    run(lambda: list(items))  # asking for the next one says that this one is done
    assert settled.wait(PATIENCE_S)
    hand_over.close()


def test_closing_wakes_everybody(run):
    hand_over, said = HandOver(1), []
    hand_over.put("never taken")
    waiting = [run(lambda: said.append(hand_over.put("too much"))), run(hand_over.settle)]
    hand_over.close()
    hand_over.close()
    for event in waiting:
        assert event.wait(PATIENCE_S)
    assert said == [False]
    assert list(hand_over) == []
    assert [hand_over.put(number) for number in range(5)] == [False] * 5
    hand_over.settle()
