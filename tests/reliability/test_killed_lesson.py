"""Killed while a lesson is made, written or received: what was reported as kept is there, and nothing by half."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from killing import Moment, Said, Toll, Worker, half_files, start_worker

from dancecoach.files import sha256_of
from dancecoach.library.care.rescue import is_damaged
from dancecoach.library.lesson.file import LessonFile
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")]

SEED = 20261123
MOMENTS = 70
"""Of each kind of work: 210 in all."""

LESSON_FILE = "turn.dclesson"
EDITIONS = ("first", "second")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    yield from start_worker("lesson_work.py")


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, drawn_clip) -> Path:  # type: ignore[no-untyped-def]
    """One small film."""
    folder = tmp_path_factory.mktemp("films")
    shutil.copy(drawn_clip("jump", size=(96, 64), duration=0.34).path, folder / "đôi turn.mp4")
    return folder


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, films: Path) -> Path:
    """A library with the film."""
    folder = tmp_path_factory.mktemp("filled") / "library"
    Library(folder).close()
    for made in start_worker("library_work.py"):
        made.finish("import", folder, films)
    return folder


@pytest.fixture(scope="module")
def whole(worker: Worker, filled: Path, films: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Both editions of the lesson file as they are where nobody is killed; the first is beside the film too."""
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("whole") / "library"))
    files = {}
    calls = int(worker.finish("export", folder, films)[-1][1])
    files["second"] = (folder / LESSON_FILE).read_bytes()
    for moment in range(calls - 1, 0, -max(1, calls // 40)):  # killed while the second is written, the first is there
        again = Path(shutil.copytree(filled, folder.parent / "again"))
        _code, said = worker.run(Moment(call=moment), "export", again, films)
        written = [words[1] for words in said if words[0] == "written"]
        if written == ["first"] and (again / LESSON_FILE).read_bytes() != files["second"]:
            files["first"] = (again / LESSON_FILE).read_bytes()
        shutil.rmtree(again)
        if "first" in files:
            break
    return files


def killings(worker: Worker, work: str, template: Path, films: Path, tmp_path: Path) -> Iterator[tuple[Path, Said]]:
    """The library after each killing, and what was reported before it."""
    toll, whole = Toll(), Path(shutil.copytree(template, tmp_path / "count"))
    for moment in worker.moments(work, whole, films, MOMENTS, SEED):
        folder = Path(shutil.copytree(template, tmp_path / "library"))
        code, said = worker.run(moment, work, folder, films)
        toll.count(moment, code)
        assert not is_damaged(folder)
        assert half_files(folder) == []
        yield folder, [words for words in said if words[0] != "calls"]
        shutil.rmtree(folder)
    toll.check()


def test_a_draft_that_was_reported_as_kept_is_there(worker: Worker, filled: Path, films: Path, tmp_path: Path) -> None:
    for folder, said in killings(worker, "draft", filled, films, tmp_path):
        with Library(folder) as library:
            clip = library.clips.get(1)
        draft = LessonShelf(folder).draft(clip.facts.sha256)
        cues = 0 if draft is None else len(draft.cues)
        assert len(said) <= cues <= len(said) + 1
        if draft is not None:
            assert [cue.text for cue in draft.cues] == [f"cue {number}" for number in range(cues)]


def test_a_lesson_file_is_whole_or_not_there(
    worker: Worker, filled: Path, films: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    seen = set()
    for folder, said in killings(worker, "export", filled, films, tmp_path):
        path, written = folder / LESSON_FILE, [words[1] for words in said]
        if not path.exists():
            assert written == []
            continue
        with LessonFile(path) as file:
            title = file.lesson.title
            assert not any(EDITIONS.index(edition) > EDITIONS.index(title) for edition in written)
        assert path.read_bytes() == whole[title]  # byte for byte as it is where nobody is killed
        seen.add(title)
        Library(folder).close()
    assert seen


def test_a_lesson_is_received_whole_or_not_and_can_be_received_again(
    worker: Worker, films: Path, filled: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / LESSON_FILE).write_bytes(whole["second"])
    empty = tmp_path / "empty"
    Library(empty).close()
    for number, (folder, said) in enumerate(killings(worker, "receive", empty, theirs, tmp_path)):
        _check_received(folder, whole=bool(said))
        if number % 5 == 0:  # once more, to the end
            worker.finish("receive", folder, theirs)
            _check_received(folder, whole=True)


def _check_received(folder: Path, *, whole: bool) -> None:
    with Library(folder) as library:
        assert library.clips.count() <= 1
        assert library.clips.count() == 1 or not whole
        for clip in library.clips.get_all([1]):
            assert sha256_of(clip.path) == clip.facts.sha256
            lesson = LessonShelf(folder).lesson(clip.facts.sha256)
            if whole:
                assert clip.reference
                assert lesson is not None
                assert lesson.title == "second"
                assert clip.findings is not None
                assert library.counts.get(clip.facts.sha256) is not None
