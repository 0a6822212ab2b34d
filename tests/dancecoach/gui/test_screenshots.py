"""A picture of each page and state on a real X screen, to be looked at; and checks that a blind eye can make.

Run with ``pytest -m slow tests/dancecoach/gui/test_screenshots.py``; ``DANCECOACH_SCREENSHOTS=FOLDER`` keeps the
pictures.
"""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from dancecoach.gui.theme import DARK, LIGHT
from dancecoach.palette import PHASES, SIDES
from dancecoach.resources import demo_clip

SCREEN = (1440, 920)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs xvfb-run (apt install xvfb)"),
    pytest.mark.skipif(shutil.which("import") is None, reason="needs import (apt install imagemagick)"),
]

#: Runs in a process of its own, with a screen of its own.
SCRIPT = """
    import subprocess, sys, time
    from pathlib import Path
    import attrs
    import numpy as np
    from PySide6.QtCore import QDeadlineTimer
    from PySide6.QtWidgets import QDialog
    from dancecoach.coaching.skill import Skill
    from dancecoach.gui import app as start
    from dancecoach.gui.main_window import MainWindow
    from dancecoach.gui.review.model import AnalysisState, Loop
    from dancecoach.gui.theme import apply_theme
    from dancecoach.library.store import AnalysisStore
    from dancecoach.models.phases import PhaseNow
    from dancecoach.models.style import StyleResult
    from dancecoach.motion.phases import segments_of

    out, clip = Path(sys.argv[1]), Path(sys.argv[2])
    app = start.make_app(["dancecoach"])
    context = start.make_context(None, AnalysisStore(out / "analyses"))
    apply_theme(app, "dark")
    window = MainWindow(context)
    window.first_shown.connect(lambda: start._begin(window, None, None))
    window.setGeometry(20, 10, 1400, 880)
    loaded = []
    tell = window.libraries_loaded
    window.libraries_loaded = lambda: (tell(), loaded.append(1))
    window.show()

    def until(condition, seconds=120):
        deadline = QDeadlineTimer(seconds * 1000)
        while not condition():
            if deadline.hasExpired():
                raise SystemExit(f"waited in vain, line {sys._getframe(1).f_lineno}")
            app.processEvents()
            time.sleep(0.005)

    def rest(seconds):
        deadline = QDeadlineTimer(int(seconds * 1000))
        until(deadline.hasExpired)

    def shoot(name):
        rest(0.4)
        subprocess.run(["import", "-window", "root", str(out / f"{name}.png")], check=True)

    STYLE = StyleResult("style 1", "waltz", {"waltz": 0.72, "rumba": 0.2, "tango": 0.08})

    def recognised(analysis):
        # The same in every picture, whatever the networks make of the demo clip.
        times, share = analysis.track.times, len(analysis.track) / 100
        ends = [int(e * share) for e in (22, 27, 33, 39, 52, 55, 60, 65, 80, 83, 89, 95, 100)]
        labels, sure = np.zeros(len(times), np.uint8), np.full(len(times), 0.93)
        for begin, end, label in zip([0, *ends], ends, [0, 1, 2, 3] * 4):
            labels[begin:end] = label
        sure[ends[9]:ends[10]] = 0.4
        skills = tuple(
            Skill(
                takeoff_frame=ends[a], touchdown_frame=ends[a + 1], takeoff_s=float(times[ends[a]]),
                touchdown_s=float(times[ends[a + 1]]), **more,
            )
            for a, more in (
                (1, dict(flight_time_s=0.61, flight_time_uncertainty_s=0.03, jump_height_m=0.456, rotation_turns=-1.0,
                         body_shape="tuck", confidence=0.82)),
                (5, dict(rotation_turns=1.0, body_shape="layout", confidence=0.95)),
                (9, dict(flight_time_s=0.48, flight_time_uncertainty_s=0.05, jump_height_m=0.28, confidence=0.4)),
            )
        )
        segments = segments_of(labels, times, sure, "model phases-review 1")
        return attrs.evolve(analysis, style=STYLE, phases=segments, phase_model="phases-review 1", skills=skills)

    until(lambda: loaded)
    window.show_page("review")
    shoot("review-empty")
    window.show_page("live")
    rest(1)
    shoot("live-empty")
    page = window.pages["review"]
    window.open_clip(clip)
    until(lambda: page.canvas.frame is not None and page.model.progress is not None and page.model.progress.done > 20)
    shoot("review-busy")
    until(lambda: not page.analysing)
    found = page.model.findings
    page.model.analysis_done(attrs.evolve(found, analysis=recognised(found.analysis)))
    page.model.seek(page.model.last * 30 // 100)
    page.model.set_loop(Loop(page.model.last // 3, page.model.last * 2 // 3))
    until(lambda: page.canvas.frame.index == page.model.playhead)
    shoot("review-done")
    apply_theme(app, "light")
    shoot("review-light")
    apply_theme(app, "dark")
    context.settings.change(activity="dance")
    window.resize(1000, 660)
    shoot("review-small")
    window.resize(1400, 880)
    context.settings.change(activity="auto")
    window.open_clip(out / "nothing here.mp4")
    until(lambda: page.model.error)
    shoot("review-failed")
    for name in ("settings", "keys", "palette"):
        context.commands.run(f"app.{name}")
        shoot(name)
        for dialog in window.findChildren(QDialog):
            dialog.close()
    window.show_page("live")
    live = window.page
    live.start_camera(f"file:{clip}")
    until(lambda: live.canvas.frame is not None and live.canvas.poses)
    push, phase = live.board.push, ["idle"]

    def say(time_s, _phase, _style, *, seen):
        push(time_s, PhaseNow(phase[0], 0.9, time_s, since(time_s)), STYLE, seen=seen)

    def since(time_s, begun={}):
        return begun.setdefault(phase[0], time_s)

    live.board.push = say
    for word, seconds in (("idle", 1), ("take-off", 0.5), ("skill", 0.6), ("landing", 1)):
        phase[0] = word
        rest(seconds)
        if word == "take-off":
            shoot("live-take-off")
    shoot("live-running")
    context.settings.change(activity="dance")
    phase[0] = "idle"
    rest(1)
    apply_theme(app, "light")
    shoot("live-light")
    window.close()
"""


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    kept = os.environ.get("DANCECOACH_SCREENSHOTS")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    screen = f"-screen 0 {SCREEN[0]}x{SCREEN[1]}x24"
    env = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"} | {
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    command = [
        "xvfb-run",
        "-a",
        "-s",
        screen,
        sys.executable,
        "-X",
        "faulthandler",
        "-c",
        textwrap.dedent(SCRIPT),
        folder,
        demo_clip(),
    ]
    subprocess.run(command, env=env, check=True, timeout=280)
    return folder


