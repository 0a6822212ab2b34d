"""Takes on the disk: whole or not there, brought back, told apart from damaged ones."""

import json
import time
from datetime import UTC, datetime, timedelta

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError, CameraError
from dancecoach.library.library import Library
from dancecoach.library.news import News
from dancecoach.pipeline.live.records import CapturedFrame
from dancecoach.pipeline.practice.judging import judge
from dancecoach.pipeline.practice.keeper import TakeKeeper
from dancecoach.pipeline.practice.recording import TakeRecorder
from dancecoach.pipeline.practice.result import read_result
from dancecoach.pipeline.practice.run import PracticeRun
from dancecoach.pipeline.practice.take_facts import facts_from, facts_text
from dancecoach.pipeline.practice.takes import (
    COMPARISON,
    FACTS,
    FILM,
    LANDMARKS,
    TakeFacts,
    TakeStore,
    name_take,
    takes_of,
)
from dancecoach.pose.formats.npz import load_npz
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from dancecoach.video.recorder import QUEUE_FRAMES
from dancecoach.video.sound_passage import Heard

BEGUN = datetime(2026, 3, 1, 18, 5, 31, tzinfo=UTC)


def facts(**more):
    return TakeFacts(**{"reference": "/clips/tanz.mp4", "sha256": "ab" * 32, "begun": BEGUN} | more)


def see(recorder, frame, time_s):
    """As a camera would, but no faster than the encoder: here a second takes no second."""
    filmed = recorder._filmed
    while filmed is not None and filmed.recording._writer._queue.qsize() > QUEUE_FRAMES // 2:
        time.sleep(0.001)
    recorder.see(CapturedFrame(frame, time_s))


@pytest.fixture
def store(tmp_path):
    return TakeStore(tmp_path / "takes")


@pytest.fixture
def danced(store, reference, picture_at):
    """A function that dances and films so many seconds as a take; gives (take, filmed, lap)."""

    def dance(seconds, *, before_s=0.0):
        recorder, take = TakeRecorder(), store.begin(facts())
        run = PracticeRun(reference, lambda clock: Heard(clock - before_s), lambda _turn: None)
        recorder.see(CapturedFrame(Frame(np.zeros((64, 48, 3), np.uint8), 0.0, 0), 0.0))
        recorder.turn_to(take.film, 30.0)
        for index, time_s in enumerate(np.arange(0, before_s + seconds, 1 / 30).tolist()):
            picture = picture_at(time_s, time_s - before_s, index)
            see(recorder, picture.frame, time_s)
            if time_s >= before_s:
                run.push(picture)
        return take, recorder.leave_off(), run.end()

    return dance


def test_what_a_take_is_of_is_read_as_it_was_written(store):
    take = store.begin(facts(speed=0.7, part=Phrase(4.0, 8.0, 2), course=((4.0, 71.5), (4.5, 80.0))))
    assert facts_from((take.folder / FACTS).read_text("utf-8"), take.folder / FACTS) == take.facts


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "dancecoach.take/1"}', "\x00"])
def test_other_files_are_named_with_what_is_wrong(text, tmp_path):
    with pytest.raises(AnalysisFileError, match=r"take\.json"):
        facts_from(text, tmp_path / "take.json")


_LARGE = 10**400


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("begun", "0001-01-01T00:00:00"),
        ("begun", "soon"),
        ("speed", _LARGE),
        ("course", [[0, _LARGE]]),
        ("course", [1]),
    ],
    ids=["early", "no time", "fast", "high", "no pair"],
)
def test_values_that_cannot_be_are_refused(key, value, tmp_path):
    content = json.loads(facts_text(facts()))
    with pytest.raises(AnalysisFileError, match=r"take\.json: holds a value that is not usable"):
        facts_from(json.dumps(content | {key: value}), tmp_path / "take.json")


def test_two_takes_in_one_second_have_folders_of_their_own(store):
    assert store.begin(facts()).folder != store.begin(facts()).folder


def test_a_take_is_kept_with_film_landmarks_and_comparison(store, danced, reference):
    take, filmed, lap = danced(5.0)
    result = judge(store, take, filmed, lap, reference)
    assert {path.name for path in take.folder.iterdir()} == {FACTS, FILM, LANDMARKS, COMPARISON}
    assert result.score > 90
    assert len(result.course) > 5
    (kept,) = store.of("ab" * 32)
    assert kept.score == result.score
    assert read_result(kept).alignment == result.alignment


