import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import Cancelled, InputError
from dancecoach.progress import CancelToken
from training import cli
from training.figure.casting import Casting
from training.figure.farm import Farm
from training.figure.truth import Truth

SMALL = Casting(size=(64, 48), fps=24.0)


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_clips_do_not_depend_on_who_draws_them(tmp_path):
    one, two = Farm(tmp_path / "one", 2, 5, SMALL), Farm(tmp_path / "two", 2, 5, SMALL)
    assert one.run() == 2
    two.prepare()
    two.draw(1)
    a, b = (Truth.load(f.paths(1)[1]) for f in (one, two))
    assert np.array_equal(a.pixels, b.pixels)
    # The pictures are equal (test_scene); x264 with several threads does not promise equal bytes.
    sizes = [f.paths(1)[0].stat().st_size for f in (one, two)]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.05)


def test_a_cancelled_run_goes_on_where_it_was(tmp_path):
    farm, token, reports = Farm(tmp_path, 3, 1, SMALL), CancelToken(), []

    def listen(report):
        reports.append(report.done)
        if report.done == 1:
            token.cancel()

    with pytest.raises(Cancelled):
        farm.run(progress=listen, cancel=token)
    assert farm.missing() == [1, 2]
    assert farm.run(progress=lambda r: reports.append(r.done)) == 2
    assert reports == [0, 1, 1, 2, 3]
    assert farm.run() == 0


def test_other_settings_in_the_same_folder_are_refused(tmp_path):
    Farm(tmp_path, 1, 1, SMALL).run()
    with pytest.raises(InputError, match="other settings"):
        Farm(tmp_path, 1, 2, SMALL).run()


def test_the_command_line_draws_and_refuses(tmp_path, monkeypatch, capsys):
    run = CliRunner().invoke(
        cli.app, ["figure", str(tmp_path / "new"), "--count", "1", "--size", "64x48", "--fps", "24", "--workers", "1"]
    )
    assert run.exit_code == 0, run.output
    assert names(tmp_path / "new") == ["clip-00000.mp4", "clip-00000.npz", "drawn.json"]
    monkeypatch.setattr(sys, "argv", ["training", "figure", str(tmp_path), "--size", "64by48"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert "64by48" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
def test_a_killed_run_leaves_nothing_half_and_is_taken_up_again(tmp_path):
    command = [sys.executable, "-m", "training", "figure", str(tmp_path), "--count", "4", "--seed", "3"]
    command += ["--size", "64x48", "--fps", "24", "--workers", "1", "--bystander", "0"]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("clip-*.npz")) and time.monotonic() < deadline:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = {p: p.stat().st_mtime_ns for p in tmp_path.glob("clip-*.npz")}
    assert 0 < len(before) < 4
    for path in before:
        Truth.load(path)
        assert path.with_suffix(".mp4").stat().st_size > 500
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert names(tmp_path) == sorted([f"clip-{i:05d}.{s}" for i in range(4) for s in ("mp4", "npz")] + ["drawn.json"])
    assert all(p.stat().st_mtime_ns == then for p, then in before.items())
