"""``dancecoach demo``: the drawn clip in the window, or the same analysis here where there is no display."""

from pathlib import Path

import platformdirs
import typer

from dancecoach.cli import exits
from dancecoach.cli.opening import has_display, open_window
from dancecoach.i18n import _
from dancecoach.resources import demo_clip


def run_demo(out: Path | None) -> int:
    """Show the demo clip; the exit code.

    Args:
        out: folder for the results without a display; None takes one among the person's data.
    """
    clip = demo_clip()
    if not clip.is_file():
        typer.echo(_("{}: the demo clip is missing; install dancecoach again.").format(clip), err=True)
        return exits.IN_THE_WAY
    if has_display():
        return open_window(clip, None, "review")
    from dancecoach.cli.analyze import AnalyzeCall, analyze_clips

    folder = out or platformdirs.user_data_path("dancecoach", False) / "demo"
    typer.echo(_("There is no display here, so the demo clip is analysed in the terminal."))
    code = analyze_clips(AnalyzeCall((clip,), folder, overlay=True))
    if code == exits.DONE:
        typer.echo(_("The results are in {}").format(folder))
    return code
