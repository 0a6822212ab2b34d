"""When a clip was filmed, where its file says so."""

from datetime import UTC, datetime
from pathlib import Path

from dancecoach.video.source import open_container

_KEYS = ("com.apple.quicktime.creationdate", "creation_time", "date")
#: Cameras whose clock was never set write 1904 (QuickTime's zero), 1970 or 1980.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def filmed_at(path: Path) -> datetime | None:
    """When a clip was filmed, in UTC; None where its file does not say, or what cannot be.

    Raises:
        VideoError: the file cannot be opened.
    """
    with open_container(path) as container:
        tables = [container.metadata, *(stream.metadata for stream in container.streams)]
    found = (_time(table.get(key, "")) for key in _KEYS for table in tables)
    return next((time for time in found if time is not None), None)


def _time(text: str) -> datetime | None:
    """A time as ISO 8601; without a time zone it is UTC, as the containers have it."""
    try:
        time = datetime.fromisoformat(text.strip())
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):  # no time, or one whose UTC is before the year 1 or after 9999
        return None
    return time if _EARLIEST <= time <= datetime.now(UTC) else None
