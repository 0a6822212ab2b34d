import pytest

from dancecoach.gui.countdown import timer as timer_module
from dancecoach.gui.countdown.timer import RecordTimer

pytestmark = pytest.mark.gui


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(timer_module.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def timer(qapp):
    timer = RecordTimer()
    yield timer
    timer.cancel()


def test_it_counts_whole_seconds_and_begins_when_they_are_over(timer, clock):
    left, begun = [], []
    timer.changed.connect(lambda: left.append(timer.left))
    timer.begin.connect(lambda: begun.append(clock[0]))
    timer.count_down(3)
    for now in (100.4, 101.05, 102.2, 103.0):
        clock[0] = now
        timer._look()
    assert left == [3, 2, 1, 0]
    assert begun == [103.0]


def test_without_a_count_down_it_begins_at_once(timer, qtbot):
    with qtbot.waitSignal(timer.begin, timeout=0):
        timer.count_down(0)
    assert timer.left == 0


def test_a_cancelled_count_begins_nothing(timer):
    begun = []
    timer.begin.connect(lambda: begun.append(1))
    timer.count_down(3)
    timer.cancel()
    assert timer.left == 0
    assert not timer._tick.isActive()
    assert begun == []


def test_it_ends_by_itself_unless_somebody_was_quicker(timer, qtbot):
    with qtbot.waitSignal(timer.end, timeout=30_000):
        timer.stop_after(1)
    timer.stop_after(1)
    timer.cancel()
    assert not timer._stop.isActive()
    timer.stop_after(0)
    assert not timer._stop.isActive(), "0 never ends it"
