from datetime import UTC, datetime, timedelta

import av
import numpy as np
import pytest

from dancecoach.errors import VideoError
from dancecoach.video.filmed import filmed_at


@pytest.fixture
def stamped(tmp_path):
    """``stamped({key: text})``: when a film of one picture was made whose file says so of itself."""

    def make(said):
        path = tmp_path / "film.mov"
        with av.open(str(path), "w", format="mov", options={"movflags": "use_metadata_tags"}) as made:
            made.metadata.update(said)
            stream = made.add_stream("mpeg4", rate=30)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            made.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), "rgb24")))
            made.mux(stream.encode())
        return filmed_at(path)

    return make


NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2025-03-04T12:00:00Z", "2025-03-04T14:00:00+0200", " 2025-03-04 12:00:00", "20250304T120000.000000Z"]
)
def test_a_time_with_or_without_its_zone_is_told_in_utc(stamped, text):
    assert stamped({"date": text}) == NOON


def test_what_the_phone_says_counts_before_what_the_container_says(stamped):
    phone = "com.apple.quicktime.creationdate"
    assert stamped({phone: "2025-03-04T14:00:00+02:00", "date": "2025-03-05"}) == NOON
    assert stamped({phone: "in spring", "date": "2025-03-05"}) == datetime(2025, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["1904-01-01T00:00:00Z", "1970-01-01", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "spring", "2025"],
)
def test_what_cannot_be_is_not_told(stamped, text):
    assert stamped({"date": text}) is None


def test_nobody_films_in_the_future(stamped):
    assert stamped({"date": (datetime.now(UTC) + timedelta(days=2)).isoformat()}) is None


def test_a_file_that_says_nothing_says_nothing(stamped, tmp_path):
    assert stamped({}) is None
    (tmp_path / "letter.mov").write_text("no film")
    with pytest.raises(VideoError):
        filmed_at(tmp_path / "letter.mov")
