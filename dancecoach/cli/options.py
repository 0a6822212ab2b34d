"""What several commands may be given, and the words of ``--help``; the names with capitals are types of parameters."""

import enum
from pathlib import Path
from typing import Annotated

import typer

from dancecoach.i18n import _


class PoseModel(enum.StrEnum):
    """Size of the pose network."""

    LITE = "lite"
    FULL = "full"


class Engine(enum.StrEnum):
    """Pose engine."""

    BLAZEPOSE = "blazepose"
    MEDIAPIPE = "mediapipe"


class Activity(enum.StrEnum):
    """What a clip shows."""

    AUTO = "auto"
    DANCE = "dance"
    GYMNASTICS = "gymnastics"


class SequenceLayout(enum.StrEnum):
    """How a sequence picture is laid out."""

    AUTO = "auto"
    TOGETHER = "together"
    STRIP = "strip"


class Page(enum.StrEnum):
    """Page of the window."""

    LIVE = "live"
    REVIEW = "review"
    PRACTICE = "practice"
    LIBRARY = "library"


def path(text: str) -> Path:
    """A file or folder as it was typed; every such parameter is read with it.

    Raises:
        BadParameter: nothing was typed, which Python would take for the folder at hand.
    """
    if not text.strip():
        raise typer.BadParameter(_("an empty name is no file and no folder; give a name"))
    return Path(text)


# What goes in, and where to.

Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="CLIP...",
        help="Videos, or landmarks (.npz of ours, CSV or JSON of others).",
        show_default=False,
        parser=path,
    ),
]
Videos = Annotated[list[Path], typer.Argument(metavar="CLIP...", help="Videos.", show_default=False, parser=path)]
Results = Annotated[
    Path,
    typer.Option(
        "--out", "-o", metavar="DIR", help="Folder for the results; each clip gets its own in it.", parser=path
    ),
]
LibraryFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Folder of the library.", show_default="in the program's data folder", parser=path
    ),
]
OpenedLibrary = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Folder of the library, for this time.", show_default="the one chosen last", parser=path
    ),
]
HandedOver = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the files, DIR/<clip>-report.pdf.", parser=path)
]

# How a clip is looked at.

Network = Annotated[PoseModel, typer.Option(help="Pose network: lite is faster, full more exact.")]
PoseEngine = Annotated[Engine, typer.Option(help="Pose engine; mediapipe is optional.")]
Shown = Annotated[Activity, typer.Option(help="What the clips show.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, max=64, help="Processes that share the work.", show_default="one for each core, at most 8"),
]
LandmarksFps = Annotated[
    float | None,
    typer.Option(min=0.1, max=1000, help="Frames per second of landmarks without times.", show_default="30"),
]
CaptureFps = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        max=20_000,
        help="Slow motion: frames per second at which the camera filmed, such as 240. Phases, flights and heights are "
        "then those of the real action.",
        show_default="as the file says",
    ),
]
StylePacks = Annotated[
    str, typer.Option(metavar="NAMES", help="Style packs to ask, with commas between.", show_default="all")
]
Person = Annotated[
    str | None,
    typer.Option(
        metavar="X,Y@T",
        help="Of several people the one to follow: where they are in the picture at T seconds, as shares of its "
        "width and height, such as 0.3,0.55@2.4.",
        show_default="the larger and more central one",
    ),
]
Overlay = Annotated[bool, typer.Option("--overlay", help="Also write the clip with the skeleton drawn in.")]

# What is handed over.

What = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="What to make, with commas between: report (html and pdf), html, pdf, video, picture, sequence, xlsx, "
        "csv; poses for other programs: trc, coco, poses-csv, npz, parquet, or poses for all five.",
    ),
]
Parts = Annotated[
    str,
    typer.Option(
        metavar="NAMES",
        help="What to draw over video and pictures: skeleton, phases, drawings, and the angles of knee, hip, elbow, "
        "shoulder, ankle (or left_knee); empty for nothing.",
    ),
]
Skill = Annotated[
    int | None, typer.Option(min=1, help="Skill for report and sequence, 1 is the first.", show_default="all")
]
From = Annotated[
    float | None, typer.Option("--from", metavar="S", min=0, help="Video: where the part begins, seconds.")
]
To = Annotated[float | None, typer.Option("--to", metavar="S", min=0, help="Video: where the part ends, seconds.")]
Speed = Annotated[float, typer.Option(metavar="PERCENT", min=2, max=400, help="Video: speed of the part.")]
Rest = Annotated[bool, typer.Option("--rest", help="Video: the rest of the clip too, at full speed.")]
Beside = Annotated[bool, typer.Option("--beside", help="Video: the clip as it is, beside it.")]
At = Annotated[float, typer.Option(metavar="S", min=0, help="Picture: its moment, seconds.")]
Instants = Annotated[int, typer.Option(min=2, max=24, help="Sequence: how many instants.")]
Layout = Annotated[SequenceLayout, typer.Option(help="Sequence: together on their background, or side by side.")]
AsFound = Annotated[
    bool, typer.Option("--as-found", help="Phases as the program found them, not as corrected by hand.")
]


def names(text: str) -> tuple[str, ...]:
    """What was given with commas between."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
