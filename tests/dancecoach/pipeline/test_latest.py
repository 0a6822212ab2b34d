import threading

from dancecoach.pipeline.latest import LatestSlot


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
