#!/usr/bin/env python3
"""Set up, run and test dancecoach from a fresh checkout; needs nothing but Python 3.11 to 3.13.

    python3 packaging/dev.py run [ARGUMENTS...]     set up, then start the app on the demo clip (or with ARGUMENTS)
    python3 packaging/dev.py test [PYTEST...]       set up, then run the whole test suite (or what PYTEST selects)
    python3 packaging/dev.py screenshots            set up, then renew the pictures that the window is compared with
    python3 packaging/dev.py setup                  set up only

The set-up makes `.venv`, installs the project with its dependencies into it, and looks for the system libraries
that Qt and OpenCV need; on Debian, as root, it installs the missing ones, elsewhere it names them. It is repeated
only when pyproject.toml has changed. Standard library only.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)

# Shared library -> Debian package. Without these a bare Debian 12 cannot load Qt (first group: any platform
# plugin; second: windows on X11) or mediapipe (last).
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libGLESv2.so.2": "libgles2",
}
# The same for what the program can do without: sound in Review.
SOUND_LIBRARIES = {"libportaudio.so.2": "libportaudio2"}
# Programs that only the tests use -> Debian package.
TEST_PROGRAMS = {"ffmpeg": "ffmpeg", "Xvfb": "xvfb", "import": "imagemagick", "strace": "strace", "git": "git"}
# What the core does without: the window.
QT_REQUIREMENTS = ("pyside6", "pyqtgraph")
# The libraries that the core's tests need beside the core's own.
CORE_TOOLS = ("pytest>", "pytest-timeout", "pytest-xdist", "hypothesis", "openpyxl", "pypdfium2")
# The tests that cannot do without it, or check the tools of the full environment.
NEEDS_THE_WINDOW = ("benchmarks", "dancecoach/gui", "screenshots", "test_house.py")
# Two files of tests at a time, as the longest tests mostly wait; the tests of a file share what was drawn for it.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do."""


def say(text: str) -> None:
    """Print a line at once, so that it stands before the output of what is started next."""
    print(f"dancecoach: {text}", flush=True)


def find_python() -> str:
    """This interpreter where its version fits, else another one from the path.

    Raises:
        SetupError: there is none.
    """
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        path = shutil.which(f"python3.{minor}")
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    found = ".".join(map(str, sys.version_info[:2]))
    raise SetupError(
        f"this is Python {found}, and dancecoach needs 3.11, 3.12 or 3.13; install one of them and start again"
    )


