"""Whether Qt can show a window here, tried in a process of its own: without a library Qt ends the process it is in."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dancecoach.i18n import _
from dancecoach.pipeline.doctor.findings import Finding, installed_version

#: Shared library -> Debian package, for what Qt asks of a bare system.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}

_QT_TRIAL = (
    "from PySide6.QtGui import QGuiApplication\n"
    "from PySide6 import __version__\n"
    "app = QGuiApplication([])\n"
    "print(__version__, app.platformName())\n"
)
_TRIAL_S = 30


def examine_window() -> Iterator[Finding]:
    """Whether Qt can show a window: its libraries, then Qt itself."""
    version = installed_version("PySide6_Essentials") or installed_version("PySide6")
    if version is None:
        remedy = 'pip install "PySide6-Essentials>=6.9,<6.12"'
        yield Finding(_("window (Qt)"), "notice", _("PySide6 is not installed; only the terminal works"), remedy)
        return
    missing = missing_libraries()
    if missing:
        packages = sorted({DEBIAN_PACKAGES[name] for name in missing if name in DEBIAN_PACKAGES})
        remedy = f"apt-get install {' '.join(packages)}" if packages else _("install these system libraries")
        text = _("PySide6 {version} lacks the system libraries {libraries}").format(
            version=version, libraries=", ".join(missing)
        )
        yield Finding(_("window (Qt)"), "fault", text, remedy)
        return
    yield _try_window(version)
    if _first_numbers(version) >= (6, 12) and sys.version_info < (3, 12):
        yield Finding(
            "PySide6", "fault", _("{} ends the program on this Python").format(version), 'pip install "PySide6<6.12"'
        )


def _try_window(version: str) -> Finding:
    """Start Qt without showing anything, in a process of its own."""
    if getattr(sys, "frozen", False):  # there is no interpreter to start
        return Finding(_("window (Qt)"), "ok", f"PySide6 {version}")
    seen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    headless = sys.platform not in {"win32", "darwin"} and not seen
    environment = os.environ | ({"QT_QPA_PLATFORM": "offscreen"} if headless else {})
    try:
        trial = subprocess.run(
            [sys.executable, "-c", _QT_TRIAL],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_TRIAL_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(_("window (Qt)"), "fault", str(error), _("install dancecoach again"))
    if trial.returncode != 0:
        lines = trial.stderr.strip().splitlines() or [_("ended with code {}").format(trial.returncode)]
        return Finding(
            _("window (Qt)"), "fault", lines[-1], _("check the display (DISPLAY), or use dancecoach analyze")
        )
    text = f"PySide6 {trial.stdout.strip()}"
    if headless:
        return Finding(_("window (Qt)"), "notice", _("{}: loads, but there is no display here").format(text))
    return Finding(_("window (Qt)"), "ok", text)


def missing_libraries() -> list[str]:
    """System libraries that Qt's window plugins need and this Linux lacks; empty elsewhere."""
    linker, spec = shutil.which("ldd"), importlib.util.find_spec("PySide6")
    if not sys.platform.startswith("linux") or linker is None or spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(next(iter(spec.submodule_search_locations))) / "Qt"
    parts = [folder / "lib" / "libQt6Gui.so.6", folder / "plugins" / "platforms" / "libqxcb.so"]
    missing: set[str] = set()
    for part in parts:
        if part.is_file():
            listing = subprocess.run([linker, str(part)], capture_output=True, text=True, timeout=_TRIAL_S, check=False)
            missing |= set(parse_ldd(listing.stdout))
    return sorted(missing)


def parse_ldd(listing: str) -> list[str]:
    """Names of the libraries that ``ldd`` did not find."""
    return [line.split("=>")[0].strip() for line in listing.splitlines() if line.rstrip().endswith("not found")]


def _first_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
