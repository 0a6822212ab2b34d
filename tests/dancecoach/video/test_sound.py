"""The sound of a clip: the right moment, the right length, the pitch kept."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dancecoach.video.file import VideoFile
from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import RATE, Samples

HZ, CLICK_HZ, CLICK_S, SECONDS = 440.0, 3000.0, 0.01, 6
PICTURE = ("-f", "lavfi", "-i", f"testsrc2=size=64x48:rate=30:duration={SECONDS}")


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tone, and a click at the half of every second."""
    at = np.arange(SECONDS * RATE) / RATE
    sound = 0.15 * np.sin(2 * np.pi * HZ * at)
    clicking = (at % 1 >= 0.5) & (at % 1 < 0.5 + CLICK_S)
    sound[clicking] += 0.7 * np.sin(2 * np.pi * CLICK_HZ * at[clicking])
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture(params=["mp4", "mkv"])
def clip(request: pytest.FixtureRequest, ffmpeg: Callable[..., Path], tone: Path) -> Path:
    coder = {"mp4": ("-c:v", "libx264", "-c:a", "aac"), "mkv": ("-c:v", "libx264", "-c:a", "flac", "-ar", "44100")}
    return ffmpeg(f"clicks.{request.param}", *PICTURE, "-i", str(tone), *coder[request.param])


def sound_of(track: SoundTrack, begin: float, end: float, speed: float) -> Samples:
    return np.concatenate(list(track.stretched(begin, end, speed)))


def pitch(sound: Samples) -> float:
    """The strongest frequency, Hz."""
    power = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    return float(np.argmax(power[20:]) + 20) * RATE / len(sound)


def click_times(sound: Samples, speed: float) -> list[float]:
    """When the clicks begin, in seconds of the file since the beginning of the sound.

    Stretched sound holds a click several times, before and after its moment: the middle counts.
    """
    power = np.diff(sound[:, 0], n=3) ** 2
    loud = np.flatnonzero(power > 0.02 * power.max())
    groups = np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 4) + 1)
    return [float(np.average(g, weights=power[g])) / RATE * speed - CLICK_S / 2 for g in groups]


@pytest.mark.parametrize("speed", [1.0, 0.7, 0.5, 0.25, 2.0])
def test_slow_sound_keeps_its_pitch_and_its_moments(clip: Path, speed: float) -> None:
    sound = sound_of(SoundTrack(clip, 0.0), 1.2, 4.2, speed)
    assert len(sound) == round(3.0 / speed * RATE)
    assert pitch(sound) == pytest.approx(HZ, rel=0.005)
    clicks = click_times(sound, speed)
    assert len(clicks) == 3
    for found, wanted in zip(clicks, (0.3, 1.3, 2.3), strict=True):
        assert abs(found - wanted) / max(speed, 0.5) < 0.04


def test_moments_count_from_the_first_picture(clip: Path) -> None:
    late = sound_of(SoundTrack(clip, 0.25), 1.0, 2.0, 1.0)
    assert click_times(late, 1.0) == pytest.approx([0.25], abs=0.015)


def test_after_the_end_and_without_sound_there_is_silence(clip: Path, ffmpeg: Callable[..., Path]) -> None:
    beyond = sound_of(SoundTrack(clip, 0.0), SECONDS - 0.5, SECONDS + 1.0, 0.5)
    assert len(beyond) == 3 * RATE
    assert not beyond[-RATE:].any()
    assert beyond[: RATE // 2].any()
    mute = SoundTrack(ffmpeg("no sound.mp4", *PICTURE, "-c:v", "libx264"), 0.0)
    for speed in (1.0, 0.5):
        silence = sound_of(mute, 0.0, 1.0, speed)
        assert len(silence) == round(RATE / speed)
        assert not silence.any()


def test_sound_that_begins_late_is_late(ffmpeg: Callable[..., Path], tone: Path) -> None:
    late = ("-itsoffset", "1.0", "-i", str(tone))
    path = ffmpeg("sound begins late.mkv", *PICTURE, *late, "-c:v", "libx264", "-c:a", "flac")
    sound = sound_of(SoundTrack(path, 0.0), 0.0, 2.0, 1.0)
    assert not sound[: round(0.9 * RATE)].any()
    assert click_times(sound, 1.0) == pytest.approx([1.5], abs=0.015)


def test_a_file_that_broke_off_is_heard_as_far_as_it_goes(ffmpeg: Callable[..., Path], tone: Path) -> None:
    coder = ("-c:v", "libx264", "-bf", "2", "-c:a", "aac")
    whole = ffmpeg("runup.mkv", "-i", str(ffmpeg("runup.mp4", *PICTURE, "-i", str(tone), *coder)), "-c", "copy")
    broken = whole.with_name("runup broken.mkv")
    broken.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 10])
    with VideoFile(broken) as video:
        assert video.start_s > 0  # the sound's run-up goes before the first picture
        heard = sound_of(SoundTrack(broken, video.start_s), 0.0, 1.0, 1.0)
    assert click_times(heard, 1.0) == pytest.approx([0.5], abs=0.01)
