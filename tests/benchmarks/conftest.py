"""Benchmarks draw real windows too, on Qt's offscreen platform where there is no display."""

import os
import sys

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# As `dancecoach.gui.app.make_app` does: pytest-qt makes the application object here.
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
