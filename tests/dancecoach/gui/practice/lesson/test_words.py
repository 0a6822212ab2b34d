"""What a lesson says of a moment, in a sentence."""

import pytest

from dancecoach.gui.practice.lesson.words import taught_text


class Taught:
    """A reference whose lesson says this at every moment."""

    def __init__(self, step, cue):
        self.step_at, self.cue_at = (lambda _s: step), (lambda _s: cue)


@pytest.mark.parametrize(
    ("step", "cue", "words"),
    [
        ("turn", "Look\nback", "In “turn”. The lesson says: “Look back”"),
        ("", "Look back", "The lesson says: “Look back”"),
        ("turn", "", "In “turn”"),
        ("", "", ""),
    ],
)
def test_step_and_cue(step, cue, words):
    assert taught_text(Taught(step, cue), 2.0) == words


def test_nothing_where_there_is_no_moment_or_reference():
    assert taught_text(Taught("turn", "Look"), None) == taught_text(None, 2.0) == ""
