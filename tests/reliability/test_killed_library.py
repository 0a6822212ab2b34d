"""Killed at any moment, a library opens, lacks nothing that was reported as saved, and holds nothing by half."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from killing import Toll, Worker, half_files, start_worker

from dancecoach.files import sha256_of
from dancecoach.library.care.check import check
from dancecoach.library.care.rescue import is_damaged
from dancecoach.library.library import Library
from dancecoach.video.file import VideoFile
from dancecoach.video.recorder import recover_recordings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

SEED = 20261122
FEW, MANY = 6, 50
"""Moments of each kind of work: some in every run, and with those of lessons (`test_killed_lesson`) over 200."""

RECORDED = 20


@pytest.fixture(params=[FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def how_many(request: pytest.FixtureRequest) -> int:
    """At how many moments the work is killed."""
    return int(request.param)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    yield from start_worker("library_work.py")


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, drawn_clip) -> Path:  # type: ignore[no-untyped-def]
    """Three films: short, and large enough to be copied in many writes."""
    folder = tmp_path_factory.mktemp("films")
    for name, duration in (("a", 0.2), ("b", 0.27), ("c", 0.34)):
        film = drawn_clip("jump", size=(96, 64), duration=duration).path.read_bytes()
        (folder / f"{name} ü.mp4").write_bytes(film + _room(100_000))
    return folder


def _room(size: int) -> bytes:
    """A box of an MP4 file that players pass over."""
    return size.to_bytes(4, "big") + b"free" + bytes(size - 8)


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
    worker.finish("import", folder, films)
    return folder


def test_an_import_killed_at_any_moment(
    worker: Worker, template: Path, films: Path, tmp_path: Path, how_many: int
) -> None:
    moments = worker.moments("import", Path(shutil.copytree(template, tmp_path / "whole")), films, how_many, SEED)
    toll = Toll()
    for number, moment in enumerate(moments):
        folder = Path(shutil.copytree(template, tmp_path / "library"))
        code, said = worker.run(moment, "import", folder, films)
        toll.count(moment, code)
        _check_import(folder, films, said)
        if number % 5 == 0:  # it goes on where it was, to the end
            worker.finish("import", folder, films)
            _check_import(folder, films, [["clip", sha256_of(film), "analysed"] for film in films.iterdir()])
        shutil.rmtree(folder)
    toll.check()


def _check_import(folder: Path, films: Path, said: list[list[str]]) -> None:
    assert not is_damaged(folder)
    assert half_files(folder) == []
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
    toll = Toll()
    for moment in worker.moments("label", Path(shutil.copytree(filled, tmp_path / "whole")), films, how_many, SEED):
        folder = Path(shutil.copytree(filled, tmp_path / "library"))
        code, said = worker.run(moment, "label", folder, films)
        toll.count(moment, code)
        assert not is_damaged(folder)
        with Library(folder) as library:
            for words in said:
                _check_label(library, words)
        shutil.rmtree(folder)
    toll.check()


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
    toll, whole = Toll(), Path(shutil.copytree(template, tmp_path / "whole" / "library"))
    for moment in worker.moments("record", whole, films, how_many, SEED):
        folder = Path(shutil.copytree(template, tmp_path / "one" / "library"))
        code, said = worker.run(moment, "record", folder, films)
        toll.count(moment, code)
        _check_recordings(tmp_path / "one" / "recordings", said)
        _check_kept(folder, said)
        shutil.rmtree(tmp_path / "one")
    toll.check()


def _check_recordings(folder: Path, said: list[list[str]]) -> None:
    """What was reported as saved is whole; what was cut off can be played as far as it came."""
    whole = {path.name for path in folder.glob("[!.]*.mp4")}
    assert whole >= {words[1] for words in said if words[0] == "recorded"}
    for name in whole:
        assert _pictures_in(folder / name) == RECORDED
    for path in recover_recordings(folder) if folder.exists() else []:
        assert 1 <= _pictures_in(path) <= RECORDED
    assert not list(folder.glob(".*"))  # nor is anything left of what was being finished
    assert not list(folder.glob("*.recording.mkv"))  # nor of what was killed before its first picture was in it


def _check_kept(folder: Path, said: list[list[str]]) -> None:
    assert not is_damaged(folder)
    assert half_files(folder) == []
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
