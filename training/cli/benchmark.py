"""``python -m training benchmark style|phases|few-shot``: systems on the same clips and folds, in one table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.display import listener, results, warn
from training.cli.options import Clips, Dances, Epochs, Seed, Threads, one_of
from training.errors import CallError

if TYPE_CHECKING:
    from training.benchmark.table import Section

benchmark_app = typer.Typer(help="Compare systems of the field, and ours.", no_args_is_help=True)

Out = Annotated[Path, typer.Option(help="Folder that keeps every outcome; a killed run goes on from it.")]
Systems = Annotated[str, typer.Option(help="Names with commas between; all without.")]
Seeds = Annotated[int, typer.Option(min=1, help="Runs of each.")]
Markdown = Annotated[Path | None, typer.Option(help="Write the tables to this file too.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.add_typer(benchmark_app, name="benchmark")


@benchmark_app.command("style")
def benchmark_style_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: Annotated[str, typer.Argument(help="Set of dances: trends-vn, ballroom-latin, or extracted.")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    out: Out,
    systems: Systems = "",
    protocols: Annotated[str, typer.Option(help="Names with commas between.")] = "random_windows_leaky,by_clip",
    seeds: Seeds = 3,
    epochs: Epochs = 0,
    threads: Threads = 0,
    strangers: Annotated[
        Path | None, typer.Option(help="Poses of clips that are none of the dances, as `extract` writes them.")
    ] = None,
    markdown: Markdown = None,
) -> None:
    """Compare what names the dance of a clip."""
    from training.benchmark.outcome import Outcome
    from training.benchmark.strangers import load_strangers
    from training.benchmark.suite import Suite
    from training.benchmark.table import sections
    from training.data.inspection import doubts, refuse_one_class
    from training.data.sets import load_set
    from training.systems import SYSTEMS

    chosen = _names(systems) or [n for n, kind in SYSTEMS.items() if kind.task == "style"]
    dances = load_set(name, folder)
    refuse_one_class(dances.labels, folder)
    warn(doubts(dances.clips))
    unlike = [] if strangers is None else load_strangers(strangers, dances.clips[0].track.skeleton)
    suite = Suite(dances, chosen, _names(protocols), seeds, epochs, threads, unlike)
    suite.check()
    outcomes = []
    with listener() as listen:
        for found in suite.run(out, listen):
            if isinstance(found, Outcome):
                outcomes.append(found)
            else:
                warn([found])
    if not outcomes:
        raise typer.Exit(3)
    _show(sections(outcomes), markdown)


@benchmark_app.command("phases")
def benchmark_phases_command(  # noqa: PLR0917 - typer reads the options from the signature
    clips: Clips,
    out: Out,
    poses: Annotated[Path | None, typer.Option(help="Poses of real clips, as `extract` writes them.")] = None,
    labels: Annotated[Path | None, typer.Option(help="NAME.phases.json of the real clips.")] = None,
    systems: Systems = "",
    seeds: Seeds = 3,
    epochs: Epochs = 0,
    threads: Threads = 0,
    markdown: Markdown = None,
) -> None:
    """Compare what cuts a clip into phases: taught by drawn clips, asked about others and about real ones."""
    from training.benchmark.phases import asked_about, compare, phase_systems
    from training.benchmark.table import phase_sections
    from training.networks.system import Fitting

    if (poses is None) != (labels is None):
        raise CallError("poses and labels of real clips go together", remedy="name both folders, or neither")
    chosen = [one_of(phase_systems(), name, "system for phases") for name in _names(systems) or phase_systems()]
    with listener() as listen:
        asked = asked_about(clips, poses, labels)
        fittings = [Fitting(seed, epochs, threads, progress=listen) for seed in range(seeds)]
        outcomes = list(compare(chosen, clips, asked, out, fittings))
    _show(phase_sections(outcomes), markdown)


@benchmark_app.command("few-shot")
def benchmark_few_shot_command(  # noqa: PLR0917 - typer reads the options from the signature
    dances: Dances,
    out: Out,
    draws: Annotated[int, typer.Option(min=1, help="How often clips are drawn for each number.")] = 10,
    seed: Seed = 0,
    epochs: Epochs = 0,
    threads: Threads = 0,
    markdown: Markdown = None,
) -> None:
    """Show how well a style is taught from how many clips: each dance in turn as the new one."""
    from training.benchmark.table import few_shot_section
    from training.recipes.style import StyleTraining
    from training.recipes.style_data import Dances as Clips
    from training.teaching.judge import FewShotTrial

    settings = StyleTraining.usual(seed=seed, threads=threads, epochs=epochs)
    with listener() as listen:
        clips = Clips.read(dances, settings.variants, settings.augmentation, seed, progress=listen)
        place = out / (f"{epochs}-rounds" if epochs else "")
        found = list(FewShotTrial(clips, settings, place, (1, 3, 5), draws).run(listen))
    _show([few_shot_section(found)], markdown)


def _show(parts: "list[Section]", markdown: Path | None) -> None:
    from dancecoach.files import write_text
    from training.benchmark import table
    from training.show import section_table

    for part in parts:
        results.print(section_table(part))
    if markdown is not None:
        write_text(markdown, table.markdown(parts))


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
