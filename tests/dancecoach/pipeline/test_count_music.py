"""The counts of clips: of the demo lesson, of real ones, and of clips without music."""

import attrs
import numpy as np
import pytest

from dancecoach.audio.frames import LOW_RATE
from dancecoach.audio.offset import sound_offset
from dancecoach.audio.onsets import onsets
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.dance.tapping import Tap
from dancecoach.files import sha256_of
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.counts.store import CountsStore
from dancecoach.pipeline.count_music import count, count_tapped, counts_of_clip, music_of
from dancecoach.progress import Cancelled, CancelToken
from dancecoach.resources import demo_lesson


@pytest.fixture
def store(tmp_path):
    return CountsStore(tmp_path / "counts", shipped=tmp_path)


@pytest.fixture(scope="module")
def music():
    return music_of(demo_lesson())


def test_the_demo_lesson_has_the_counts_that_it_was_composed_with(tmp_path):
    kept = CountsStore(tmp_path).get(sha256_of(demo_lesson()))
    assert kept is not None, "draw the lesson again: python -m training lesson"
    assert kept.by == "person"
    assert len(kept.counts.eights()) >= 4
    assert kept.counts.at(8 * 0.6 + 0.01) == (1, 1)


def test_they_are_found_in_its_music_too(music):
    assert music is not None
    found = count(music)
    assert found is not None
    assert found.tempo == pytest.approx(100.0, rel=0.01)
    wanted = np.arange(8, 40) * 0.6
    off = [min(np.array(found.counts.beats_s) - beat, key=abs) for beat in wanted]
    assert np.abs(off).max() < 0.03, "also: the sound lies where the pictures are"
    assert found.counts.at(8 * 0.6 + 0.05)[1] == 1
    assert found.counts.at(24 * 0.6 + 0.05)[1] == 1


def test_found_counts_are_kept_and_kept_ones_are_not_looked_for(store, monkeypatch):
    clip, sha256 = demo_lesson(), sha256_of(demo_lesson())
    found = counts_of_clip(clip, sha256, store)
    assert found is not None
    assert store.get(sha256).counts.beats_s == pytest.approx(found.counts.beats_s, abs=1e-4)
    better = KeptCounts(Counts((1.0, 2.0)), "person", 60.0)
    store.put_edited(sha256, better)
    monkeypatch.setattr("dancecoach.pipeline.count_music.music_of", lambda *_a, **_k: pytest.fail("looked for"))
    assert counts_of_clip(clip, sha256, store) == better


def test_a_clip_without_sound_or_beat_has_no_counts(drawn_clip, store):
    clip = drawn_clip("stand", duration=0.5).path
    assert music_of(clip) is None
    assert counts_of_clip(clip, "ab", store) is None
    assert count(np.zeros(10 * LOW_RATE, np.float32)) is None


def test_it_can_be_stopped(store):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        counts_of_clip(demo_lesson(), "ab", store, cancel=token)


def test_counts_that_cannot_be_kept_are_told_all_the_same(store, monkeypatch, music):
    from dancecoach.errors import OutputError
    from dancecoach.pipeline import count_music

    def full(*_args):
        raise OutputError("the disk is full")

    monkeypatch.setattr(count_music, "music_of", lambda *_a, **_k: music)
    monkeypatch.setattr(store, "put_found", full)
    assert counts_of_clip(demo_lesson(), "ab", store) is not None


def test_taps_in_another_tempo_find_the_beats_of_the_music_there(music):
    """Found at three beats for two, tapped as it is: the music's own beats are taken, not the taps."""
    rng = np.random.default_rng(0)
    wrong = KeptCounts(Counts(tuple(np.arange(0.0, 26.0, 0.4)), 0), "music", 150.0)
    taps = [Tap(8.4 + 0.6 * i + float(rng.normal(0, 0.03))) for i in range(10)]
    taps.append(Tap(8.4 + 0.6 * 10, is_one=True))
    right = count_tapped(music, wrong, taps, 26.4)
    assert right is not None
    assert right.by == "person"
    assert right.tempo == pytest.approx(100.0, rel=0.01)
    wanted = np.arange(10, 40) * 0.6
    assert np.abs(np.array(right.counts.beats_s)[:, None] - wanted).min(axis=0).max() < 0.03
    assert right.counts.at(14.45)[1] == 1
    alone = count_tapped(None, wrong, taps, 26.4)
    assert alone is not None
    assert alone.tempo == pytest.approx(100.0, rel=0.03)
    assert count_tapped(None, None, taps[:2], 26.4) is None


def test_two_clips_with_the_same_music_have_the_same_beats(shared_data):
    folder = shared_data / "videos" / "dev"
    sounds = [music_of(folder / f"pair1_{who}.mp4") for who in ("reference", "learner")]
    first, second = (count(sound) for sound in sounds)
    offset = sound_offset(*(onsets(sound, LOW_RATE) for sound in sounds))
    assert offset is not None
    theirs = np.array(first.counts.beats_s) - offset.offset_s
    mine = np.array(second.counts.beats_s)
    theirs = theirs[(theirs > mine[0]) & (theirs < mine[-1])]
    off = np.abs(theirs[:, None] - mine).min(axis=1)
    assert np.mean(off < 0.03) > 0.95
    assert attrs.evolve(first, tempo=0.0) != first
    assert first.tempo == pytest.approx(second.tempo, rel=0.01)
