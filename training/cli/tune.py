"""``python -m training tune``: settings of a system, chosen by inner folds and judged by outer ones."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from training.cli.display import listener, notes, results, say_what_is_seen, warn
from training.cli.options import Epochs, Seed, Threads
from training.cli.report import report_beside

if TYPE_CHECKING:
    from training.tuning.nested import Tuned


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("tune")(tune_command)


def tune_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: Annotated[str, typer.Argument(metavar="SYSTEM", help="One of those that `benchmark` compares.")],
    dances: Annotated[str, typer.Argument(metavar="SET", help="trends-vn or ballroom-latin; drawn for phases.")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    out: Annotated[Path, typer.Option(help="Folder for what is found; a killed run goes on from it.")],
    trials: Annotated[int, typer.Option(min=1, help="Settings tried in each outer fold.")] = 15,
    storage: Annotated[str, typer.Option(help="URL of an Optuna storage for several machines; a file without.")] = "",
    outer: Annotated[int, typer.Option(min=2, help="Folds that judge.")] = 5,
    inner: Annotated[int, typer.Option(min=2, help="Folds that choose, within each.")] = 4,
    seed: Seed = 0,
    epochs: Epochs = 0,
    threads: Threads = 0,
) -> None:
    """Tune a system by nested folds; show what that is worth, alone and as an ensemble."""
    from training.data.inspection import doubts
    from training.networks.system import Fitting
    from training.show import write_json
    from training.systems import system
    from training.tuning.backend import optuna
    from training.tuning.backend import storage as opened
    from training.tuning.material import DRAWN, load_material
    from training.tuning.nested import Tuning
    from training.tuning.space import space_of

    optuna()
    chosen = system(name, "phases" if dances == DRAWN else "style")
    space_of(chosen)
    with listener() as listen:
        material = load_material(dances, folder, listen)
        warn(doubts(material.clips))
        say_what_is_seen(chosen, material.clips)
        tuning = Tuning(chosen, material, out, trials, Fitting(seed, epochs, threads, progress=listen), outer, inner)
        with opened(out, storage) as kept:
            found = tuning.run(kept)
    for outcome in found.outcomes.values():
        outcome.save(out / tuning.name)
    write_json(out / f"{tuning.name}.json", found.to_dict())
    results.print(settings_table(found))
    results.print(worth_table(found))
    report_beside(out)
    notes.print(f"settings and outcomes in {out}", highlight=False, soft_wrap=True)


def settings_table(found: "Tuned") -> Table:
    """What each outer fold chose."""
    knobs = list(found.chosen[0].tuned)
    table = Table("fold", "trials", "pruned", "inner F1", *(k.rsplit(".", 1)[-1] for k in knobs), title="chosen")
    for number, one in enumerate(found.chosen, 1):
        facts = one.to_dict()
        row = (str(facts[k]) for k in ("trials", "pruned"))
        cells = (f"{v:.4g}" if isinstance(v, float) else str(v) for v in one.tuned.values())
        table.add_row(str(number), *row, f"{facts['inner_score']:.3f}", *cells)
    return table


def worth_table(found: "Tuned") -> Table:
    """What models of each kind were worth on the outer folds; 80 characters hold it."""
    first = next(iter(found.outcomes.values()))
    table = Table("model", "accuracy", "F1", "loss", "ECE", "weights", "train s", title=f"{first.dances}, nested folds")
    for kind, outcome in found.outcomes.items():
        shares = (f"{100 * share:.1f}" for share in (outcome.accuracy, outcome.macro_f1))
        numbers = (f"{outcome.loss:.2f}", f"{outcome.calibration:.2f}", f"{outcome.parameters:,}")
        table.add_row(kind, *shares, *numbers, f"{outcome.seconds:.0f}")
    return table
