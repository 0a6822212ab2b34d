"""``python -m training teach``: one style more, from a few clips."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.display import listener, notes, results
from training.cli.options import ModelFile

if TYPE_CHECKING:
    from dancecoach.pose.track import PoseTrack
    from dancecoach.progress import ProgressCallback


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.command("teach")(teach_command)


def teach_command(
    clips: Annotated[list[Path], typer.Argument(help="Three to ten clips of the style: videos, or files of poses.")],
    style: Annotated[str, typer.Option(help="Name of the new style.")],
    out: Annotated[Path, typer.Option(help="The new .onnx file.")],
    pack: ModelFile = None,
) -> None:
    """Add a style to a style network, whose others stay as they are."""
    from dancecoach.files import make_folder, write_bytes
    from dancecoach.models.packs.styles import pack_name
    from dancecoach.models.style import FILE, style_values
    from dancecoach.models.teaching.clips import StyleClip
    from dancecoach.models.teaching.teach import teach
    from dancecoach.resources import model_path

    base = pack or model_path(FILE)
    with listener() as listen:
        examples = [StyleClip(path.name, style_values(_track(path, listen))) for path in clips]
        done = teach({pack_name(base): base}, style, examples, progress=listen)
    make_folder(out.parent)
    write_bytes(out, done.network)
    for name, why in done.left_out:
        notes.print(f"{name}: left out. {why}", style="yellow", highlight=False, soft_wrap=True)
    results.print(f"{style}: taught from {len(done.clips)} clips; {done.known} of them known when left out")
    for clip, heard in zip(done.clips, done.heard, strict=True):
        results.print(f"  {clip.name}: {heard}", highlight=False)
    results.print(f"{done.old.kept} of the clips of the other styles are called as before; in {out}")


def _track(path: Path, listen: "ProgressCallback") -> "PoseTrack":
    from dancecoach.pose.formats import is_pose_file, load_pose_file
    from dancecoach.progress import Progress
    from dancecoach.video.file import VideoFile
    from training.data.extract import engine, track_of

    listen(Progress(f"looking at clips, {path.name}", 0))
    if is_pose_file(path):
        track, warnings = load_pose_file(path)
        for text in warnings:
            notes.print(f"{path.name}: {text}", style="yellow", highlight=False, soft_wrap=True)
        return track
    with VideoFile(path, cache_bytes=0) as clip:
        return track_of(clip.frames(), engine("full"), (clip.info.width, clip.info.height))
