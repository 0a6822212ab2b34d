"""Calls of the command line, in this process or in one of its own."""

import subprocess
import sys
from collections.abc import Callable

import attrs
import pytest

from dancecoach.cli import main


@attrs.frozen
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def call(capsys, monkeypatch) -> Callable[..., Outcome]:
    """Run a command line in this process."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: object) -> Outcome:
        code = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def start() -> Callable[..., Outcome]:
    """Run a command line as a program of its own."""

    def run(*arguments: object, **more) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "dancecoach", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **more,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run
