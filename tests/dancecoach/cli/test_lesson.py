"""Lessons from a terminal."""

import shutil

import pytest

from dancecoach.cli import app, exits
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.lesson.file import LessonFile
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.pipeline.importing.files import facts_of


@pytest.fixture
def instructor(tmp_path, drawn_clip):
    """A library of two clips."""
    with Library(tmp_path / "instructor") as library:
        for name, duration in (("basic.mp4", 0.34), ("turn.mp4", 0.5)):
            film = shutil.copy(drawn_clip("jump", size=(96, 64), duration=duration).path, tmp_path / name)
            library.clips.add(facts_of(tmp_path / name), Storage.LINKED, tmp_path / film)
    return tmp_path / "instructor"


@pytest.fixture
def call(capsys):
    """Runs ``dancecoach lesson`` on a library; gives exit code, what was printed, what was complained about."""

    def run(folder, *arguments):
        code = app.run(["lesson", *map(str, arguments), "--library", str(folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_from_one_library_into_another(instructor, call, tmp_path):
    lesson = tmp_path / "turn.dclesson"
    code, out, _ = call(
        instructor, "make", "turn", "--out", lesson, "--title", "The turn", "--author", "Anna", "--from", "0.1"
    )
    assert code == exits.DONE
    assert out.startswith(f"{lesson}: The turn, 0.4 s, ")
    assert out.endswith("; its clip is too short to dance to: 2 seconds are needed\n")
    with Library(instructor) as library:
        clip = library.clips.get(2)
        assert clip.reference
        assert LessonShelf(instructor).lesson(clip.facts.sha256).title == "The turn"
    code, out, _ = call(tmp_path / "student", "open", lesson)
    assert (code, out) == (exits.DONE, "“The turn” is in the library\n")
    with Library(tmp_path / "student") as library:
        assert library.clips.get(1).title == "The turn"


def test_what_was_made_in_the_window_is_in_it(instructor, call, tmp_path):
    with Library(instructor) as library:
        facts = library.clips.get(2).facts
    step, cue = LessonStep("basic", 0.1, 0.3), LessonCue("up", 0.2, 0.3)
    draft = Lesson("The turn", "", facts.sha256, 0.1, 0.4, "Anna", "Slowly.", steps=(step,), cues=(cue,))
    LessonShelf(instructor).put_draft(draft)
    lesson = tmp_path / "turn.dclesson"
    code, out, _ = call(instructor, "make", "turn", "--out", lesson, "--author", "Bo")
    assert code == exits.DONE
    assert out.startswith(f"{lesson}: The turn, 0.3 s, ")
    assert out.endswith(", steps: 1, cues: 1; its clip is too short to dance to: 2 seconds are needed\n")
    with LessonFile(lesson) as file:
        assert (file.lesson.author, file.lesson.text, file.lesson.steps) == ("Bo", "Slowly.", (step,))
        assert (file.lesson.begin_s, file.lesson.end_s) == (0.1, 0.4)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (
            ("clip that is not there",),
            "“clip that is not there”: no clip of the library fits; import it first, or say its title as "
            "`dancecoach library list` does.",
        ),
        (("length<9",), "“length<9”: 2 clips fit; say more exactly which one."),
        (("turn", "--from", "3"), "3 s: nothing of the clip is left; let it begin before it ends."),
    ],
)
def test_a_wrong_call_is_one_line(instructor, call, tmp_path, arguments, why):
    code, _, err = call(instructor, "make", *arguments, "--out", tmp_path / "x.dclesson")
    assert (code, err) == (exits.WRONG_CALL, why + "\n")
    assert not (tmp_path / "x.dclesson").exists()


def test_what_is_no_lesson_is_one_line(call, tmp_path):
    (tmp_path / "x.dclesson").write_bytes(b"a letter")
    code, _, err = call(tmp_path / "student", "open", tmp_path / "x.dclesson")
    assert code == exits.UNUSABLE_INPUT
    assert err == f"{tmp_path / 'x.dclesson'}: is damaged or no archive; ask for it once more.\n"
