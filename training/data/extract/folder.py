"""The videos of a folder tree, what each is called, and which label it has."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from training.data.labels.clip_times import VIDEOS, without_suffix
from training.data.labels.styles import StyleLabel, read_styles, styles_of

SUFFIX = ".pose.npz"


@attrs.frozen
class Footage:
    """A video of a set.

    Attributes:
        video: its file.
        name: unique within the set: its place in the folder, without the video's suffix.
        label: what is known of it; its style is empty where nothing is.
    """

    video: Path
    name: str
    label: StyleLabel


def videos_in(folder: Path) -> list[Path]:
    """The videos in a folder and below it, in order; hidden ones are left out.

    Raises:
        InputError: it is no folder, or there is none.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", subject=folder, remedy="name the folder that holds the videos")
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in VIDEOS and not _hidden(p.relative_to(folder)))
    if not found:
        raise InputError("holds no videos", subject=folder, remedy="name the folder that holds the videos")
    return found


def footage(folder: Path, table: Path | None = None) -> tuple[Footage, ...]:
    """The videos in a folder and below it, with their labels, in order.

    Without a table a folder in it is the label of what lies in and below that; videos in the folder itself have none.

    Args:
        folder: of the videos.
        table: ``clip,style,...`` for each, as `training.data.labels.styles` describes.

    Raises:
        InputError: there are no videos, or the table is not that of these videos.
    """
    videos = videos_in(folder)
    places = [video.relative_to(folder) for video in videos]
    labels = _from_folders(places) if table is None else _from_table(places, table)
    plain = [(place.parent / without_suffix(place.name)).as_posix() for place in places]
    often = Counter(plain)
    names = [name if often[name] == 1 else place.as_posix() for name, place in zip(plain, places, strict=True)]
    return tuple(Footage(*one) for one in zip(videos, names, labels, strict=True))


def empty_classes(folder: Path) -> tuple[str, ...]:
    """The names of folders that are labels of nothing: no file lies in or below them."""
    inside = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    return tuple(p.name for p in inside if not any(part.is_file() for part in p.rglob("*")))


def _hidden(place: Path) -> bool:
    return any(part.startswith(".") for part in place.parts)


def _from_folders(places: Sequence[Path]) -> list[StyleLabel]:
    return [StyleLabel(without_suffix(p.name), p.parts[0] if len(p.parts) > 1 else "") for p in places]


def _from_table(places: Sequence[Path], table: Path) -> list[StyleLabel]:
    """A table knows clips by their bare names alone.

    Raises:
        InputError: two videos share one, or the table names another clip, or lacks one.
    """
    seen: dict[str, Path] = {}
    for place in places:
        name = without_suffix(place.name)
        if name in seen:
            raise InputError(
                f"has the name of {seen[name].as_posix()}, so that {table.name} cannot tell them apart",
                subject=place.as_posix(),
                remedy="rename one of them",
            )
        seen[name] = place
    return styles_of(seen, read_styles(table))
