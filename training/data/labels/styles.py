"""Styles of clips: a table, or folders named after them."""

from collections.abc import Iterable
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from training.data.labels.clip_times import VIDEOS
from training.data.labels.read import clip_name, table_rows, text_of

_COLUMNS = "name the columns clip, style, performer, take, source (the last three may be left out)"
_CLIPS = VIDEOS | {".npz", ".csv", ".json"}


@attrs.frozen
class StyleLabel:
    """What is known of a clip.

    Attributes:
        clip: its name, without folder and suffix.
        style: of the dance.
        performer: who it is, or empty where not known.
        take: of which recording it is, or empty; clips of one take never stand on two sides of a split.
        source: who recorded it, or empty.
        where: file and line, for sentences.
    """

    clip: str
    style: str
    performer: str = ""
    take: str = ""
    source: str = ""
    where: str = attrs.field(default="", eq=False)


def read_styles(source: Path) -> tuple[StyleLabel, ...]:
    """The styles of clips, in order of their names.

    Args:
        source: a table ``clip,style,performer,take,source``, or a folder with a folder of clips for each style.

    Raises:
        InputError: there are none, a line is incomplete, a folder is empty, or a clip is named twice.
    """
    if not source.exists():
        raise InputError("is not there", subject=source, remedy="name a table of styles, or a folder of such folders")
    found = _from_folders(source) if source.is_dir() else _from_table(source)
    if not found:
        raise InputError("names no clips", subject=source, remedy=_COLUMNS)
    seen: dict[str, StyleLabel] = {}
    for label in found:
        if label.clip in seen:
            raise InputError(
                f"names the clip {label.clip} again, after {seen[label.clip].where}",
                subject=label.where,
                remedy="leave one of them",
            )
        seen[label.clip] = label
    return tuple(seen[name] for name in sorted(seen))


def styles_of(clips: Iterable[str], labels: Iterable[StyleLabel]) -> list[StyleLabel]:
    """The label of each clip, in their order.

    Args:
        clips: names of all clips that there are.
        labels: as read.

    Raises:
        InputError: a clip has no label, or a label names a clip that is not there.
    """
    names, by_clip = list(clips), {label.clip: label for label in labels}
    stray = next((label for name, label in by_clip.items() if name not in set(names)), None)
    if stray is not None:
        raise InputError(
            f"names the clip {stray.clip}, which is not there",
            subject=stray.where,
            remedy="take the table of these clips",
        )
    missing = next((name for name in names if name not in by_clip), None)
    if missing is not None:
        raise InputError("has no style", subject=missing, remedy="add it to the table of styles, or take the clip out")
    return [by_clip[name] for name in names]


def _from_table(path: Path) -> list[StyleLabel]:
    text = text_of(path)
    if not text.strip():
        raise InputError("is empty", subject=path, remedy=_COLUMNS)
    found = []
    for where, row in table_rows(path, text):
        if not row.get("clip") or not row.get("style"):
            raise InputError("names no clip and style", subject=where, remedy=_COLUMNS)
        others = {name: row.get(name, "") for name in ("performer", "take", "source")}
        found.append(StyleLabel(clip_name(row["clip"]), row["style"], **others, where=where))
    return found


def _from_folders(folder: Path) -> list[StyleLabel]:
    """A clip's poses may lie beside its video: both are the one clip."""
    found: dict[tuple[str, str], StyleLabel] = {}
    for inside in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        clips = sorted(p for p in inside.rglob("*") if p.suffix.lower() in _CLIPS and not p.name.startswith("."))
        if not clips:
            raise InputError("holds no clips of its style", subject=inside, remedy="add some, or take the folder out")
        for path in clips:
            name = clip_name(path.name).removesuffix(".npz")
            found.setdefault((inside.name, name), StyleLabel(name, inside.name, where=str(path)))
    return list(found.values())
