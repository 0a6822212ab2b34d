"""The rules of the house that tools can hold: imports point downward, types and style are sound, nothing leaks."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_room_imports_only_rooms_below_it() -> None:
    # In a process of its own: the linter switches off the loggers of everybody in its process.
    config = str(ROOT / "pyproject.toml")
    code = f"from importlinter.cli import lint_imports; exit(lint_imports(config_filename={config!r}, no_cache=True))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def test_types_are_strict() -> None:
    if np.lib.NumpyVersion(np.__version__) >= "2.5.0":
        pytest.skip("NumPy 2.5 (Python 3.12 and later) types itself differently; checked against 2.4, as in the CI")
    done = _run("mypy")
    assert done.returncode == 0, done.stdout


def test_style_is_kept() -> None:
    done = _run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout
    done = _run("ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout


def test_packaging_stays_without_init() -> None:
    """With an `__init__.py`, the top-level folder would shadow the library of that name."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_top_level_is_fixed(tracked: list[Path]) -> None:
    folders = {p.relative_to(ROOT).parts[0] for p in tracked if len(p.relative_to(ROOT).parts) > 1}
    assert {f for f in folders if not f.startswith(".")} == {"dancecoach", "training", "assets", "tests", "packaging"}


def test_no_path_of_a_developer_machine(tracked: list[Path]) -> None:
    home = re.compile(r"(/home/[a-z]|/Users/[A-Za-z]|/root/|[A-Z]:\\Users|/work/)")
    texts = [
        p for p in tracked if p.suffix in {".py", ".md", ".toml", ".json", ".sh", ".yml"} and p.name != "test_house.py"
    ]
    assert texts
    found = [f"{p.relative_to(ROOT)}: {m.group()}" for p in texts if (m := home.search(p.read_text("utf-8")))]
    assert not found
