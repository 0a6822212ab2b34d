"""Arguments and options that several commands have, and reading them."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dancecoach.errors import InputError
from training.errors import CallError
from training.networks.balance import Balance

if TYPE_CHECKING:
    from dancecoach.pose.track import PoseTrack

Choice = TypeVar("Choice", bound=str)


class Use(StrEnum):
    """Where a phase network works."""

    LIVE = "live"
    REVIEW = "review"


Clips = Annotated[Path, typer.Argument(help="Drawn clips, or a folder of such folders.")]
Dances = Annotated[Path, typer.Argument(help="Folder of the set of dances.")]
RunFolder = Annotated[Path, typer.Option("--out", help="Folder for the trained network.")]
Seed = Annotated[int, typer.Option(min=0, help="Same seed, same network.")]
Threads = Annotated[int, typer.Option(min=0, help="TensorFlow's threads; 0 leaves it to it.")]
Epochs = Annotated[int, typer.Option(min=0, help="Most rounds over the clips; 0 is the usual number.")]
Report = Annotated[Path | None, typer.Option("--json", help="Write the numbers to this file too.")]
SetName = Annotated[str, typer.Option("--set", help="Which set of dances: trends-vn, ballroom-latin, or extracted.")]
Augment = Annotated[
    str,
    typer.Option(help='Vary clips: "all", "all-mirror", "mirror,zoom=0.2", or a JSON file of settings; usual without.'),
]
Balanced = Annotated[
    Balance | None, typer.Option("--balance", help="For uneven classes; as usual for a system without.")
]
Copies = Annotated[int, typer.Option(min=1, help="Varied copies beside each clip, where a system makes none itself.")]
Captures = Annotated[Path | None, typer.Option(help="Motion capture: movement that is none of the dances.")]
ModelFile = Annotated[Path | None, typer.Option(help="Network file; the shipped one when left out.")]


def one_of(choices: Sequence[Choice], text: str, what: str) -> Choice:
    """The choice that is written so.

    Raises:
        CallError: none is.
    """
    chosen = next((c for c in choices if c == text), None)
    if chosen is None:
        raise CallError(f"is not a {what}", subject=repr(text), remedy=f"choose one of: {', '.join(choices)}")
    return chosen


def stored_poses(folder: Path | None) -> "list[PoseTrack]":
    """The poses below a folder, read; none without a folder.

    Raises:
        InputError: the folder holds none.
        PoseFileError: one is damaged.
    """
    from dancecoach.pose.formats import load_npz
    from training.data.extract import SUFFIX

    if folder is None:
        return []
    found = sorted(folder.rglob(f"*{SUFFIX}"))
    if not found:
        raise InputError("holds no poses", subject=folder, remedy="name a folder that `extract` wrote")
    return [load_npz(path) for path in found]
