"""The library from a terminal."""

import re
import shutil

import pytest

from dancecoach.cli import app, exits
from dancecoach.errors import Cancelled
from dancecoach.files import sha256_of_clip
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.notes.records import NotedClip


@pytest.fixture
def films(tmp_path, drawn_clip):
    """A folder of two clips and a broken one."""
    folder = tmp_path / "films"
    folder.mkdir()
    for name, duration in (("first.mp4", 0.34), ("second.mp4", 0.5)):
        shutil.copy(drawn_clip("jump", size=(96, 64), duration=duration).path, folder / name)
    (folder / "broken.mp4").write_bytes(b"nonsense" * 50)
    return folder


@pytest.fixture
def looked_at(monkeypatch, figure_analysis):
    """Names of the clips that were analysed; no engine is started."""
    names = []

    def analyze(path, _options, *, progress, cancel):
        names.append(path.name)
        cancel.check()
        return figure_analysis(path)

    monkeypatch.setattr("dancecoach.cli.library.clips.analyze", analyze)
    return names


@pytest.fixture
def figure_analysis():
    """An analysis that found nobody."""
    import numpy as np

    from dancecoach.library.analyses.record import Analysis
    from dancecoach.pose.skeleton import BLAZEPOSE_33
    from dancecoach.pose.track import PoseTrack
    from dancecoach.video.frame import ClipInfo

    def make(path):
        track = PoseTrack(
            times=np.arange(5) / 30, landmarks=np.full((5, 33, 3), np.nan, np.float32),
            visibility=np.zeros((5, 33), np.float32), found=np.zeros(5, bool), frame_size=(96, 64),
            skeleton=BLAZEPOSE_33, source="test",
        )  # fmt: skip
        info = ClipInfo(str(path), 5, 5 / 30, 30.0, False, 96, 64)
        return Analysis(info, sha256_of_clip(path), track, "blazepose", "full", "auto")

    return make


