"""``dancecoach privacy``: where everything lies that the program keeps."""

import json
from pathlib import Path

from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.display import shown
from dancecoach.pipeline.privacy.places import Place, places
from dancecoach.pipeline.privacy.words import how_to_delete, promises, size_words
from dancecoach.settings import load_settings, settings_file


def show_privacy(library: Path | None, *, as_json: bool) -> int:
    """Print it, in words or as JSON; the exit code.

    Args:
        library: folder of a library; None takes the one chosen in the window.
        as_json: for a program to read.
    """
    console = Console()
    settings, _warnings = load_settings(settings_file())
    chosen = Path(settings.library_folder) if settings.library_folder else None
    every = places(settings, library or chosen)
    if as_json:
        console.print(
            json.dumps([_content(place) for place in every], ensure_ascii=False, indent=2),
            markup=False, highlight=False, soft_wrap=True,
        )  # fmt: skip
        return exits.DONE
    for sentence in promises():
        console.print(sentence, markup=False, highlight=False)
    for place in every:
        console.print(f"\n[bold]{place.title}[/bold]  {size_words(*place.size())}", highlight=False)
        console.print(f"  {shown(str(place.path))}", markup=False, highlight=False, soft_wrap=True)
        if place.patterns:
            console.print(f"    {place.shown_patterns}", markup=False, highlight=False, soft_wrap=True)
        console.print(f"  {place.holds}", markup=False, highlight=False)
    console.print(f"\n{how_to_delete()}", markup=False, highlight=False)
    return exits.DONE


def _content(place: Place) -> dict[str, object]:
    files, size = place.size()
    return {
        "id": place.id, "title": place.title, "holds": place.holds, "path": str(place.path),
        "patterns": place.patterns, "made_again": place.again, "files": files, "bytes": size,
    }  # fmt: skip
