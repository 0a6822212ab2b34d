"""The moment on show: within the reference, and nobody's but the music's while it is danced."""

import pytest

from dancecoach.gui.practice.take.playhead import Playhead
from dancecoach.gui.practice.take.state import PracticeState


@pytest.fixture
def playhead(having, status):
    made = Playhead(having, status)
    made.told = []
    made.moved.connect(made.told.append)
    return made


def test_it_stays_within_the_reference(playhead, reference):
    for moment_s in (3.0, -5.0, 99.0):
        playhead.seek(moment_s)
    assert playhead.told == [3.0, reference.begin_s, reference.end_s]
    assert playhead.moment_s == reference.end_s


def test_while_it_is_danced_only_the_music_moves_it(playhead, status):
    status.become(PracticeState.DANCING)
    playhead.seek(3.0)
    assert (playhead.moment_s, playhead.told) == (0.0, [])
    playhead.follow(2.5)
    assert (playhead.moment_s, playhead.told) == (2.5, [2.5])


def test_without_a_reference_there_is_nothing_to_look_at(playhead, having):
    playhead.seek(3.0)
    having.reference = None
    playhead.rewind()
    playhead.seek(1.0)
    assert playhead.moment_s == 0.0
    assert playhead.part is None


def test_the_part_on_show_follows(playhead, reference):
    assert playhead.part == reference.parts[0]
    playhead.seek(reference.parts[1].start_s)
    assert playhead.part == reference.parts[1]
