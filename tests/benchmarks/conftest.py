"""Benchmarks draw real windows too, on Qt's offscreen platform where there is no display."""

import importlib.util
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# As `dancecoach.gui.app.make_app` does: pytest-qt makes the application object here.
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")


Acts = Mapping[str, Callable[[int], object]]


@attrs.frozen(eq=False)
class NotedClipDesk:
    """A clip with notes, without a file worth the name: what a page would put together."""

    model: Any
    desk: Any
    page: Any
    context: Any


@pytest.fixture
def open_noted(qapp: Any, tmp_path: Path, qtbot: Any) -> Iterator[Callable[..., NotedClipDesk]]:
    """A function that opens a made-up clip with made-up notes: ``open_noted(name, info, times, edit)``."""
    from PySide6.QtWidgets import QWidget

    from dancecoach.gui.app import make_context
    from dancecoach.gui.review.model import ReviewModel
    from dancecoach.gui.review.notes.desk import NotesDesk
    from dancecoach.gui.theme import apply_theme
    from dancecoach.library.analyses.store import AnalysisStore
    from dancecoach.notes.edits import Edit

    apply_theme(qapp, "dark")
    made: list[NotedClipDesk] = []

    def make(name: str, info: Any, times: Any, edit: Callable[[Any], Any]) -> NotedClipDesk:
        clip = tmp_path / f"{name}.mp4"
        clip.write_bytes(name.encode())
        context = make_context(None, AnalysisStore(tmp_path / "analyses"))
        model, page = ReviewModel(), QWidget()
        noted = NotedClipDesk(model, NotesDesk(model, context, page), page, context)
        made.append(noted)
        model.begin(clip)
        model.opened(info, times)
        noted.desk.session.open()
        qtbot.waitUntil(lambda: noted.desk.session.editable, timeout=20_000)
        noted.desk.session.do(Edit("all", edit))
        return noted

    yield make
    for noted in made:
        noted.desk.shut_down()
        noted.page.deleteLater()


def painting_s(act: Callable[[int], object], widget: Any, runs: int) -> tuple[float, float]:
    """(median, 95th percentile) of doing something and painting what follows: seconds of this thread."""
    took = []
    for i in range(runs):
        begin = time.thread_time()
        act(i)
        widget.grab()
        took.append(time.thread_time() - begin)
    low, high = np.percentile(took[10:], [50, 95])
    return float(low), float(high)


@pytest.fixture
def paints_in_time() -> Callable[..., dict[str, float]]:
    """A function that does the same with many things and with ten, and says how long it takes.

    ``paints_in_time(many, ten, widgets, runs, budget_s)`` gives what of the many took longer than the budget.
    """

    def compare(many: Acts, ten: Acts, widgets: tuple[Any, Any], runs: int, budget_s: float) -> dict[str, float]:
        slow = {}
        for name, act in many.items():
            (median, p95), (base, _) = painting_s(act, widgets[0], runs), painting_s(ten[name], widgets[1], runs)
            times = f"{1000 * median:6.2f} ms, p95 {1000 * p95:6.2f} ms, {median / base:5.2f} times ten"
            print(f"{name:22} {times}")  # noqa: T201
            if p95 > budget_s:
                slow[name] = p95
        return slow

    return compare


@pytest.fixture(scope="module")
def many_clips(tmp_path_factory: Any) -> Path:
    """The folder of a library with 10,000 clips."""
    name = "many_clips"
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder: Path = tmp_path_factory.mktemp("library")
    module.fill(folder)
    return folder
