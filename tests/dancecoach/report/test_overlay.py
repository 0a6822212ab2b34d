import subprocess

import av
import numpy as np
import pytest

from dancecoach.errors import Cancelled
from dancecoach.motion.phases import PHASES, segments_of
from dancecoach.palette import PHASES as PALETTE
from dancecoach.palette import bgr
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.report.overlay import DualView, OtherClip, write_overlay
from dancecoach.report.painter import FramePainter, Parts
from dancecoach.report.plan import Span
from dancecoach.video.file import VideoFile


def ffmpeg(*arguments) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def track_for(path, figure) -> PoseTrack:
    with VideoFile(path) as video:
        points = figure.points(len(video))
        return figure.track(points, video.times, pixels_per_metre=60, frame_size=(video.info.width, video.info.height))


def overlay_of(path, figure, tmp_path, **more):
    out = tmp_path / "overlay.mp4"
    write_overlay(path, track_for(path, figure), out, **more)
    return out


def test_the_skeleton_is_in_the_picture_and_nothing_else_changed(drawn_clip, figure, tmp_path):
    path = drawn_clip("stand", duration=0.4).path
    out = overlay_of(path, figure, tmp_path)
    knee = track_for(path, figure).pixels()[3, BLAZEPOSE_33.index("left_knee")].round().astype(int)
    with VideoFile(path) as before, VideoFile(out) as after:
        a, b = (v.frame(3).image.astype(int) for v in (before, after))
    assert np.abs(a - b)[knee[1], knee[0]].max() > 40
    assert np.abs(a - b)[:20].mean() < 4


def test_times_are_those_of_the_clip(drawn_clip, figure, tmp_path):
    times = (0.0, 0.03, 0.1, 0.13, 0.2, 0.33, 0.36)
    path = drawn_clip("stand", times=times).path
    with VideoFile(overlay_of(path, figure, tmp_path)) as after:
        np.testing.assert_allclose(after.times, times, atol=2e-3)


def test_a_turned_clip_is_upright(drawn_clip, figure, tmp_path):
    turned = tmp_path / "turned.mp4"
    clip = drawn_clip("stand", duration=0.4).path
    ffmpeg("-i", clip, "-c", "copy", "-metadata:s:v:0", "rotate=90", turned)
    with VideoFile(turned) as before, VideoFile(overlay_of(turned, figure, tmp_path)) as after:
        assert before.info.rotation != 0
        assert after.info.rotation == 0
        assert (after.info.width, after.info.height) == (before.info.width, before.info.height)


@pytest.mark.parametrize("codec", ["aac", "libmp3lame"])
def test_the_sound_is_kept_and_stays_with_the_pictures(drawn_clip, figure, tmp_path, codec):
    source = tmp_path / "clip.mp4"
    tone = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
    # The pictures begin half a second into the file: the sound before them has none to go with.
    ffmpeg(
        *("-itsoffset", "0.5", "-i", drawn_clip("stand", duration=0.4).path),
        *tone,
        *("-c:v", "copy", "-c:a", codec, source),
    )
    out = overlay_of(source, figure, tmp_path)
    with av.open(str(out)) as made:
        sound = made.streams.audio[0]
        first = next(p for p in made.demux(sound) if p.pts is not None)
        assert float(first.pts * sound.time_base) == pytest.approx(0.0, abs=0.05)
        assert float(sound.duration * sound.time_base) == pytest.approx(0.5, abs=0.1)


def test_sound_that_mp4_does_not_take_is_left_out(drawn_clip, figure, tmp_path):
    source = tmp_path / "clip.mkv"
    clip = drawn_clip("stand", duration=0.4).path
    ffmpeg("-i", clip, "-f", "lavfi", "-i", "sine=duration=0.4", "-c:v", "copy", "-c:a", "wavpack", source)
    with av.open(str(overlay_of(source, figure, tmp_path))) as made:
        assert len(made.streams.video) == 1
        assert len(made.streams.audio) == 0


def test_stopping_leaves_nothing(drawn_clip, figure, tmp_path):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        overlay_of(
            drawn_clip("stand", duration=0.4).path,
            figure,
            tmp_path,
            cancel=cancel,
            progress=lambda p: p.done == 2 and cancel.cancel(),
        )
    assert list(tmp_path.iterdir()) == []


