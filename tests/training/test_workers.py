import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dancecoach.errors import Cancelled, OutputError
from dancecoach.progress import CancelToken
from training.workers import spread, usual_workers


def twice(number):
    return 2 * number


def killed(number):
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(number):
    return killed(number) if number == 3 else twice(number)


def lost(number):
    return -number


def wrong(number):
    raise ValueError(number)


def test_every_item_is_answered_by_one_process_or_two():
    assert list(spread(twice, range(5), 1)) == [0, 2, 4, 6, 8]
    assert sorted(spread(twice, range(5), 2)) == [0, 2, 4, 6, 8]
    assert usual_workers() >= 1


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelling_stops_between_two_items(workers):
    token = CancelToken()
    answers = spread(twice, range(100), workers, token)
    next(answers)
    token.cancel()
    with pytest.raises(Cancelled):
        list(answers)


def test_an_error_in_a_worker_is_raised_here():
    with pytest.raises(ValueError, match="3"):
        list(spread(wrong, [3], 2))


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_worker_is_said_in_a_sentence():
    with pytest.raises(OutputError, match="run the same command again"):
        list(spread(killed, [1], 2))


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_an_item_that_kills_its_process_is_given_up_and_the_rest_done():
    assert sorted(spread(deadly, range(4), 2, lost=lost)) == [-3, 0, 2, 4]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks at processes")
def test_workers_end_with_their_parent(tmp_path):
    work = tmp_path / "work.py"
    work.write_text(
        "import os, time\n"
        "from training.workers import spread\n"
        "def tell(n):\n    open(f'pid{n}', 'w').write(str(os.getpid())); time.sleep(300 * n)\n"
        "if __name__ == '__main__':\n    list(spread(tell, [0, 1], 2))\n"
    )
    # Python's keeper of semaphores outlives a killed parent and says what it clears away: meant for nobody here.
    parent = subprocess.Popen([sys.executable, str(work)], cwd=tmp_path, stderr=subprocess.DEVNULL)
    told = tmp_path / "pid1"
    deadline = time.monotonic() + 60
    while not (told.is_file() and told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    worker = Path("/proc") / told.read_text()
    while _works(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _works(worker)


def _works(process):
    """Whether a process is there and more than a name that nobody has asked after yet."""
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
