"""Whatever the order of the questions, the answers are those of a run from the beginning."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.video import file as file_module
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame

Film = Callable[[str], Path]
KINDS = ("h264 with b-frames", "h264 open groups", "hevc", "vp9 in webm", "mpeg-4 in avi", "edit list")

#: Jumps, steps forward and steps back, as a person makes them.
walks = st.lists(
    st.tuples(st.sampled_from(["jump", "on", "back"]), st.integers(0, 119), st.integers(1, 12)), min_size=1, max_size=6
)


def visited(walk: list[tuple[str, int, int]], frames: int) -> Iterator[int]:
    """The frames that a walk asks for."""
    at = 0
    for kind, place, steps in walk:
        if kind == "jump":
            at = place % frames
            yield at
            continue
        for _ in range(steps):
            at = min(frames - 1, at + 1) if kind == "on" else max(0, at - 1)
            yield at


def digest(frame: Frame) -> str:
    return hashlib.md5(frame.image.tobytes()).hexdigest()


@cache
def run(path: Path) -> list[str]:
    with VideoFile(path) as video:
        return [digest(frame) for frame in video.frames()]


@pytest.mark.parametrize("film_kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=walks, cache_frames=st.sampled_from([0, 3, 20, 1000]))
def test_any_walk(film: Film, film_kind: str, walk: list[tuple[str, int, int]], cache_frames: int) -> None:
    path = film(film_kind)
    expected = run(path)
    with VideoFile(path, cache_bytes=cache_frames * 45_000) as video:
        for index in visited(walk, len(video)):
            assert digest(video.frame(index)) == expected[index], index


def test_several_threads(film: Film) -> None:
    path = film("h264 with b-frames")
    expected, wrong = run(path), []
    with VideoFile(path, cache_bytes=500_000) as video:

        def look(start: int) -> None:
            order = [*range(start, start + 20), *range(start + 19, start, -1)]
            wrong.extend(index for index in order if digest(video.frame(index)) != expected[index])

        def run_through() -> None:
            wrong.extend(frame.index for frame in video.frames() if digest(frame) != expected[frame.index])

        threads = [threading.Thread(target=look, args=(start,)) for start in (0, 35, 80)]
        threads.append(threading.Thread(target=run_through))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_run_that_is_left_closes_its_decoder(film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []

    class Watched(file_module.Decoder):
        def close(self) -> None:
            closed.append(self)
            super().close()

    monkeypatch.setattr(file_module, "Decoder", Watched)
    with VideoFile(film("gif")) as video:
        some = video.frames()
        next(some)
        closed.clear()
        some.close()  # type: ignore[attr-defined]  # it is a generator
        assert len(closed) == 1


def test_stepping_needs_few_seeks(film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forward the decoder goes on; a step back decodes its group of pictures once."""
    from dancecoach.video.decode import Decoder

    seeks: list[int] = []
    start_at = Decoder.start_at

    def counted(self: Decoder, anchor: int) -> None:
        seeks.append(anchor)
        start_at(self, anchor)

    monkeypatch.setattr(Decoder, "start_at", counted)
    with VideoFile(film("h264 with b-frames")) as video:
        seeks.clear()
        for index in range(120):
            video.frame(index)
        assert len(seeks) <= 1
    with VideoFile(film("h264 with b-frames")) as video:
        seeks.clear()
        for index in range(119, -1, -1):
            video.frame(index)
        # Three groups of 40 frames: a jump into the last, and each group once whole.
        assert len(seeks) <= 5