def test_an_odd_size_is_drawn_all_the_same(drawn_clip, figure, tmp_path):
    odd = tmp_path / "odd.mkv"
    ffmpeg("-i", drawn_clip("stand", duration=0.4).path, "-vf", "format=yuv444p,crop=201:177", "-c:v", "ffv1", odd)
    with VideoFile(overlay_of(odd, figure, tmp_path)) as after:
        assert after.info.width == 202


def test_the_phase_of_each_frame_is_on_its_colour(drawn_clip, figure, tmp_path):
    path = drawn_clip("stand", duration=0.4).path
    labels = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3])
    out = overlay_of(path, figure, tmp_path, phases=segments_of(labels, track_for(path, figure).times))
    with VideoFile(out) as after:
        for frame, label in zip(after.frames(0, len(labels)), labels, strict=True):
            corner = frame.image[12:15, 12:40].reshape(-1, 3).astype(int)
            wanted = np.array(bgr(PALETTE[PHASES[label]]))
            assert np.abs(np.median(corner, axis=0) - wanted).max() < 30, frame.index


def test_a_part_in_slow_motion_has_its_times_and_no_sound(drawn_clip, figure, tmp_path):
    source = tmp_path / "clip.mp4"
    clip = drawn_clip("stand", duration=0.4).path
    ffmpeg("-i", clip, "-f", "lavfi", "-i", "sine=duration=0.4", "-c:v", "copy", "-c:a", "aac", source)
    out = overlay_of(source, figure, tmp_path, span=Span(4, 7, 0.25))
    with VideoFile(out) as after:
        assert len(after) == 4
        np.testing.assert_allclose(after.times, np.arange(4) * 4 / 30, atol=2e-3)
        assert not after.has_audio


def test_a_part_at_full_speed_keeps_its_own_sound(drawn_clip, figure, tmp_path):
    source = tmp_path / "clip.mp4"
    clip = drawn_clip("stand").path
    ffmpeg("-i", clip, "-f", "lavfi", "-i", "sine=duration=1", "-c:v", "copy", "-c:a", "aac", source)
    with av.open(str(overlay_of(source, figure, tmp_path, span=Span(6, 14)))) as made:
        sound = made.streams.audio[0]
        assert float(sound.duration * sound.time_base) == pytest.approx(0.3, abs=0.06)


def test_the_clip_as_it_is_stands_beside_its_overlay(drawn_clip, figure, tmp_path):
    clip = drawn_clip("stand", duration=0.4).path
    out = overlay_of(clip, figure, tmp_path, dual=DualView())
    with VideoFile(clip) as before, VideoFile(out) as after:
        assert (after.info.width, after.info.height) == (644, 240)
        image, plain = after.frame(5).image.astype(int), before.frame(5).image.astype(int)
        assert np.abs(image[:, :320] - plain).mean() < 4
        assert np.abs(image[:, 324:] - plain).max() > 60


def test_a_second_clip_is_aligned_at_the_frames_named(drawn_clip, figure, tmp_path):
    first, second = drawn_clip("stand", duration=0.4).path, drawn_clip("squat", duration=0.6).path
    beside = OtherClip(second, FramePainter(track_for(second, figure), Parts(phases=False)), at=(3, 8))
    out = overlay_of(first, figure, tmp_path, dual=DualView("above", beside))
    with VideoFile(out) as after:
        # The second clip begins five frames before the first and ends a frame after it.
        assert len(after) == 18
        assert (after.info.width, after.info.height) == (320, 484)
        np.testing.assert_allclose(np.diff(after.times), 1 / 30, atol=2e-3)


def test_what_is_superposed_is_half_of_both(drawn_clip, figure, tmp_path):
    clip = drawn_clip("stand", duration=0.2).path
    other = OtherClip(clip, None, at=(0, 0))
    nothing = Parts(skeleton=False, phases=False, drawings=False)
    out = overlay_of(clip, figure, tmp_path, parts=nothing, dual=DualView("through", other))
    with VideoFile(clip) as before, VideoFile(out) as after:
        assert np.abs(after.frame(2).image.astype(int) - before.frame(2).image).mean() < 4
