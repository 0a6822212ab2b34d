"""The player of the reference: one at a time, ended behind the window; and a sentence where nothing is heard."""

import threading

import pytest

from dancecoach.errors import VideoError
from dancecoach.gui.practice.take import music as room
from dancecoach.gui.practice.take.music import ReferenceMusic
from dancecoach.pipeline.practice.reference import Silence
from dancecoach.video.sound_passage import Passage

pytestmark = pytest.mark.gui

PASSAGE = Passage(0.0, 0.5)


def unreadable():
    raise VideoError("cannot be read", subject="a.mp4", remedy="choose another")


@pytest.fixture
def music(qapp):
    made = ReferenceMusic(lambda: None)
    yield made
    made.close(30.0)


def test_without_a_loudspeaker_time_goes_on_and_it_is_said(music, qtbot):
    said = []
    music.noticed.connect(said.append)
    music.take(Silence)
    music.player.play(PASSAGE)
    qtbot.waitUntil(lambda: music.player.heard().over, timeout=30_000)
    qtbot.waitUntil(lambda: len(said) == 1, timeout=30_000)
    assert "No loudspeaker" in said[0]


def test_a_file_that_cannot_be_read_any_more_is_said(music, qtbot):
    with qtbot.waitSignal(music.noticed, timeout=30_000) as told:
        music.take(unreadable)
        music.player.play(PASSAGE)
    assert "cannot be read any more" in told.args[0]


def test_that_it_was_unplugged_is_said_in_the_thread_of_the_window(qapp, qtbot, monkeypatch):
    told = []

    class Player:
        def __init__(self, _open_track, _open_device, silent):
            self.silent = silent

        def close(self):
            pass

        def wait(self, _timeout_s):
            return True

    monkeypatch.setattr(room, "MusicPlayer", Player)
    music = ReferenceMusic(lambda: None)
    music.noticed.connect(lambda said: told.append((said, threading.current_thread())))
    music.take(Silence)
    thread = threading.Thread(target=music.player.silent, args=("gone",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "unplugged" in told[0][0]
    assert told[0][1] is threading.main_thread()


def test_another_ends_the_one_before_and_closing_waits_for_both(music):
    players = []
    for _ in range(2):
        music.take(Silence)
        music.player.play(Passage(0.0, 600.0))
        players.append(music.player)
    assert players[0] is not players[1]
    music.close(30.0)
    assert music.player is None
    assert all(player.wait(0.0) for player in players)