NAMES = [
    "review-empty", "live-empty", "review-busy", "review-done", "review-light", "review-small", "review-failed",
    "settings", "keys", "palette", "live-take-off", "live-running", "live-light",
]  # fmt: skip


def picture(shots, name):
    image = QImage(str(shots / f"{name}.png"))
    assert (image.width(), image.height()) == SCREEN
    return image


def amount_of(image, colour, left=0.0, right=1.0, tolerance=10):
    """How many of a grid of pixels have a colour."""
    wanted = QColor(colour)
    count = 0
    for y in range(0, image.height(), 2):
        for x in range(int(image.width() * left), int(image.width() * right), 2):
            seen = image.pixelColor(x, y)
            count += all(abs(a - b) <= tolerance for a, b in zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True))
    return count


@pytest.mark.parametrize("name", NAMES)
def test_each_state_shows_something(shots, name):
    image = picture(shots, name)
    colours = {image.pixel(x, y) for x in range(30, 1400, 7) for y in range(20, 880, 7)}
    assert len(colours) > 40
    look = LIGHT if name.endswith("light") else DARK
    assert amount_of(image, look.panel, right=0.07) > 2000  # the rail


@pytest.mark.parametrize("name", ["review-done", "review-light", "live-running"])
def test_the_skeleton_is_seen(shots, name):
    image = picture(shots, name)
    for side in ("left", "right"):
        assert amount_of(image, SIDES[side], left=0.1, right=0.8) > 30


@pytest.mark.parametrize("name", ["review-done", "review-light"])
def test_the_phases_are_seen_on_the_time_line(shots, name):
    image = picture(shots, name)
    for phase in ("take-off", "skill", "landing"):
        assert amount_of(image, PHASES[phase], left=0.1, right=0.8) > 100


def test_the_phase_is_large_over_the_live_picture(shots):
    assert amount_of(picture(shots, "live-take-off"), PHASES["take-off"]) > 3000
    assert amount_of(picture(shots, "live-running"), PHASES["landing"]) > 3000


def test_the_empty_pages_offer_one_button(shots):
    for name in ("review-empty", "live-empty", "review-failed"):
        assert amount_of(picture(shots, name), DARK.accent, left=0.3, right=0.8) > 400
