"""What the program writes lies where its privacy page says: it is run, and every file is looked at."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dancecoach.pipeline.privacy.places import Place
from dancecoach.resources import demo_clip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.gui,
    pytest.mark.timeout(1200),  # a minute on a machine with nothing else to do
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the folders are not told by variables"),
]

WRITTEN = "what the person wrote elsewhere"

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Start Python with ARGUMENTS; everything it may write to by itself is in the test's folder."""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    for folder in (home, temporary, tmp_path / WRITTEN):
        folder.mkdir()
    left_out = {name for name in os.environ if name.startswith("XDG_") and name != "XDG_RUNTIME_DIR"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"HOME": str(home), "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen"}

    def start(*arguments: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=450,
            check=False, cwd=tmp_path / WRITTEN,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return start


def _places(run: Run) -> list[Place]:
    said = json.loads(run("-m", "dancecoach", "privacy", "--json"))
    return [
        Place(place["id"], place["title"], place["holds"], Path(place["path"]), "", tuple(place["patterns"]))
        for place in said
    ]


def test_no_file_is_anywhere_else(run: Run, tmp_path: Path) -> None:
    """The window with Practice, Live, Review and an import; then a terminal with all that a library can do."""
    run(Path(__file__).with_name("everyday.py"))
    dancecoach = ("-m", "dancecoach")
    run(*dancecoach, "import", demo_clip(), "--pose-model", "lite")
    run(*dancecoach, "lesson", "make", "demo", "--out", "demo.dclesson")
    run(*dancecoach, "lesson", "open", "demo.dclesson", "--library", "student")
    run(*dancecoach, "library", "check", "--repair", "--thorough")
    run(*dancecoach, "library", "backup", "backup.zip")
    run(*dancecoach, "library", "restore", "backup.zip", "--library", "restored")
    run(*dancecoach, "analyze", demo_clip(), "--out", "results", "--pose-model", "lite", "--workers", "2")
    places = _places(run)
    files = [
        path
        for top in (tmp_path / "home", tmp_path / "temporary")
        for path in top.rglob("*")
        if not path.is_dir() or path.is_symlink()
    ]
    elsewhere = [str(path) for path in files if not any(place.holds_file(path) for place in places)]
    assert elsewhere == []
    assert not any(place.holds_file(tmp_path / "home" / "stray") for place in places)
    found = {place.id for place in places for path in files if place.holds_file(path)}
    assert found >= {"library", "media", "pictures", "analyses", "notes", "takes", "settings", "recordings"}
    assert not any(place.id == "temporary" and place.holds_file(path) for place in places for path in files), (
        "left over"
    )
    written = {path.name for path in (tmp_path / WRITTEN).iterdir()}
    assert written == {"demo.dclesson", "student", "backup.zip", "restored", "results"}
