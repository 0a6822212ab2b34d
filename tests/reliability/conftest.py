"""Running the program from outside, as its users do."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `killing`, which several tests share

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start `dancecoach ARGUMENTS` with folders of its own; `before` stands before the interpreter (strace)."""

    def begin(*arguments: str | Path, before: Sequence[str] = ()) -> "subprocess.Popen[str]":
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        }
        command = [*before, sys.executable, "-m", "dancecoach", *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True, env=environment)

    return begin
