"""The set-up script, loaded from its file: it is no package and imports nothing of ours."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "dev.py"


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dancecoach_dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_standard_library_only() -> None:
    names = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    assert names
    assert names <= set(sys.stdlib_module_names)


def test_another_python_is_looked_for(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "OLDEST", (3, 90))
    monkeypatch.setattr(dev, "NEWEST", (3, 91))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dev.SetupError, match=r"needs 3\.11"):
        dev.find_python()
    other = tmp_path / "python3.91"
    other.write_text("#!/bin/sh\nexit 0\n")
    other.chmod(0o755)
    assert dev.find_python() == str(other)


def test_pip_runs_once_for_each_content(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[Sequence[object]] = []
    codes = [1, 0]

    def run(command: Sequence[object], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess([], codes.pop(0) if codes else 0)

    monkeypatch.setattr(dev.subprocess, "run", run)
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    with pytest.raises(dev.SetupError, match="pip could not install"):
        dev.install(python, ["a"], "a")
    dev.install(python, ["a"], "a")  # a failed installation is repeated
    dev.install(python, ["a"], "a")  # a good one is not
    assert len(calls) == 2
    dev.install(python, ["b"], "b")
    assert len(calls) == 3


def test_missing_libraries_are_named_by_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.platform, "system", lambda: "Linux")
    wanted = {"libc.so.6": "libc6", "libdoes-not-exist.so.99": "libmissing"}
    assert dev.missing_libraries(wanted) == ["libmissing"]
    monkeypatch.setattr(dev.platform, "system", lambda: "Windows")
    assert dev.missing_libraries(wanted) == []


def test_without_rights_the_command_is_printed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "can_use_apt", lambda: False)
    dev.provide(["libegl1", "libgl1"], "the window")
    assert "sudo apt-get install libegl1 libgl1" in capsys.readouterr().out


def test_what_the_program_can_do_without_stops_no_set_up(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_packages: object) -> None:
        raise dev.SetupError("no network")

    monkeypatch.setattr(dev, "can_use_apt", lambda: True)
    monkeypatch.setattr(dev, "apt_install", fail)
    dev.provide(["libportaudio2"], "sound in Review", needed=False)
    assert "missing for sound in Review; install: sudo apt-get install libportaudio2" in capsys.readouterr().out
    with pytest.raises(dev.SetupError, match="no network"):
        dev.provide(["libegl1"], "the window")


def test_errors_are_one_sentence_and_status_one(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise dev.SetupError("no luck; do this")

    monkeypatch.setattr(dev, "set_up", fail)
    assert dev.main(["setup"]) == 1
    assert capsys.readouterr().err == "dancecoach: no luck; do this\n"


def test_arguments_after_run_reach_the_app(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(dev, "command_run", lambda rest: seen.append(rest) or 0)
    assert dev.main(["run", "doctor", "--json"]) == 0
    assert seen == [["doctor", "--json"]]


def test_screenshots_are_taken_on_a_screen_of_their_own(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[list[str]] = []
    monkeypatch.setattr(dev, "set_up", lambda *, extras: Path("python"))
    monkeypatch.setattr(dev, "provide", lambda *_given, **_more: None)

    def started(command: Sequence[object], **_: object) -> subprocess.CompletedProcess[str]:
        run.append([str(part) for part in command])
        return subprocess.CompletedProcess([], 0)

    monkeypatch.setattr(dev.subprocess, "run", started)
    assert dev.main(["screenshots", "review-done"]) == 0
    [command] = run
    assert command[0] == "xvfb-run"
    folder = SCRIPT.parents[1] / "tests" / "screenshots"
    assert command[-3:] == [str(folder / "take.py"), str(folder), "review-done"]
    assert (folder / "take.py").is_file()
