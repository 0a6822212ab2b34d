"""``python -m training benchmark style|phases|few-shot|ablation``: the same clips and folds for all, in one table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import attrs
import typer

from training.cli.display import listener, results, warn
from training.cli.options import Augment, Balanced, Clips, Copies, Dances, Epochs, Threads, one_of
from training.cli.report import report_beside
from training.errors import CallError

if TYPE_CHECKING:
    from training.benchmark.outcome import Outcome
    from training.benchmark.suite import Suite
    from training.benchmark.table import Section

benchmark_app = typer.Typer(help="Compare systems of the field, and ours.", no_args_is_help=True)

Out = Annotated[Path, typer.Option(help="Folder that keeps every outcome; a killed run goes on from it.")]
Systems = Annotated[str, typer.Option(help="Names with commas between; all without.")]
Seeds = Annotated[int, typer.Option(min=1, help="Runs of each.")]
Markdown = Annotated[Path | None, typer.Option(help="Write the tables to this file too.")]
Settings = Annotated[str, typer.Option("--set", help='Settings of the systems other than usual: "step=50".')]
SetName = Annotated[str, typer.Argument(help="Set of dances: trends-vn, ballroom-latin, or extracted.")]
Folder = Annotated[Path, typer.Argument(help="Where its files lie.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.add_typer(benchmark_app, name="benchmark")


@benchmark_app.command("style")
def benchmark_style_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: SetName,
    folder: Folder,
    out: Out,
    systems: Systems = "",
    protocols: Annotated[str, typer.Option(help="Names with commas between.")] = "random_windows_leaky,by_clip",
    seeds: Seeds = 3,
    epochs: Epochs = 0,
    threads: Threads = 0,
    strangers: Annotated[
        Path | None, typer.Option(help="Poses of clips that are none of the dances, as `extract` writes them.")
    ] = None,
    augment: Augment = "",
    copies: Copies = 1,
    balance: Balanced = None,
    noise: Annotated[
        Path | None, typer.Option("--without", help="List of `doubtful`: leave out the pictures marked there as noise.")
    ] = None,
    per_take: Annotated[
        int, typer.Option(min=0, help="At most so many clips of each take, evenly chosen; 0 takes all.")
    ] = 0,
    settings: Settings = "",
    markdown: Markdown = None,
) -> None:
    """Compare what names the dance of a clip."""
    from training.benchmark.ablation import settings_from
    from training.benchmark.doubtful import without
    from training.benchmark.learning import Learning
    from training.benchmark.strangers import load_strangers
    from training.benchmark.suite import Suite
    from training.benchmark.table import sections
    from training.data.inspection import doubts, refuse_one_class
    from training.data.sets import load_set
    from training.systems import SYSTEMS
    from training.systems import system as usual

    chosen = _names(systems) or [n for n, kind in SYSTEMS.items() if kind.task == "style"]
    given = [settings_from(settings, usual(one, "style")) for one in chosen]
    dances = load_set(name, folder)
    refuse_one_class(dances.labels, folder)
    if per_take:
        dances, out = dances.thinned(per_take), out / f"{per_take}-a-take"
    if noise is not None:
        dances, word = without(dances, noise)
        out /= word
    warn(doubts(dances.clips))
    unlike = [] if strangers is None else load_strangers(strangers, dances.clips[0].track.skeleton)
    learning = (Learning(augment, copies, balance),)
    suite = Suite(dances, chosen, _names(protocols), seeds, epochs, threads, unlike, learning, given[0])
    _show(sections(_outcomes(suite, out)), out, markdown)


@benchmark_app.command("ablation")
def benchmark_ablation_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: SetName,
    folder: Folder,
    out: Out,
    system: Annotated[str, typer.Option(help="One of those that `style` compares.")] = "tcn",
    protocol: Annotated[str, typer.Option(help="One that keeps clips apart.")] = "by_clip",
    augment: Augment = "",
    copies: Copies = 1,
    balance: Annotated[bool, typer.Option(help="Compare class weights and balanced sampling too.")] = True,
    settings: Settings = "",
    seeds: Seeds = 3,
    epochs: Epochs = 0,
    threads: Threads = 0,
    markdown: Markdown = None,
) -> None:
    """Show what each way of varying clips is worth: none, all, each alone, all but each."""
    from training.benchmark.ablation import ablation_section, balances, settings_from, variations
    from training.benchmark.protocols import PROTOCOLS
    from training.benchmark.suite import Suite
    from training.data.inspection import doubts, refuse_one_class
    from training.data.sets import load_set
    from training.systems import system as usual

    if protocol in PROTOCOLS and PROTOCOLS[protocol].leaky:
        raise CallError("asks about what it taught", subject=protocol, remedy="choose one that keeps clips apart")
    given = settings_from(settings, usual(system, "style"))
    suite = Suite(load_set(name, folder), [system], [protocol], seeds, epochs, threads, settings=given)
    refuse_one_class(suite.dances.labels, folder)
    warn(doubts(suite.dances.clips))
    chosen = suite.system(system)
    tables = {"varied": variations(chosen, augment, copies)} | ({"classes": balances(chosen)} if balance else {})
    learning = tuple(how for cases in tables.values() for how in cases.values())
    outcomes = _outcomes(attrs.evolve(suite, learning=learning), out)
    title = f"{suite.dances.name}, {protocol}, {system}"
    parts = [ablation_section(f"{title}: {w}", w, chosen, c, outcomes) for w, c in tables.items() if c]
    _show(parts, out, markdown)


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
    augment: Augment = "",
    copies: Copies = 1,
    balance: Balanced = None,
    markdown: Markdown = None,
) -> None:
    """Compare what cuts a clip into phases: taught by drawn clips, asked about others and about real ones."""
    from training.benchmark.learning import Learning
    from training.benchmark.phases import asked_about, compare, phase_systems
    from training.benchmark.table import phase_sections
    from training.networks.system import Fitting

    if (poses is None) != (labels is None):
        raise CallError("poses and labels of real clips go together", remedy="name both folders, or neither")
    chosen = [one_of(phase_systems(), name, "system for phases") for name in _names(systems) or phase_systems()]
    with listener() as listen:
        asked = asked_about(clips, poses, labels)
        fittings = [Fitting(seed, epochs, threads, progress=listen) for seed in range(seeds)]
        learning = Learning(augment, copies, balance)
        outcomes = list(compare(chosen, clips, asked, out, fittings, learning=learning))
    _show(phase_sections(outcomes), out, markdown)


@benchmark_app.command("few-shot")
def benchmark_few_shot_command(  # noqa: PLR0917 - typer reads the options from the signature
    dances: Dances,
    out: Out,
    draws: Annotated[int, typer.Option(min=1, help="How often clips are drawn for each number.")] = 10,
    seeds: Seeds = 3,
    seed: Annotated[int, typer.Option(min=0, help="The first of them.")] = 0,
    epochs: Epochs = 0,
    threads: Threads = 0,
    markdown: Markdown = None,
) -> None:
    """Show how well a style is taught from how many clips: each dance in turn as the new one."""
    from training.benchmark.table import few_shot_section
    from training.data.inspection import doubts, refuse_one_class
    from training.data.sets import load_set
    from training.recipes.style_data import Dances as Clips
    from training.recipes.style_workshop import StyleTraining
    from training.teaching.judge import FewShotOutcome, FewShotTrial

    found: list[FewShotOutcome] = []
    place = out / (f"{epochs}-rounds" if epochs else "")
    trends = load_set("trends-vn", dances)
    refuse_one_class(trends.labels, dances)
    warn(doubts(trends.clips))
    with listener() as listen:
        for number in range(seed, seed + seeds):
            settings = StyleTraining.usual(seed=number, threads=threads, epochs=epochs)
            clips = Clips.of(trends, settings.variants, settings.augmentation, number, progress=listen)
            found += FewShotTrial(clips, settings, place, (1, 3, 5), draws).run(listen)
    _show([few_shot_section(found)], out, markdown)


def _outcomes(suite: "Suite", out: Path) -> "list[Outcome]":
    """All that can be asked; what cannot be is said in a sentence."""
    from training.benchmark.outcome import Outcome

    suite.check()
    outcomes, told = [], set()
    with listener() as listen:
        for found in suite.run(out, listen):
            if isinstance(found, Outcome):
                outcomes.append(found)
            elif found not in told:  # each seed says the same
                told.add(found)
                warn([found])
    if not outcomes:
        raise typer.Exit(3)
    return outcomes


def _show(parts: "list[Section]", out: Path, markdown: Path | None) -> None:
    """The tables here, and all that the folder holds as a page in it."""
    from dancecoach.files import write_text
    from training.benchmark import table
    from training.show import section_tables

    for part in parts:
        for shown in section_tables(part, results.width):
            results.print(shown)
    if markdown is not None:
        write_text(markdown, table.markdown(parts))
    report_beside(out)


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
