"""``python -m training skills``: the space in which taught skills are told apart."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, results


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("skills")(skills_command)


def skills_command(
    out: Annotated[Path, typer.Option(help="The new .npz file.")],
    count: Annotated[int, typer.Option(min=20, help="Figures by chance to learn from.")] = 1200,
    judged: Annotated[int, typer.Option(min=0, help="Figures of other people to judge by.")] = 300,
    seen: Annotated[list[Path] | None, typer.Option(help="Drawn clips that our engine looked at; may repeat.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per core.")] = 0,
) -> None:
    """Make the space of skills from drawn figures, and judge it by people that it was not made from."""
    from training.skills.make import drawn_skills, judge_space, write_space
    from training.workers import usual_workers

    with listener() as listen:
        taught = drawn_skills(count, "train", seen or (), workers=workers or usual_workers(), progress=listen)
        space = write_space(taught, out)
        asked = drawn_skills(judged, "test", workers=workers or usual_workers(), progress=listen) if judged else []
    results.print(f"{len(taught)} skills, {len(set(space.names))} names, in {out}", highlight=False)
    for worth in judge_space(space, asked) if asked else ():
        results.print(
            f"taught from {worth.taught}: {worth.known:.0%} of the skill known, {worth.taken:.1%} of others taken for "
            f"it ({worth.skills} skills, other people)",
            highlight=False,
        )
