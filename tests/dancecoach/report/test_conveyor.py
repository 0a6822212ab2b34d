import threading

import pytest

from dancecoach.report.conveyor import Ahead, Behind


def test_items_come_in_order_from_a_thread_of_their_own():
    names = []

    def items():
        for number in range(40):
            names.append(threading.current_thread().name)
            yield number

    with Ahead(items(), depth=2) as coming:
        assert list(coming) == list(range(40))
    assert set(names) == {"ahead"}


def test_what_goes_wrong_ahead_is_raised_where_it_is_taken():
    def items():
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), Ahead(items()) as coming:
        for _ in coming:
            pass


def test_leaving_early_closes_the_source():
    closed = threading.Event()

    def items():
        try:
            yield from range(10**9)
        finally:
            closed.set()

    with Ahead(items(), depth=2) as coming:
        assert next(iter(coming)) == 0
    assert closed.is_set()


def test_all_is_done_behind_before_it_is_left():
    done = []
    with Behind(done.append, depth=2) as going:
        for number in range(50):
            going.put(number)
    assert done == list(range(50))


def test_what_goes_wrong_behind_is_raised_at_the_next_or_the_end():
    def broken(_item):
        raise OSError("full")

    def many():
        with Behind(broken, depth=1) as going:
            for number in range(10):
                going.put(number)

    with pytest.raises(OSError, match="full"):
        many()
    with pytest.raises(OSError, match="full"), Behind(broken) as going:
        going.put(1)


def test_an_error_in_the_block_waits_for_nobody():
    gate = threading.Event()

    def leave():
        with Behind(lambda _item: gate.wait(5), depth=3) as going:
            going.put(1)
            gate.set()
            raise KeyError

    with pytest.raises(KeyError):
        leave()
