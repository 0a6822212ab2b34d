import threading
import time

import numpy as np
import pytest

from dancecoach.gui.camera.bridge import LiveBridge
from dancecoach.pipeline.live.session import LiveResult, LiveState, LiveStatus
from dancecoach.video.frame import Frame

pytestmark = pytest.mark.gui


def result(index):
    return LiveResult(Frame(np.zeros((2, 2, 3), np.uint8), index / 30, index), (), (), 0.0, 0.0)


@pytest.fixture
def bridge(qapp):
    return LiveBridge()


def test_a_busy_window_gets_the_newest_picture_and_one_event(bridge, qtbot):
    got, threads = [], set()

    def take(item):
        got.append(item.frame.index)
        threads.add(threading.current_thread())

    bridge.result.connect(take)
    camera = threading.Thread(target=lambda: [bridge.put_result(result(i)) for i in range(1000)])
    camera.start()
    camera.join()  # the window is busy all the while: no event was handled
    assert got == []
    qtbot.waitUntil(lambda: bool(got))
    qtbot.wait(50)
    assert got == [999]
    assert bridge.replaced == 999
    assert threads == {threading.main_thread()}


def test_states_come_all_and_in_order(bridge, qtbot):
    got = []
    bridge.status.connect(lambda status: got.append(status.state))
    states = [LiveState.OPENING, LiveState.LOADING, LiveState.RUNNING, LiveState.LOST]
    thread = threading.Thread(target=lambda: [bridge.put_status(LiveStatus(state)) for state in states])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(got) == 4)
    assert got == states


def test_a_closed_bridge_does_not_even_tell_what_is_on_its_way(bridge, qtbot):
    got = []
    bridge.result.connect(got.append)
    bridge.status.connect(got.append)
    bridge.put_result(result(1))
    bridge.put_status(LiveStatus(LiveState.RUNNING))
    bridge.close()
    bridge.put_result(result(2))
    qtbot.wait(50)
    assert got == []


def test_more_pictures_than_a_screen_shows_are_not_fetched(bridge, qtbot):
    """A thousand pictures a second at most; a screen shows sixty, however long a busy machine takes over it."""
    got = []
    bridge.result.connect(lambda item: got.append(item.frame.index))
    over = threading.Event()

    def produce():
        for index in range(500):
            bridge.put_result(result(index))
            over.wait(0.001)
        over.set()

    camera = threading.Thread(target=produce)
    began = time.perf_counter()
    camera.start()
    qtbot.waitUntil(over.is_set, timeout=30_000)
    camera.join()
    qtbot.waitUntil(lambda: got[-1:] == [499])
    most = 10 + 70 * (time.perf_counter() - began)
    assert 1 < len(got) < min(most, 400)
    assert got == sorted(got)


def test_a_closed_bridge_waits_for_nothing(bridge, qtbot):
    """A picture may be on its way when it is closed, just after another one was fetched."""
    bridge.put_result(result(1))
    bridge._fetch()
    bridge.put_result(result(2))
    bridge.close()
    qtbot.wait(1)
    assert not bridge._later.isActive()
