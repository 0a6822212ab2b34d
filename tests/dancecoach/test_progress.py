import threading

import pytest

from dancecoach.errors import Cancelled
from dancecoach.progress import CancelToken, Progress, ignore_progress


@pytest.mark.parametrize(
    ("done", "total", "fraction"),
    [(0, 10, 0.0), (5, 10, 0.5), (10, 10, 1.0), (12, 10, 1.0), (3, None, None), (0, 0, None)],
)
def test_fraction(done, total, fraction):
    assert Progress("x", done, total).fraction == fraction


def test_the_default_listener_takes_anything():
    ignore_progress(Progress("x", 1))


def test_a_job_stops_at_its_next_look():
    token = CancelToken()
    token.check()
    assert not token.cancelled
    token.cancel()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


def test_another_thread_may_ask():
    token = CancelToken()
    thread = threading.Thread(target=token.cancel)
    thread.start()
    thread.join()
    assert token.cancelled