def test_moments_of_a_take_are_those_of_its_film(store, danced, reference):
    """Two seconds of count-in are filmed too: the dance begins that much later in the film."""
    take, filmed, lap = danced(5.0, before_s=2.0)
    result = judge(store, take, filmed, lap, reference)
    assert result.film_at(3.0) == pytest.approx(5.0, abs=0.12)
    assert load_npz(take.folder / LANDMARKS).times[0] == pytest.approx(2.0, abs=0.05)
    with VideoFile(take.film) as film:
        assert film.times[-1] == pytest.approx(7.0, abs=0.1)
    content = json.loads((take.folder / COMPARISON).read_text("utf-8"))
    assert content["timing"]["offset_s"] == pytest.approx(-2.0, abs=0.1)


def test_hardly_anything_danced_is_not_kept(store, danced, reference):
    take, filmed, lap = danced(0.5)
    assert judge(store, take, filmed, lap, reference) is None
    assert not take.folder.exists()


def test_a_take_that_is_taken_away_comes_back(store, danced, reference):
    take, filmed, lap = danced(2.0)
    judge(store, take, filmed, lap, reference)
    undo = store.remove(take)
    assert store.of("ab" * 32) == []
    undo()
    assert [t.folder for t in store.of("ab" * 32)] == [take.folder]
    store.remove(take)
    store.empty_bin()
    assert not any(path.is_file() for path in store.root.rglob("*"))


def test_a_damaged_take_does_not_hide_the_others(store, danced, reference):
    take, filmed, lap = danced(2.0)
    judge(store, take, filmed, lap, reference)
    other = store.begin(facts(begun=BEGUN + timedelta(days=1)))
    (other.folder / FACTS).write_text("{", "utf-8")
    assert [t.folder for t in store.of("ab" * 32)] == [take.folder]


def test_without_a_comparison_it_is_not_judged(store, danced):
    _take, filmed, _lap = danced(1.5)
    filmed.recording.close()
    (kept,) = store.of("ab" * 32)
    assert not kept.judged
    with pytest.raises(AnalysisFileError, match="judge"):
        read_result(kept)


def test_the_next_film_is_open_before_the_last_is_closed(store, reference, picture_at):
    recorder = TakeRecorder()
    keeper = TakeKeeper(store, recorder, reference, lambda: 30.0)
    laps, noted = [], lambda turn: laps.append(turn.lap)
    run = PracticeRun(reference, lambda clock: Heard(clock % 4.0, lap=int(clock // 4.0)), noted)
    recorder.see(CapturedFrame(picture_at(0.0).frame, 0.0))
    keeper.begin(facts())
    results = []
    for index, time_s in enumerate(np.arange(1 / 30, 8.5, 1 / 30).tolist()):
        picture = picture_at(time_s, time_s % 4.0, index)
        see(recorder, picture.frame, time_s)
        run.push(picture)
        while laps:
            results.append(keeper.turn_over(laps.pop(0), facts())())
    assert keeper.turn_over(run.end(), None)() is None  # half a second of the third
    assert [result.score is not None for result in results] == [True, True]
    films = sorted(take.film for take in store.of("ab" * 32))
    lengths = []
    for film in films:
        with VideoFile(film) as video:
            lengths.append(len(video.times))
    assert sum(lengths) == pytest.approx(8.0 * 30, abs=4)


def test_without_a_picture_nothing_can_be_filmed(store):
    with pytest.raises(CameraError, match="no picture"):
        TakeRecorder().turn_to(store.begin(facts()).film, 30.0)


def test_who_danced_is_kept_and_can_be_another_later(store):
    take = store.begin(facts(person="Đặng Ánh"))
    (take.folder / FILM).write_bytes(b"film")
    assert [one.facts.person for one in store.of("ab" * 32)] == ["Đặng Ánh"]
    with Library(store.root.parent):
        name_take(store, attrs.evolve(take, facts=facts(person="Mia")))
    (named,) = store.of("ab" * 32)
    assert named.facts.person == "Mia"
    assert [item.person for item in News(store.root.parent).waiting()] == ["Mia"]
    unnamed = attrs.evolve(take, facts=facts())
    assert takes_of([named, unnamed], "mia") == (named,)
    assert takes_of([named, unnamed], "") == (named, unnamed)


def test_a_take_from_before_anybody_was_named_is_nobodys(store):
    take = store.begin(facts())
    assert "person" not in json.loads((take.folder / FACTS).read_text("utf-8"))
    assert facts_from((take.folder / FACTS).read_text("utf-8"), take.folder / FACTS).person == ""
