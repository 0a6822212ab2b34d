"""What cannot be used says so in one sentence; what is damaged gives what it holds, and a warning."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dancecoach.errors import VideoError
from dancecoach.video.file import VideoFile

Film = Callable[[str], Path]
Ffmpeg = Callable[..., Path]


@pytest.fixture
def whole(film: Film, ffmpeg: Ffmpeg) -> bytes:
    """An MP4 file with its table of contents at the front: 120 frames, 40 from one key frame to the next."""
    source = film("h264 with b-frames")
    return ffmpeg("front.mp4", "-i", str(source), "-c", "copy", "-movflags", "+faststart").read_bytes()


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(VideoError) as caught:
        VideoFile(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert sentence.endswith(".")
    assert caught.value.remedy
    return sentence


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.mp4", b"", "is empty"),
        ("text.mp4", b"Dear diary,\n" * 100, "not a video"),
        ("story.txt", b"Once upon a time\n" * 100, "not a video"),
        ("zeros.mp4", bytes(50_000), "not a video"),
        ("noise.mp4", random.Random(1).randbytes(50_000), "not a video"),
        # FFmpeg plays lists; these would make it open other files, or a socket.
        ("list.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://localhost:1/a.ts\n", "not a video"),
        ("other.mp4", b"ffconcat version 1.0\nfile 'a.mp4'\n", "not a video"),
    ],
)
def test_no_video(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refusal(path)


def test_no_file(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "nichts da.mp4")


def test_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_no_permission(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "locked.mp4"
    path.write_bytes(whole)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this account may read everything")
    assert "no permission" in refusal(path)


def test_no_permission_for_anyone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "locked.mp4"
    path.write_bytes(b"x")
    monkeypatch.setattr(Path, "open", denied)
    assert "no permission" in refusal(path)


def test_sound_alone(ffmpeg: Ffmpeg) -> None:
    assert "sound but no pictures" in refusal(ffmpeg("tone.mp4", "-f", "lavfi", "-i", "sine=d=1"))


def test_sound_with_a_cover_picture(ffmpeg: Ffmpeg) -> None:
    inputs = ("-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.04", "-map", "0", "-map", "1")
    arguments = ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-frames:v", "1", "-disposition:v", "attached_pic")
    assert "sound but no pictures" in refusal(ffmpeg("cover.m4a", *inputs, *arguments, "-c:a", "aac"))


def test_without_table_of_contents(tmp_path: Path, film: Film) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(film("h264 with b-frames").read_bytes()[:20_000])
    assert "incomplete" in refusal(path)


def test_unknown_codec(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "codec.mp4"
    path.write_bytes(whole.replace(b"avc1\x00", b"zzzz\x00"))
    assert "cannot decode" in refusal(path)


def test_no_frame_that_can_be_decoded(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "hollow.mp4"
    start = whole.index(b"mdat") + 4
    path.write_bytes(whole[:start] + bytes(len(whole) - start))
    assert "not one picture" in refusal(path)


def test_no_frames_at_all(ffmpeg: Ffmpeg, film: Film) -> None:
    path = ffmpeg("none.avi", "-i", str(film("mpeg-4 in avi")), "-c", "copy", "-frames:v", "0")
    sentence = refusal(path)
    assert "not one picture" in sentence or "no pictures" in sentence or "not a video" in sentence


def test_truncated_mp4_gives_what_it_holds(tmp_path: Path, whole: bytes, film: Film) -> None:
    path = tmp_path / "truncated.mp4"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with VideoFile(path) as cut, VideoFile(film("h264 with b-frames")) as good:
        assert 40 < len(cut) < 110
        assert any("breaks off" in sentence for sentence in cut.warnings)
        assert np.allclose(cut.times, good.times[: len(cut)], atol=0.1)
        for index in (len(cut) - 8, 3, 41):
            assert np.array_equal(cut.frame(index).image, good.frame(index).image), index
        assert [f.index for f in cut.frames()] == list(range(len(cut)))


def test_truncated_matroska_warns(tmp_path: Path, film: Film, ffmpeg: Ffmpeg) -> None:
    content = ffmpeg("whole.mkv", "-i", str(film("h264 with b-frames")), "-c", "copy").read_bytes()
    path = tmp_path / "truncated.mkv"
    path.write_bytes(content[: len(content) // 2])
    with VideoFile(path) as video:
        assert 30 < len(video) < 90
        assert any("breaks off" in sentence for sentence in video.warnings)
        assert len(list(video.frames())) == len(video)


def test_scratched_file_stays_whole(tmp_path: Path, whole: bytes) -> None:
    content, order = bytearray(whole), random.Random(3)
    start = whole.index(b"mdat") + 3000
    for _ in range(30):
        content[order.randrange(start, len(content))] = order.randrange(256)
    path = tmp_path / "scratched.mp4"
    path.write_bytes(content)
    with VideoFile(path) as video:
        assert [f.index for f in video.frames()] == list(range(120))
        for index in (119, 0, 60, 59, 58):
            assert video.frame(index).index == index


def test_a_gap_shows_the_picture_before(tmp_path: Path, whole: bytes, film: Film) -> None:
    """Key frame 40 and all that hangs on it until frame 80 are zeroes."""
    with VideoFile(film("h264 with b-frames")) as good:
        start, stop = (whole.index(bytes(p)) for p in _packets(film("h264 with b-frames"), (40, 80)))
        path = tmp_path / "gap.mp4"
        path.write_bytes(whole[:start] + bytes(stop - start) + whole[stop:])
        with VideoFile(path) as video:
            assert len(video) == 120
            assert np.array_equal(video.frame(60).image, good.frame(39).image)
            assert np.array_equal(video.frame(90).image, good.frame(90).image)
            assert any("cannot be decoded" in sentence for sentence in video.warnings)
            run = list(video.frames())
            assert [f.index for f in run] == list(range(120))
            assert np.array_equal(run[60].image, good.frame(39).image)
            assert np.array_equal(run[90].image, good.frame(90).image)


def _packets(path: Path, numbers: tuple[int, ...]) -> list[bytes]:
    import av

    with av.open(str(path)) as container:
        packets = [bytes(p) for p in container.demux(container.streams.video[0]) if p.size]
    return [packets[n] for n in numbers]


def test_key_frames_that_are_none(tmp_path: Path, whole: bytes, film: Film) -> None:
    """Without its table of key frames an MP4 claims that every frame is one."""
    path = tmp_path / "lies.mp4"
    path.write_bytes(whole.replace(b"stss", b"free"))
    with VideoFile(path, cache_bytes=0) as video, VideoFile(film("h264 with b-frames")) as good:
        for index in (70, 69, 100, 3, 119):
            assert np.array_equal(video.frame(index).image, good.frame(index).image), index


@pytest.mark.parametrize("rate", ["1000", "1/50"])
def test_strange_frame_rates(ffmpeg: Ffmpeg, rate: str) -> None:
    name, source = rate.replace("/", "-"), f"testsrc2=s=64x64:r={rate}"
    path = ffmpeg(f"{name}.mkv", "-f", "lavfi", "-i", source, "-frames:v", "6", "-c:v", "libx264")
    top, _, bottom = rate.partition("/")
    with VideoFile(path) as video:
        assert video.info.mean_fps == pytest.approx(int(top) / int(bottom or 1), rel=1e-3)
        assert len(video) == 6


@pytest.mark.parametrize(
    ("name", "times", "end_s", "says"),
    [
        ("clock.mp4", "0", 23 / 25, "does not say when its frames are shown; 25 frames per second are assumed"),
        ("clock.mkv", "TS+if(gte(N,12),9000000,0)", 23 / 30, "1 frame has no usable time of its own"),
    ],
)
def test_a_clock_that_stands_or_jumps_for_hours(ffmpeg: Ffmpeg, name: str, times: str, end_s: float, says: str) -> None:
    source = ffmpeg("s.mkv", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=30", "-frames:v", "24", "-c:v", "mjpeg")
    path = ffmpeg(name, "-i", str(source), "-c", "copy", "-bsf:v", f"setts=ts='{times}'")
    with VideoFile(path) as video:
        assert video.times[-1] == pytest.approx(end_s, abs=0.05)
        assert len(video) == 24
        assert says in " ".join(video.warnings)


def test_a_clip_of_one_frame(ffmpeg: Ffmpeg) -> None:
    path = ffmpeg("one.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25", "-frames:v", "1", "-pix_fmt", "yuv420p")
    with VideoFile(path) as video:
        assert (len(video), video.info.mean_fps, video.info.variable_frame_rate) == (1, 0.0, False)
        assert video.info.duration_s == pytest.approx(0.04)
        assert video.warnings == ()


@pytest.mark.parametrize("name", ["12:30 Übung.mp4", "a%03d.mp4", "空翻 .mp4", "-i.mp4", "'quoted'.mp4"])
def test_any_name(tmp_path: Path, whole: bytes, name: str) -> None:
    if os.name == "nt" and ":" in name:
        pytest.skip("Windows has no such names")
    path = tmp_path / name
    path.write_bytes(whole)
    with VideoFile(path) as video:
        assert len(video) == 120


def test_a_file_that_vanishes(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "gone.mp4"
    path.write_bytes(whole)
    with VideoFile(path) as video:
        shutil.rmtree(tmp_path)
        with pytest.raises(VideoError, match="no such file"):
            list(video.frames())


def test_closed(film: Film) -> None:
    video = VideoFile(film("h264 with b-frames"))
    video.close()
    video.close()
    with pytest.raises(VideoError, match="was closed"):
        video.frame(3)