@pytest.fixture
def call(tmp_path, capsys):
    """Runs a command on the library; gives exit code, what was printed, what was complained about."""

    def run(*arguments):
        code = app.run([*map(str, arguments), "--library", str(tmp_path / "library")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_folder_comes_in_and_what_is_broken_is_one_line(films, looked_at, call, tmp_path):
    code, out, err = call("import", films)
    assert code == exits.UNUSABLE_INPUT
    assert "2 new clips, 1 could not be used" in out
    assert err.splitlines() == [
        f"{films / 'broken.mp4'}: is not a video, or is too damaged to be read; choose a video file or export it again."
    ]
    assert looked_at == ["first.mp4", "second.mp4"]
    with Library(tmp_path / "library") as library:
        assert {clip.path.parent.parent.parent.name for clip in library.clips.get_all([1, 2])} == {"media"}


def test_a_second_import_says_that_it_is_there(films, looked_at, call):
    call("import", films / "first.mp4", "--link")
    code, out, _ = call("import", films / "first.mp4")
    assert (code, "0 new clips, 1 there already" in out) == (exits.DONE, True)
    assert looked_at == ["first.mp4"]


def test_what_cannot_be_taken_is_said_and_the_others_come(films, looked_at, call):
    code, out, err = call("import", films / "gone.mp4", films / "first.mp4")
    assert (code, looked_at) == (exits.UNUSABLE_INPUT, ["first.mp4"])
    assert "1 new clip" in out
    assert err == f"{films / 'gone.mp4'}: there is no such file or folder; check the name.\n"


def test_slow_motion_is_noted_for_the_files_that_are_named(films, looked_at, call, tmp_path):
    call("import", films / "first.mp4")
    with Library(tmp_path / "library") as library:
        library.jobs.add([films / "second.mp4"], Storage.COPIED)  # waits since another time
    code, _, err = call("import", films / "first.mp4", "--capture-fps", 240)
    assert (code, err) == (exits.DONE, "")
    with Library(tmp_path / "library") as library:
        clips = {clip.title: clip for clip in library.clips.get_all([1, 2])}
        rates = {title: library.notes.read(noted(clip)).capture_fps for title, clip in clips.items()}
    assert rates == {"first": 240.0, "second": None}
    assert looked_at == ["first.mp4", "second.mp4"]


def noted(clip):
    return NotedClip(clip.facts.sha256, clip.facts.frames)


def test_a_log_says_which_file_of_how_many_is_at_hand(films, looked_at, call, monkeypatch):
    monkeypatch.setattr("dancecoach.cli.display._PLAIN_EVERY_S", 0.0)
    _, out, _ = call("import", films)
    lines = [line.split(" [")[0] for line in out.splitlines() if line.startswith("import: ") and "reading" in line]
    # The third is not told of while the first is analysed.
    assert lines[:2] == ["import: 1/3 broken.mp4: reading", "import: 2/3 first.mp4: reading"]
    assert lines[2:] in ([], ["import: 3/3 second.mp4: reading"])


def test_a_stopped_import_goes_on(films, looked_at, call, monkeypatch, figure_analysis):
    def stop(*_, **__):
        raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr("dancecoach.cli.library.clips.analyze", stop)
        code, out, _ = call("import", films / "first.mp4", films / "second.mp4")
    assert code == exits.STOPPED
    assert re.search("[12] new clips?, stopped with 2 still to do: call it again to go on", out)
    code, out, _ = call("import")
    assert (code, looked_at) == (exits.DONE, ["first.mp4", "second.mp4"])


def test_nothing_there_is_a_wrong_call(call, tmp_path):
    code, _, err = call("import", tmp_path / "gone")
    assert (code, err) == (
        exits.WRONG_CALL, f"{tmp_path / 'gone'}: there is no such file or folder; check the name.\n",
    )  # fmt: skip
    code, _, err = call("library", "list")
    assert code == exits.WRONG_CALL
    assert "there is no library here; make one with: dancecoach import CLIP..." in err


@pytest.mark.parametrize("command", [("list",), ("progress",), ("export", "out")])
def test_where_only_the_database_is_gone_it_is_not_said_that_there_is_no_library(call, tmp_path, command):
    folder = tmp_path / "library"
    film = folder / "media" / "ab" / f"ab{0:014}" / "film.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"film")
    code, _, err = call("library", *command)
    assert (code, err) == (
        exits.IN_THE_WAY, f"{folder}: its database is gone or empty, and its films or their pictures are still there; "
        f'repair it with: dancecoach library check --repair --library "{folder}".\n',
    )  # fmt: skip


def test_what_is_in_it_is_listed_and_asked(films, looked_at, call, tmp_path):
    call("import", films / "first.mp4", films / "second.mp4")
    code, out, _ = call("library", "list", "--sort", "title", "--up")
    assert code == exits.DONE
    assert [line.split()[0] for line in out.splitlines()] == ["title", "first", "second", "2"]
    _, out, _ = call("library", "list", "seco", "length<1", "--most", "1")
    assert "1 of 1 clip" in out
    LessonShelf(tmp_path / "library").put(Lesson("A", "", sha256_of_clip(films / "second.mp4"), 0.0, 0.5))
    _, out, _ = call("library", "list", "is:lesson")
    assert [line.split()[0] for line in out.splitlines()] == ["title", "second", "1"]
    _, out, _ = call("library", "list", "-is:lesson", "-handstand")
    assert [line.split()[0] for line in out.splitlines()] == ["title", "first", "1"]
    code, out, err = call("library", "list", "--mots", "3")
    assert (code, "No such option: --mots" in err) == (exits.WRONG_CALL, True)
    code, out, err = call("library", "list", "colour>3")
    assert code == exits.WRONG_CALL
    assert "“colour” cannot be compared" in err


def test_titles_are_shown_as_they_were_written(films, looked_at, call, tmp_path):
    title = "[bold]turn [/x] :smile:"
    (films / "first.mp4").rename(films / "turn.mp4")
    call("import", films / "turn.mp4")
    with Library(tmp_path / "library") as library:
        library.clips.rename(1, title)
    code, out, _ = call("library", "list")
    assert (code, title in out) == (exits.DONE, True)


def test_a_library_that_is_open_elsewhere_is_in_the_way(films, looked_at, call, tmp_path):
    with Library(tmp_path / "library"):
        code, _, err = call("import", films / "first.mp4")
    assert code == exits.IN_THE_WAY
    assert "another window or program has this library open" in err


def test_what_is_in_it_is_listed_while_the_window_has_it_open(films, looked_at, call, tmp_path):
    call("import", films / "first.mp4")
    with Library(tmp_path / "library") as library:
        library.clips.rename(1, "Turn")
        code, out, _ = call("library", "list", "tur")
        library.clips.rename(1, "Another turn")  # nobody is in the way of whoever has it open
    assert code == exits.DONE
    assert "1 of 1 clip" in out
