"""The pictures by which a clip is known."""

import av
import cv2
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.pipeline.importing.pictures import SIZE, STRIP, STRIP_HEIGHT, draw_pictures
from dancecoach.video.file import VideoFile


@pytest.fixture
def draw(tmp_path):
    """Makes both pictures of a clip and reads them."""

    def both(path):
        out = tmp_path / "a" / "one.jpg", tmp_path / "b" / "strip.jpg"
        draw_pictures(path, *out)
        return [cv2.imread(str(file)) for file in out]

    return both


def test_a_video_is_shown_as_it_is(draw, drawn_clip):
    one, strip = draw(drawn_clip("jump", size=(96, 64), duration=1.5).path)
    assert one.shape == (64, 96, 3)  # never larger than it is
    assert strip.shape[1] == STRIP * 96
    cells = np.split(strip.astype(float), STRIP, axis=1)
    assert np.abs(cells[0] - cells[-1]).mean() > 1  # another moment


def test_a_large_video_fits(draw, drawn_clip):
    one, strip = draw(drawn_clip("jump", size=(480, 640), duration=0.2).path)
    assert one.shape == (SIZE[1], 162, 3)
    assert strip.shape == (STRIP_HEIGHT, STRIP * 81, 3)


def test_landmarks_are_drawn(draw, films):
    one, strip = draw(films / "poses.npz")
    assert one.shape[:2] == (SIZE[1], SIZE[0])
    assert len(np.unique(one.reshape(-1, 3), axis=0)) > 50
    assert strip.shape[0] == STRIP_HEIGHT


def test_a_broken_file_makes_nothing(draw, films, tmp_path):
    with pytest.raises(InputError, match="broken"):
        draw(films / "broken.mp4")
    assert not (tmp_path / "a").exists()


def test_a_clip_with_many_key_frames_is_hardly_decoded(tmp_path, draw, monkeypatch):
    path, decoded = tmp_path / "long.mp4", []
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"g": "10", "bf": "0", "sc_threshold": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(300):
            image = np.full((48, 64, 3), i * 255 // 300, np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        out.mux(stream.encode())
    frame = VideoFile.frame
    monkeypatch.setattr(VideoFile, "frame", lambda video, i: decoded.append((i, video.cost(i))) or frame(video, i))
    one, strip = draw(path)
    assert len(decoded) == STRIP + 1
    assert sum(cost for _, cost in decoded) < 30
    assert one.mean() == pytest.approx(0.4 * 255, abs=15)
    cells = [cell.mean() for cell in np.split(strip.astype(float), STRIP, axis=1)]
    assert cells == pytest.approx([(i + 0.5) / STRIP * 255 for i in range(STRIP)], abs=15)
