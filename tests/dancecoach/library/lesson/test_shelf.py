"""Lessons and drafts of a library are kept apart, per clip, and one that cannot be read is none."""

import attrs
import pytest

from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf

LESSON = Lesson(
    "Đôi turn", "", "ab" * 32, 0.5, 9.0, "Anna", "Slowly.", mirrored=True,
    steps=(LessonStep("basic", 1.0, 2.0),), cues=(LessonCue("up", 1.5, 2.0),),
)  # fmt: skip


@pytest.fixture
def shelf(tmp_path):
    return LessonShelf(tmp_path)


def test_a_draft_and_the_lesson_of_a_clip_are_two_things(shelf):
    assert shelf.lesson(LESSON.sha256) is None
    shelf.put_draft(LESSON)
    shelf.put(attrs.evolve(LESSON, title="finished", media="media/a.mp4"))
    assert attrs.evolve(shelf.draft(LESSON.sha256), media="") == LESSON
    assert shelf.lesson(LESSON.sha256).title == "finished"


def test_where_all_was_undone_there_is_no_draft(shelf):
    blank = attrs.evolve(LESSON, steps=(), cues=())
    shelf.put_draft(LESSON, blank)
    assert shelf.draft(LESSON.sha256) is not None
    for _ in range(2):
        shelf.put_draft(blank, blank)
        assert shelf.draft(LESSON.sha256) is None
    assert shelf.of_clips() == frozenset()
    shelf.put(attrs.evolve(LESSON, media="media/a.mp4"))
    shelf.put_draft(blank, blank)  # all was deleted of a lesson that is practised: that is something
    assert shelf.draft(LESSON.sha256).steps == ()
    shelf.put_draft(LESSON, blank)
    assert shelf.draft(LESSON.sha256) is None
    assert shelf.lesson(LESSON.sha256).steps == LESSON.steps


def test_it_tells_which_clips_have_a_lesson_or_a_draft(shelf, tmp_path):
    assert shelf.of_clips() == frozenset()
    shelf.put(LESSON)
    shelf.put_draft(LESSON)
    shelf.put_draft(attrs.evolve(LESSON, sha256="cd" * 32))
    (tmp_path / "a.onnx").write_bytes(b"a")
    shelf.put_models("ef" * 32, [tmp_path / "a.onnx"])  # networks alone are no lesson
    for stray in ("notes.json", f"{'12' * 8}.json.bak", f".{'34' * 8}.json", f"{'56' * 8}.models.json"):
        (tmp_path / "lessons" / stray).write_bytes(b"{}")
    assert shelf.of_clips() == {"ab" * 8, "cd" * 8}
    blank = attrs.evolve(LESSON, sha256="cd" * 32)
    shelf.put_draft(blank, blank)
    shelf.put_draft(LESSON)  # says what the lesson says
    assert shelf.of_clips() == {"ab" * 8}


def test_where_a_file_lies_in_the_place_of_the_folder_no_clip_has_a_lesson(shelf, tmp_path):
    (tmp_path / "lessons").write_bytes(b"")
    assert shelf.of_clips() == frozenset()


def test_another_clip_has_another_lesson(shelf):
    shelf.put(LESSON)
    assert shelf.lesson("cd" * 32) is None
    assert shelf.lesson("ab" * 8 + "00" * 24) is None  # the same first digits, another clip


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 5000, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_no_lesson(shelf, tmp_path, content):
    shelf.put(LESSON)
    (file,) = (tmp_path / "lessons").glob("*.json")
    file.write_bytes(content)
    assert shelf.lesson(LESSON.sha256) is None


def test_networks_are_kept_in_the_place_of_those_before(shelf, tmp_path):
    for name in ("a.onnx", "b.onnx"):
        (tmp_path / name).write_bytes(name.encode())
    assert shelf.models(LESSON.sha256) == []
    shelf.put_models(LESSON.sha256, [tmp_path / "a.onnx", tmp_path / "b.onnx"])
    assert [path.read_bytes() for path in shelf.models(LESSON.sha256)] == [b"a.onnx", b"b.onnx"]
    shelf.put_models(LESSON.sha256, [tmp_path / "b.onnx"])
    assert [path.name for path in shelf.models(LESSON.sha256)] == ["b.onnx"]
    assert shelf.models("cd" * 32) == []
