"""Live for a long time takes no more and more memory.

In the suite a minute is watched; the ten minutes that count are run by option::

    DANCECOACH_SOAK_MINUTES=10 pytest -m slow tests/reliability/test_live_memory.py -s

The window runs in a process of its own: what pytest and other tests hold does not count.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MINUTES = float(os.environ.get("DANCECOACH_SOAK_MINUTES", "1"))
#: Libraries fill their caches in the first seconds, and the last minute is kept: growth counts from here on.
WARM_UP_S = 75

SCRIPT = """
import json, sys, time
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QTimer

from dancecoach.gui.app import make_app, make_context
from dancecoach.gui.libraries import load_all
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.library.analyses.store import AnalysisStore

clip, folder, warm_up_s, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
app = make_app(["dancecoach"])
context = make_context(None, AnalysisStore(folder / "store"))
context.settings.change(page="live", pose_model="lite", recordings_folder=str(folder))
window = MainWindow(context)
window.show()
load_all()
page = window.pages["live"]
page.start_camera(f"file:{clip}")
process, begun, samples = psutil.Process(), time.monotonic(), []


def look():
    elapsed = time.monotonic() - begun
    if elapsed > warm_up_s:
        everybody = [process, *process.children(recursive=True)]  # the pose engine has a process of its own
        samples.append((elapsed, sum(each.memory_info().rss for each in everybody) / 1e6))
    if elapsed > warm_up_s + seconds:
        painted, stats = page.model.shown.count, page.model.stats()
        window.close()
        print(json.dumps({"samples": samples, "painted": painted, "offered": stats.offered}))
        app.quit()


timer = QTimer()
timer.timeout.connect(look)
timer.start(500)
app.exec()
"""


def growth_mb(samples: list[tuple[float, float]]) -> float:
    """Megabytes between the first and the last tenth of the time, by their medians."""
    tenth = max(3, len(samples) // 10)
    rss = [megabytes for _, megabytes in samples]
    first, last = sorted(rss[:tenth]), sorted(rss[-tenth:])
    return last[tenth // 2] - first[tenth // 2]


@pytest.mark.slow
@pytest.mark.timeout(200 + 60 * MINUTES)
def test_live_does_not_grow(drawn_clip, tmp_path: Path, capsys) -> None:
    clip = drawn_clip("dance", size=(1280, 720)).path
    seconds = 60 * MINUTES
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(clip), str(tmp_path), str(WARM_UP_S), str(seconds)],
        env=environment, capture_output=True, text=True, timeout=60 + WARM_UP_S + seconds, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    grown = growth_mb(seen["samples"])
    with capsys.disabled():
        rss = [megabytes for _, megabytes in seen["samples"]]
        sys.stdout.write(
            f"\n  live for {MINUTES:g} min: {rss[0]:.0f} MB at first, {max(rss):.0f} at most, {grown:+.1f} MB; "
            f"{seen['painted']} pictures shown of {seen['offered']}\n"
        )
    assert seen["painted"] > 10 * seconds, "it was really running"
    # Ten minutes may take 20 MB; a minute a tenth of that, and what the allocator happens to hold back.
    assert grown < (20 if MINUTES >= 10 else 8)
