"""Two clips as files: the music tells the offset, and what does not fit is said of the right clip."""

from pathlib import Path

import attrs
import av
import numpy as np
import pytest

from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.counts.store import CountsStore
from dancecoach.pipeline import compare_dances
from dancecoach.pipeline.compare_dances import compare_analyses
from dancecoach.video.file import VideoFile
from training.figure.motions import Dance
from training.figure.scene import Actor, Scene, Stage

MOVES = (Dance(counts=12, tempo=110), Dance(counts=8, tempo=110, first_arm=5))
RATE = 48_000
LONG_S = 9.0


def track_of(delay):
    """The dance; the learner begins later."""
    return Stage(Scene(actors=(Actor(moves=MOVES, delay=delay),), size=(48, 64), duration=LONG_S)).truth().to_track()


def music(seed):
    """Clicks at times that never repeat, over noise."""
    rng = np.random.default_rng(seed)
    wave = rng.normal(size=round(20 * RATE)) * 0.002
    for at in np.cumsum(rng.uniform(0.15, 0.7, 60)):
        first = round(at * RATE)
        if first + 4000 < len(wave):
            wave[first : first + 4000] += 0.3 * rng.normal(size=4000) * np.exp(-np.arange(4000) / 700)
    return wave


def film(path: Path, wave: np.ndarray | None) -> Path:
    """Grey pictures with a sound."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=30)
        video.width, video.height, video.pix_fmt = 48, 64, "yuv420p"
        audio = container.add_stream("aac", rate=RATE) if wave is not None else None
        for _index in range(round(LONG_S * 30)):
            container.mux(video.encode(av.VideoFrame.from_ndarray(np.full((64, 48, 3), 90, np.uint8), format="bgr24")))
        container.mux(video.encode())
        if audio is not None:
            for first in range(0, round(LONG_S * RATE) - 1024, 1024):
                frame = av.AudioFrame.from_ndarray(wave[None, first : first + 1024].astype(np.float32), "fltp", "mono")
                frame.sample_rate, frame.pts = RATE, first
                container.mux(audio.encode(frame))
            container.mux(audio.encode())
    return path


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    """A function: an analysis of a film with a sound (None: without) that begins so many seconds late."""
    folder = tmp_path_factory.mktemp("films")

    def make(name, sound, delay=0.0, **more):
        path = film(folder / f"{name}.mp4", sound)
        with VideoFile(path) as video:
            clip = video.info
        facts = {"engine": "blazepose", "model": "full", "activity": "dance", "warnings": ()}
        return Analysis(clip=clip, sha256="0" * 64, track=track_of(delay), **(facts | more))

    return make


def test_the_same_music_tells_the_offset(analysed) -> None:
    song = music(1)
    lesson = analysed("lesson", song[RATE:])
    # The learner's film begins a second before the lesson's, and they are a tenth of a second behind the music.
    found = compare_analyses(lesson, analysed("anna", song, delay=1.1))
    assert found.sound.is_certain
    assert found.comparison.by_sound
    assert found.comparison.overlap.offset_s == pytest.approx(-1.0, abs=0.04)
    assert np.median(found.comparison.aligned.late_s) == pytest.approx(0.1, abs=0.03)


def test_what_the_sound_cannot_tell_is_said(analysed) -> None:
    lesson = analysed("lesson", music(1))
    other = compare_analyses(lesson, analysed("other", music(2)))
    silent = compare_analyses(lesson, analysed("silent", None))
    assert "No music was found that both clips carry" in " ".join(other.comparison.warnings)
    assert "The clip of the learner has no sound" in " ".join(silent.comparison.warnings)
    for found in (other, silent):
        assert not found.comparison.by_sound
        assert found.comparison.score.total > 99
    neither = compare_analyses(analysed("mute", None), analysed("silent", None))
    assert neither.comparison.warnings == ()


def test_faults_of_the_clips_are_told_apart(analysed) -> None:
    dark = analysed("dark", None, warnings=("It is too dark.",))
    crowd = analysed("crowd", None, warnings=("There are up to 2 people in the picture.",))
    said = compare_analyses(dark, crowd).comparison.warnings
    assert said == ("Reference: It is too dark.", "Learner: There are up to 2 people in the picture.")
    leap = attrs.evolve(dark, recognition_warnings=dark.warnings)
    assert compare_analyses(leap, crowd).comparison.warnings == said[1:]


def test_landmarks_have_no_sound_and_nothing_is_said_of_it(analysed) -> None:
    lesson = analysed("lesson", music(1))
    found = compare_analyses(lesson, attrs.evolve(analysed("silent", None), engine="file"))
    assert found.sound is None
    assert found.comparison.warnings == ()
    assert len(found.comparison.joints) == len(JOINTS)


def test_parts_are_the_eights_of_the_reference_where_its_counts_are_kept(analysed, monkeypatch, tmp_path) -> None:
    clips = {"lesson": analysed("counted", music(1)), "anna": analysed("anna", music(1))}
    monkeypatch.setattr(compare_dances, "analyze", lambda path, *_a, **_m: clips[path.name])
    counts = Counts(tuple(np.arange(0.4, LONG_S, 0.5)), first_one=1)
    store = CountsStore(tmp_path)
    store.put_edited(clips["lesson"].sha256, KeptCounts(counts, "person", 120.0))
    found = compare_dances.compare_clips(Path("lesson"), Path("anna"), kept=store)
    assert [line.phrase.start_s for line in found.comparison.phrases] == pytest.approx([0.9, 4.9])
    seconds = compare_dances.compare_clips(Path("lesson"), Path("anna"))
    assert seconds.comparison.phrases[0].phrase.start_s == pytest.approx(0.0, abs=0.05)
