"""Killed at any moment, a library opens, lacks nothing that was reported as saved, and holds nothing by half."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.errors import VideoError
from dancecoach.files import sha256_of
from dancecoach.library.care.check import check
from dancecoach.library.care.rescue import is_damaged
from dancecoach.library.library import Library
from dancecoach.video.file import VideoFile
from dancecoach.video.recorder import recover_recordings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

SEED = 20261122
FEW, MANY = 5, 50
"""Moments of each kind of work: some in every run, and with those of lessons (`test_killed_lesson`) over 200."""

RECORDED = 20


@pytest.fixture(params=[FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def how_many(request: pytest.FixtureRequest) -> int:
    """At how many moments the work is killed."""
    return int(request.param)


@attrs.define
class Worker:
    """Does work in children that kill themselves."""

    process: "subprocess.Popen[str]"

    def run(self, moment: int, work: str, folder: Path, films: Path) -> tuple[int, list[list[str]]]:
        """Exit code of the child, -9 for killed, and what it said; moment 0 lets it end."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{moment}\t{work}\t{folder}\t{films}\n")
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            words = line.split()
            if words[0] == "ended":
                return int(words[1]), said
            said.append(words)
        raise AssertionError("the worker itself ended")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    command = [sys.executable, str(Path(__file__).with_name("library_work.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, drawn_clip) -> Path:  # type: ignore[no-untyped-def]
    """Three small films."""
    folder = tmp_path_factory.mktemp("films")
    for name, duration in (("a", 0.2), ("b", 0.27), ("c", 0.34)):
        shutil.copy(drawn_clip("jump", size=(96, 64), duration=duration).path, folder / f"{name} ü.mp4")
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library: making its tables is tested elsewhere and would take most of the calls."""
    folder = tmp_path_factory.mktemp("template") / "library"
    Library(folder).close()
    return folder


@pytest.fixture(scope="module")
def filled(template: Path, films: Path, worker: Worker) -> Path:
    """A library with the films."""
    folder = Path(shutil.copytree(template, template.parent / "filled"))
    code, _ = worker.run(0, "import", folder, films)
    assert code == 0
    return folder


def calls_of(worker: Worker, work: str, folder: Path, films: Path) -> int:
    """Calls that a piece of work makes; the folder is used up."""
    code, said = worker.run(0, work, folder, films)
    assert code == 0
    return int(said[-1][1])


def moments(calls: int, how_many: int) -> list[int]:
    return [int(moment) for moment in np.random.default_rng(SEED).integers(1, calls, how_many)]


def test_an_import_killed_at_any_moment(
    worker: Worker, template: Path, films: Path, tmp_path: Path, how_many: int
) -> None:
    calls = calls_of(worker, "import", Path(shutil.copytree(template, tmp_path / "whole")), films)
    killed = 0
    for number, moment in enumerate(moments(calls, how_many)):
        folder = Path(shutil.copytree(template, tmp_path / "library"))
        code, said = worker.run(moment, "import", folder, films)
        assert code in (0, -9)
        killed += code == -9
        _check_import(folder, films, said)
        if number % 5 == 0:  # it goes on where it was, to the end
            code, _ = worker.run(0, "import", folder, films)
            assert code == 0
            _check_import(folder, films, [["clip", sha256_of(film), "analysed"] for film in films.iterdir()])
        shutil.rmtree(folder)
    assert killed >= 0.8 * how_many


def _check_import(folder: Path, films: Path, said: list[list[str]]) -> None:
    assert not is_damaged(folder)
    contents = {sha256_of(film) for film in films.iterdir()}
    with Library(folder) as library:
        for kind, sha256, state in (words for words in said if words[0] == "clip"):
            assert kind == "clip"
            clip = library.clips.of_content(sha256)
            assert clip is not None, "what was reported as imported is missing"
            assert state == "there" or clip.findings is not None
        if any(words[0] == "queued" for words in said):
            assert len(library.jobs.list()) == 3
        library.jobs.recover()
        for clip in library.clips.get_all(range(1, 4)):  # nothing half there
            assert sha256_of(clip.path) == clip.facts.sha256
            assert clip.facts.sha256 in contents
            if clip.findings is not None:
                assert library.analyses.get(clip.facts.sha256, "blazepose", "full") is not None
        left = {one.fault.value for one in check(library, thorough=True)}
        assert left <= {"left over"}  # a copy made just before; the queue takes it where it lies


def test_labels_killed_at_any_moment(worker: Worker, filled: Path, films: Path, tmp_path: Path, how_many: int) -> None:
    calls = calls_of(worker, "label", Path(shutil.copytree(filled, tmp_path / "whole")), films)
    killed = 0
    for moment in moments(calls, how_many):
        folder = Path(shutil.copytree(filled, tmp_path / "library"))
        code, said = worker.run(moment, "label", folder, films)
        assert code in (0, -9)
        killed += code == -9
        assert not is_damaged(folder)
        with Library(folder) as library:
            for words in said:
                _check_label(library, words)
        shutil.rmtree(folder)
    assert killed >= 0.8 * how_many


def _check_label(library: Library, words: list[str]) -> None:
    if words[0] == "calls":
        return
    clip = library.clips.get(int(words[1]))
    if words[0] == "rated":
        assert clip.rating == int(words[2])
    elif words[0] == "tagged":
        assert clip.tags == (f"tag {clip.id}",)
    else:
        assert clip.note == f"note {clip.id}"


def test_recordings_killed_at_any_moment(
    worker: Worker, template: Path, films: Path, tmp_path: Path, how_many: int
) -> None:
    calls = calls_of(worker, "record", Path(shutil.copytree(template, tmp_path / "whole" / "library")), films)
    killed = 0
    for moment in moments(calls, how_many):
        folder = Path(shutil.copytree(template, tmp_path / "one" / "library"))
        code, said = worker.run(moment, "record", folder, films)
        assert code in (0, -9)
        killed += code == -9
        _check_recordings(tmp_path / "one" / "recordings", said)
        _check_kept(folder, said)
        shutil.rmtree(tmp_path / "one")
    assert killed >= 0.8 * how_many


def _check_recordings(folder: Path, said: list[list[str]]) -> None:
    """What was reported as saved is whole; what was cut off can be played as far as it came."""
    whole = {path.name for path in folder.glob("*.mp4")}
    assert whole >= {words[1] for words in said if words[0] == "recorded"}
    for name in whole:
        assert _pictures_in(folder / name) == RECORDED
    for path in recover_recordings(folder) if folder.exists() else []:
        assert 1 <= _pictures_in(path) <= RECORDED
    for path in folder.glob("*.recording.mkv"):  # killed before the first picture was in it
        with pytest.raises(VideoError):
            VideoFile(path)


def _check_kept(folder: Path, said: list[list[str]]) -> None:
    assert not is_damaged(folder)
    with Library(folder) as library:
        for words in said:
            if words[0] == "kept":
                clip = library.clips.of_content(words[1])
                assert clip is not None
                assert clip.collections == ("Takes",)
        for clip in library.clips.get_all(range(1, 3)):
            assert sha256_of(clip.path) == clip.facts.sha256
            assert library.media.picture(clip.facts.sha256).is_file()
        left = {one.fault.value for one in check(library, thorough=True)}
        assert left <= {"left over"}


def _pictures_in(path: Path) -> int:
    with VideoFile(path) as video:
        return len(list(video.frames()))
