"""A lesson and its files."""

import attrs
import pytest

from dancecoach.library.lesson.file import write_lesson
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep

LESSON = Lesson(
    title="Đôi – turn",
    media="media/turn.mp4",
    sha256="",
    begin_s=0.5,
    end_s=20.0,
    author="Anna",
    text="Slowly at first.",
    mirrored=True,
    steps=(LessonStep("basic step", 0.5, 5.3), LessonStep("turn", 5.3, 9.0)),
    cues=(LessonCue("Look over the shoulder", 2.0, 4.0),),
)
CONTENTS = {"media/turn.mp4": b"film" * 500, "counts.json": b"{}", "pose.npz": b"PK\x03\x04poses"}


@attrs.frozen
class Made:
    """A lesson file, and what went into it."""

    path: object
    lesson: Lesson
    contents: dict


@pytest.fixture
def made(tmp_path):
    """Written by us."""
    path = tmp_path / "in" / "turn.dclesson"
    path.parent.mkdir()
    write_lesson(path, LESSON, CONTENTS)
    return Made(path, LESSON, CONTENTS)
