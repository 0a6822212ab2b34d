"""Where the clips lie that outcomes speak of: their poses, and their videos where there are some."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import attrs

from dancecoach.pose.formats import load_npz
from dancecoach.pose.track import PoseTrack
from training.data.extract import SUFFIX
from training.data.extract.folder import videos_in
from training.data.labels.clip_times import without_suffix
from training.data.phases import drawn_folders
from training.data.sets import SETS, load_set
from training.errors import CallError

Finder = Callable[[str], PoseTrack | None]
"""From a clip's name to its poses."""

PHASE_SETS = ("drawn", "real")
"""Sets that are asked about phases: drawn clips, and poses of real ones as `extract --as-filmed` wrote them."""


@attrs.frozen(slots=False)
class ClipBook:
    """Clips by name.

    Attributes:
        finders: by the name of the set as outcomes have it.
        videos: folder of videos; without it there are only skeletons.
    """

    finders: dict[str, Finder] = attrs.field(factory=dict)
    videos: Path | None = None

    def track(self, of: str, name: str) -> PoseTrack | None:
        """The poses of a clip; None where they are not at hand.

        Raises:
            PoseFileError: they are damaged.
        """
        finder = self.finders.get(of)
        return None if finder is None else finder(name)

    def video(self, name: str) -> Path | None:
        """The video of a clip; None where there is none of that name."""
        return self._videos.get(name)

    @cached_property
    def _videos(self) -> dict[str, Path]:
        if self.videos is None:
            return {}
        places = ((video, video.relative_to(self.videos)) for video in videos_in(self.videos))
        return {(place.parent / without_suffix(place.name)).as_posix(): video for video, place in places}


def clip_book(places: Sequence[tuple[str, Path]], videos: Path | None = None) -> ClipBook:
    """What is at hand.

    Args:
        places: (set, folder), the set one of `SETS` or `PHASE_SETS`.
        videos: folder of videos, named as the clips are.

    Raises:
        CallError: there is no such set.
        InputError: a folder holds nothing, or something damaged.
    """
    finders: dict[str, Finder] = {}
    for name, folder in places:
        if name in SETS:
            dances = load_set(name, folder)
            tracks = {clip.name: clip.track for clip in dances.clips}
            finders[dances.name] = tracks.get
        elif name in PHASE_SETS:
            finders[name] = _drawn(folder) if name == "drawn" else _real(folder)
        else:
            known = ", ".join((*SETS, *PHASE_SETS))
            raise CallError("is not a set of clips", subject=repr(name), remedy=f"choose one of: {known}")
    book = ClipBook(finders, videos)
    book.video("")  # a folder without videos is said before anything is drawn
    return book


def _drawn(folder: Path) -> Finder:
    parts = {part.name: part for part in drawn_folders(folder)}

    def find(name: str) -> PoseTrack | None:
        part, _, number = name.rpartition("/")
        path = parts[part] / f"clip-{number}{SUFFIX}" if part in parts else None
        return load_npz(path) if path is not None and path.is_file() else None

    return find


def _real(folder: Path) -> Finder:
    found = {without_suffix(path.relative_to(folder).as_posix()): path for path in sorted(folder.rglob(f"*{SUFFIX}"))}

    def find(name: str) -> PoseTrack | None:
        return load_npz(found[name]) if name in found else None

    return find
