"""Everything stays on the machine: no system call reaches for another one, not even for a name."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dancecoach.resources import demo_clip

_LIVE_S = 90
_ADDRESS = re.compile(r'sin_addr=inet_addr\("(?P<v4>[^"]+)"\)|inet_pton\(AF_INET6, "(?P<v6>[^"]+)"')
_OWN = re.compile(r"^(127\.|0\.0\.0\.0$|::1$|::$|::ffff:127\.)")


def _reached(trace: str) -> list[str]:
    """The calls in a trace that name an address of another machine."""
    return [
        line
        for line in trace.splitlines()
        for match in _ADDRESS.finditer(line)
        if not _OWN.match(match["v4"] or match["v6"])
    ]


@pytest.fixture
def strace(tmp_path: Path) -> tuple[list[str], Path]:
    """The command to put before another one, and where its trace will be."""
    program = shutil.which("strace")
    log = tmp_path / "trace.txt"
    command = [str(program), "-f", "-qq", "-e", "trace=network", "-o", str(log)]
    if program is None or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed or may not trace here")
    return command, log


def test_the_trace_shows_what_is_reached(strace: tuple[list[str], Path]) -> None:
    """The check can fail: a connection is seen, and an address elsewhere is told from one of our own."""
    command, log = strace
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]})).close()"
        subprocess.run([*command, sys.executable, "-c", code], check=True)
    trace = log.read_text()
    assert "connect(" in trace
    assert "127.0.0.1" in trace
    assert _reached(trace) == []
    assert _reached(trace.replace("127.0.0.1", "192.0.2.1"))
    assert _reached('sendto(3, "x", 1, 0, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &a)}, 28) = 1')


def test_analyze_reaches_nobody(
    strace: tuple[list[str], Path], start: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    command, log = strace
    with start("analyze", demo_clip(), "--out", tmp_path / "out", "--pose-model", "lite", before=command) as process:
        _, errors = process.communicate(timeout=280)
    assert process.returncode == 0, errors
    assert (tmp_path / "out" / "demo" / "analysis.json").exists()
    assert _reached(log.read_text()) == []


_LIBRARY = """
import sys
from dancecoach.cli import app

clip, library, out = sys.argv[1:]
there = ("--library", library)
for arguments in (
    ("import", clip, "--pose-model", "lite", *there),
    ("library", "list", "demo length<60", *there),
    ("lesson", "make", "demo", "--out", f"{out}/demo.dclesson", *there),
    ("lesson", "open", f"{out}/demo.dclesson", "--library", f"{out}/student"),
    ("library", "check", "--thorough", "--repair", *there),
    ("library", "backup", f"{out}/backup.zip", *there),
    ("library", "restore", f"{out}/backup.zip", "--library", f"{out}/restored"),
    ("privacy", *there),
):
    code = app.run(list(arguments))
    assert code == 0, (arguments, code)
"""


@pytest.mark.slow
def test_the_library_reaches_nobody(strace: tuple[list[str], Path], tmp_path: Path) -> None:
    """Import with its analysis, search, lessons out and in, check, backup and restore."""
    command, log = strace
    arguments = [str(path) for path in (demo_clip(), tmp_path / "library", tmp_path)]
    done = subprocess.run(
        [*command, sys.executable, "-c", _LIBRARY, *arguments],
        capture_output=True, text=True, timeout=280, check=False, stdin=subprocess.DEVNULL,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "backup.zip").exists()
    assert log.exists()
    assert _reached(log.read_text()) == []


@pytest.mark.slow
def test_live_reaches_nobody(strace: tuple[list[str], Path], start: Callable[..., "subprocess.Popen[str]"]) -> None:
    """90 seconds: libraries that report home do so after about a minute."""
    command, log = strace
    with start("--camera", f"file:{demo_clip()}", before=command) as process:
        try:
            process.communicate(timeout=_LIVE_S)
            pytest.fail("the window closed by itself")
        except subprocess.TimeoutExpired:
            children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True)
            for pid in children.stdout.split():
                subprocess.run(["kill", f"-{int(signal.SIGINT)}", pid], check=True)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert log.stat().st_size > 0
    assert _reached(log.read_text()) == []