def venv_python(folder: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(folder: Path, python: str) -> Path:
    """Make the virtual environment where it is missing or broken; its interpreter.

    Raises:
        SetupError: Python's venv module is incomplete, as on Debian without python3-venv.
    """
    inside = venv_python(folder)
    works = inside.exists() and subprocess.run([inside, "-m", "pip", "--version"], capture_output=True, check=False)
    if works and works.returncode == 0:
        return inside
    say(f"making {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run([python, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode and can_use_apt():
        apt_install(["python3-venv"])
        made = subprocess.run([python, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        raise SetupError(
            f"Python could not make a virtual environment ({(made.stderr or made.stdout).strip()[-300:]}); "
            "on Debian and Ubuntu: apt-get install python3-venv"
        )
    return inside


def install(python: Path, arguments: Sequence[str], stamp_text: str) -> None:
    """Install with pip, once for each content of pyproject.toml and choice of arguments.

    Raises:
        SetupError: pip failed.
    """
    stamp = python.parent.parent / "dancecoach-setup.stamp"
    wanted = hashlib.sha256(((ROOT / "pyproject.toml").read_text("utf-8") + stamp_text).encode()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    say("installing the project and its dependencies (some hundred megabytes the first time)")
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetupError("pip could not install the dependencies; read its message above, check the network, try again")
    stamp.write_text(wanted, "utf-8")


def missing_libraries(wanted: Mapping[str, str]) -> list[str]:
    """Debian packages of the shared libraries that cannot be loaded; empty where the wheels bring their own."""
    if platform.system() != "Linux":
        return []

    def loads(name: str) -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return [package for name, package in wanted.items() if not loads(name)]


def missing_programs() -> list[str]:
    """Debian packages of the programs that the tests use and the path lacks."""
    return [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]


def can_use_apt() -> bool:
    """Whether this is a Debian-like system and we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages, without questions.

    Raises:
        SetupError: apt-get failed.
    """
    say(f"installing system packages: {' '.join(packages)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"apt-get could not install them: {done.stderr.strip()[-300:]}")


def provide(packages: Sequence[str], purpose: str, *, needed: bool = True) -> None:
    """Install missing system packages where we may, else name them and go on.

    Raises:
        SetupError: apt-get failed, and they are needed.
    """
    if not packages:
        return
    if can_use_apt():
        try:
            apt_install(packages)
            return
        except SetupError:
            if needed:
                raise
    say(f"missing for {purpose}; install: sudo apt-get install {' '.join(packages)}")


def set_up(*, extras: str = "") -> Path:
    """Everything up to an installed project; the interpreter to run it with."""
    python = make_venv(ROOT / ".venv", find_python())
    install(python, ["--editable", f".{extras}"], extras)
    provide(missing_libraries(LIBRARIES), "the window")
    provide(missing_libraries(SOUND_LIBRARIES), "sound in Review", needed=False)
    return python


def set_up_core() -> Path:
    """A second environment without Qt, in which the core must work; its interpreter."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [r for r in project["dependencies"] if not r.lower().startswith(QT_REQUIREMENTS)]
    tools = [r for r in project["optional-dependencies"]["test"] if r.startswith(CORE_TOOLS)]
    python = make_venv(ROOT / ".venv-core", find_python())
    install(python, [*needed, *tools], "core")
    return python


def command_run(arguments: Sequence[str]) -> int:
    """Start the app: on the demo clip, or with the arguments given."""
    python = set_up()
    return subprocess.run([python, "-m", "dancecoach", *(arguments or ["demo"])], cwd=ROOT, check=False).returncode


def test_extras(*, yardstick: bool) -> str:
    """What the tests need beside the app, one choice for all commands: another one is installed anew."""
    return "[test,training,cluster,mediapipe]" if yardstick else "[test,training,cluster]"


def command_test(arguments: Sequence[str], *, yardstick: bool) -> int:
    """Run the whole suite, then the core's part of it in an environment without Qt."""
    python = set_up(extras=test_extras(yardstick=yardstick))
    provide(missing_programs(), "some of the tests")
    if arguments:
        return subprocess.run([python, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode
    say("the whole suite")
    whole = subprocess.run(
        [python, "-m", "pytest", *SIDE_BY_SIDE, "-m", "not benchmark", "--durations=15"], cwd=ROOT, check=False
    )
    say("the core without Qt")
    core = set_up_core()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    options = [*SIDE_BY_SIDE, "-p", "no:cacheprovider", *(f"--ignore=tests/{name}" for name in NEEDS_THE_WINDOW)]
    alone = subprocess.run([core, "-m", "pytest", "-q", *options], cwd=ROOT, env=environment, check=False)
    return whole.returncode or alone.returncode


def command_screenshots(arguments: Sequence[str], *, yardstick: bool) -> int:
    """Take every picture of the window anew, on a screen of its own; look at them before they are committed."""
    python = set_up(extras=test_extras(yardstick=yardstick))
    provide(missing_programs(), "the pictures")
    folder = ROOT / "tests" / "screenshots"
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24"]
    return subprocess.run([*screen, python, folder / "take.py", folder, *arguments], cwd=ROOT, check=False).returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and do what it says; the exit status."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("run", "test", "screenshots", "setup"))
    parser.add_argument(
        "--no-yardstick",
        action="store_true",
        help="test, screenshots: leave out mediapipe, which tests compare with (it sends usage metrics to its maker)",
    )
    known, rest = parser.parse_known_args(arguments)
    try:
        if known.command == "run":
            return command_run(rest)
        if known.command == "test":
            return command_test(rest, yardstick=not known.no_yardstick)
        if known.command == "screenshots":
            return command_screenshots(rest, yardstick=not known.no_yardstick)
        set_up()
    except SetupError as error:
        print(f"dancecoach: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
