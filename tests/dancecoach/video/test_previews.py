"""Small pictures: of the right moments, nearest first, within their memory, and never in the way."""

import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from dancecoach.video.file import VideoFile
from dancecoach.video.previews import NEAR_S, Previews
from dancecoach.video.source import VideoFrame

Film = Callable[[str], Path]
KINDS = ("h264 with b-frames", "h264 open groups", "hevc", "vp9 in webm", "variable frame rate", "rotated", "edit list")


def all_previews(video: VideoFile) -> Previews:
    previews = video.make_previews()
    previews.start()
    assert previews.wait(60)
    return previews


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Mean difference of two pictures at a size where the loss of a small JPEG does not count."""
    small = [cv2.resize(image, (48, 48), interpolation=cv2.INTER_AREA).astype(float) for image in (one, other)]
    return float(np.abs(small[0] - small[1]).mean())


@pytest.mark.parametrize("film_kind", KINDS)
def test_a_preview_is_a_frame_from_nearby(film: Film, film_kind: str) -> None:
    with VideoFile(film(film_kind)) as video:
        previews = all_previews(video)
        assert len(previews) > len(video) // 5
        for asked in range(0, len(video), 7):
            seen = previews.nearest(asked)
            assert seen is not None, asked
            exact = video.frame(seen.index)
            assert seen.preview
            assert not exact.preview
            assert seen.size == exact.size
            assert seen.time_s == exact.time_s
            assert abs(seen.time_s - video.times[asked]) <= NEAR_S
            assert difference(seen.image, exact.image) < 6 < difference(seen.image, 255 - exact.image)
            if seen.index >= 12:
                assert difference(seen.image, exact.image) < difference(seen.image, video.frame(seen.index - 12).image)


@pytest.mark.parametrize("pictures", [0, 1, 9])
def test_the_memory_keeps_its_limit_and_reaches_the_end(film: Film, pictures: int) -> None:
    with VideoFile(film("h264 with b-frames")) as video:
        previews = Previews(video._path, video._index, video._pictures, limit_bytes=(limit := pictures * 12_000))
        previews.start()
        assert previews.wait(60)
        assert previews.bytes_used <= limit
        assert len(previews) >= pictures
        places = [frame for frame in range(len(video)) if previews.nearest(frame) is not None]
        if pictures == 9:
            assert (places[0], places[-1]) == (0, len(video) - 1), "fewer of a long clip, but from all of it"


def test_what_lies_near_is_made_first(film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    keep = Previews._keep

    def watched(self: Previews, number: int, native: VideoFrame) -> None:
        made.append(number)
        keep(self, number, native)

    monkeypatch.setattr(Previews, "_keep", watched)
    with VideoFile(film("h264 with b-frames")) as video:  # groups of 40 frames
        previews = video.make_previews()
        previews.look_at(55)
        previews.start()
        assert previews.wait(60)
    groups = [number // 40 for number in made]
    assert set(groups[: len(groups) // 4]) == {1}
    assert set(groups) == {0, 1, 2}


def test_nothing_is_made_while_it_is_held(film: Film) -> None:
    with VideoFile(film("h264 with b-frames")) as video:
        previews = video.make_previews()
        with previews.held():
            previews.start()
            assert not previews.wait(0.2)
            assert len(previews) == 0
        assert previews.wait(60)
        assert len(previews) > 0


def test_closing_ends_the_thread_even_while_it_is_held(film: Film) -> None:
    with VideoFile(film("h264 with b-frames")) as video:
        previews = video.make_previews()
        before = threading.active_count()
        with previews.held():
            previews.start()
            previews.close()
        previews.close()
        assert threading.active_count() == before


def test_a_file_that_has_gone_is_no_fault_of_the_previews(film: Film, tmp_path: Path) -> None:
    path = tmp_path / "gone.mp4"
    path.write_bytes(film("h264 with b-frames").read_bytes())
    with VideoFile(path) as video:
        previews = video.make_previews()
        path.unlink()
        previews.start()
        assert previews.wait(60)
        assert previews.nearest(5) is None
