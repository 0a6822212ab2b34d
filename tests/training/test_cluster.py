import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from dancecoach.errors import Cancelled, EngineError, InputError
from dancecoach.pose.formats import load_npz
from dancecoach.progress import CancelToken
from training import cli
from training.cluster import spread_on_cluster
from training.data.extract import Extraction
from training.data.extract.job import HIDDEN
from training.data.extract.note import Journal

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed (extra `cluster`)"
)


def twice(number):
    return 2 * number


def deadly(number):
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return twice(number)


def wrong(number):
    raise InputError("is wrong", subject=str(number))


def lost(number):
    return -number


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers, processes of their own that nobody starts again, on this machine alone.

    Gives its address and a function that starts another worker.
    """
    folder, running = tmp_path_factory.mktemp("cluster"), []
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}

    def start(*words):
        with (folder / f"{len(running)}.log").open("wb") as log:
            module = f"distributed.cli.dask_{words[0]}"
            line = [sys.executable, "-m", module, *words[1:], "--no-dashboard", "--host", "127.0.0.1"]
            running.append(subprocess.Popen(line, cwd=folder, env=environment, stdout=log, stderr=log))
        return running[-1]

    def worker():
        return start("worker", address, "--no-nanny", "--nthreads", "1", "--death-timeout", "60")

    place, deadline = folder / "scheduler.json", time.monotonic() + 60
    # Where this process is killed, they end by themselves.
    ports = ("--port", "0", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(place))
    start("scheduler", *ports, "--idle-timeout", "300")
    while not place.is_file() and time.monotonic() < deadline:
        time.sleep(0.05)
    address = json.loads(place.read_text("utf-8"))["address"]
    yield address, worker
    for process in reversed(running):
        process.kill()
        process.wait()


@needs_dask
def test_all_clips_are_there_once_though_a_worker_is_killed_half_way(cluster, tmp_path, drawn_clip):
    address, worker = cluster
    first, _ = worker(), worker()
    for number in range(6):
        path = tmp_path / "in" / ("waltz", "tango")[number % 2] / f"ü {number}.mp4"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(drawn_clip("stand").path, path)
    out, reports = tmp_path / "out", []

    def listen(report):
        reports.append(report.done)
        if report.done == 2:
            first.kill()

    report = Extraction(tmp_path / "in", out, "lite").run(progress=listen, scheduler=address)
    assert first.wait() == -signal.SIGKILL
    assert reports == list(range(7)), "each clip is answered once"
    assert report.counts["failed"] == 0
    assert len([line for line in (out / HIDDEN / "notes.jsonl").read_text("utf-8").splitlines() if line]) == 6
    assert len(Journal(out / HIDDEN / "notes.jsonl").notes) == 6
    poses = sorted(out.rglob("*.pose.npz"))
    assert len(poses) == 6
    assert all(load_npz(path).found_fraction > 0.9 for path in poses)
    assert Extraction(tmp_path / "in", out, "lite").run().looked_at == 0, "what a cluster did counts here too"


@needs_dask
@pytest.mark.slow
def test_an_item_that_kills_its_worker_is_given_up_and_the_rest_done(cluster):
    address, worker = cluster
    for _ in range(4):
        worker()  # with the one that is left there are five, and four of them will be killed
    assert sorted(spread_on_cluster(deadly, range(5), address, lost)) == [-2, 0, 2, 6, 8]


@needs_dask
def test_errors_and_cancelling_cross_the_cluster(cluster):
    address, worker = cluster
    worker()
    with pytest.raises(InputError, match="7: is wrong"):
        list(spread_on_cluster(wrong, [7], address, lost))
    token = CancelToken()
    answers = spread_on_cluster(twice, range(100), address, lost, token)
    next(answers)
    token.cancel()
    with pytest.raises(Cancelled):
        list(answers)


@needs_dask
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "gopher://x"])
def test_an_address_that_nobody_answers_at_is_said(address):
    with pytest.raises(InputError, match=r"no scheduler answers at this address; start one with `dask scheduler`"):
        list(spread_on_cluster(twice, [1], address, lost, patience_s=0.5))


def test_without_work_no_cluster_is_asked():
    assert list(spread_on_cluster(twice, [], "tcp://127.0.0.1:9", lost)) == []


def test_without_dask_one_command_is_named(monkeypatch, tmp_path, drawn_clip):
    monkeypatch.setitem(sys.modules, "distributed", None)
    shutil.copy(drawn_clip("stand").path, tmp_path / "a.mp4")
    run = CliRunner().invoke(cli.app, ["extract", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"])
    assert isinstance(run.exception, EngineError)
    assert str(run.exception).endswith('install it with: pip install "dancecoach[cluster]".')
