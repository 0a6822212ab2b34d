"""Worker processes never outlive the program that started them."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

Start = Callable[..., "subprocess.Popen[str]"]


def workers_of(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Wait until workers have been started."""
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        found = [p for p in parent.children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]
        if len(found) == 2:
            return found
    pytest.fail("the program ended before it had workers")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal on this system")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
def test_workers_end_with_their_parent(start: Start, drawn_clip, tmp_path: Path, number: signal.Signals) -> None:
    clip = drawn_clip("stand", duration=8.0).path
    with start("analyze", clip, "--out", tmp_path / "out", "--workers", "2") as process:
        workers = workers_of(process)
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    if (
        number is not signal.SIGKILL
    ):  # a worker whose parent dies while it is being born says so, and no one can help it
        assert "Traceback" not in errors
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []
    assert not (tmp_path / "out" / clip.stem / "analysis.json").exists()
