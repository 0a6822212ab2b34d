import threading
from pathlib import Path

import av
import numpy as np
import pytest

from dancecoach.errors import CameraError, OutputError
from dancecoach.pipeline.live.keep import save_pictures
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress
from dancecoach.video.recorder import recover_recordings
from dancecoach.video.ring import Limits, PictureRing

SIZE = (64, 48)


def picture(n, size=SIZE):
    """The left half says the number in grey, the right half is orange."""
    image = np.empty((size[1], size[0], 3), np.uint8)
    image[:, : size[0] // 2] = 20 + 5 * n
    image[:, size[0] // 2 :] = (30, 120, 230)
    return image


def film(times, size=SIZE, ring=None):
    ring = ring or PictureRing(Limits(1000, 10**9, 0))
    for n, time_s in enumerate(times):
        image = picture(n, size)
        ring.add(Frame(image, time_s, n), 0.0, compress(image))
    return ring


def pictures_of(times, size=SIZE):
    return film(times, size).between(-1e9, 1e9)


def read(path):
    with VideoFile(path) as video:
        return [float(t) for t in video.times], [frame.image.copy() for frame in video.frames()]


def test_every_picture_is_there_at_the_cameras_own_time(tmp_path):
    times = 12.0 + np.array([0, 0.033, 0.07, 0.1, 0.2, 0.25, 0.4, 0.41, 0.5])
    saved = save_pictures(pictures_of(times), tmp_path / "neu" / "letzte Übung.mp4")
    assert (saved.pictures, saved.path.name) == (9, "letzte Übung.mp4")
    assert saved.seconds == pytest.approx(0.5)
    got, images = read(saved.path)
    np.testing.assert_allclose(got, times - 12.0, atol=1e-3)
    for n, image in enumerate(images):
        assert abs(float(image[24, 16].mean()) - (20 + 5 * n)) < 6
        np.testing.assert_allclose(image[24, 48], (30, 120, 230), atol=14)
    assert [p.name for p in saved.path.parent.iterdir()] == ["letzte Übung.mp4"], "nothing is left beside it"


def test_gaps_are_counted_not_closed(tmp_path):
    times = [n / 30 for n in range(30) if n not in (10, 11, 20)]
    saved = save_pictures(pictures_of(times), tmp_path / "a.mp4")
    assert saved.gaps == 2
    assert max(np.diff(read(saved.path)[0])) == pytest.approx(0.1, abs=1e-3)


def test_without_pictures_there_is_nothing_to_save(tmp_path):
    with pytest.raises(CameraError, match="nothing is kept"):
        save_pictures((), tmp_path / "a.mp4")
    assert not list(tmp_path.iterdir())


def test_one_picture_is_a_clip_too(tmp_path):
    saved = save_pictures(pictures_of([3.0]), tmp_path / "a.mp4")
    assert (saved.seconds, saved.gaps) == (0, 0)
    assert len(read(saved.path)[1]) == 1


def test_a_camera_that_changed_its_size_is_saved_since_then(tmp_path):
    ring = film([0, 0.1, 0.2], (32, 32))
    film([0.3, 0.4], SIZE, ring)
    saved = save_pictures(ring.between(0, 9), tmp_path / "a.mp4")
    assert saved.pictures == 2
    assert read(saved.path)[1][0].shape[:2] == (48, 64)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OutputError, match="file"):
        save_pictures(pictures_of([0, 0.1]), tmp_path / "file" / "a.mp4")


def test_a_program_that_wants_to_end_still_saves_all_of_it(tmp_path):
    hurry = threading.Event()
    hurry.set()
    times = [n / 30 for n in range(20)]
    saved = save_pictures(pictures_of(times), tmp_path / "a.mp4", hurry)
    got, images = read(saved.path)
    np.testing.assert_allclose(got, times, atol=1e-3)
    np.testing.assert_allclose(images[5][24, 48], (30, 120, 230), atol=14)
    assert [p.name for p in tmp_path.iterdir()] == ["a.mp4"]


SAVER = """
import sys
from pathlib import Path
import numpy as np
from dancecoach.pipeline.live import keep as live_keep
from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress
from dancecoach.video.ring import Limits, PictureRing

ring = PictureRing(Limits(1000, 10**9, 0))
for n in range(40):
    image = np.full((48, 64, 3), 5 * n, np.uint8)
    ring.add(Frame(image, n / 20, n), 0.0, compress(image))

class Slow:
    def is_set(self):
        print("done", flush=True)
        sys.stdin.read()

live_keep.save_pictures(ring.between(0, 9), Path(sys.argv[1]) / "übung.mp4", Slow())
"""


def test_what_was_asked_for_before_a_kill_is_there_at_the_next_start(tmp_path, killed_when):
    killed_when(SAVER, tmp_path)
    [path] = recover_recordings(tmp_path)
    assert path == tmp_path / "übung.mp4"
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert len(frames) == 40
    np.testing.assert_allclose([float(f.time) for f in frames], np.arange(40) / 20, atol=1e-3)
    grey = [float(f.to_ndarray(format="gray").mean()) for f in frames]
    np.testing.assert_allclose(grey, 5 * np.arange(40), atol=3)
    assert not list(Path(tmp_path).glob("*.recording.mkv"))
