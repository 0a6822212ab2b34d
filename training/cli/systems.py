"""``python -m training train system``: one of the field's systems, from clips to a file."""

import math
from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, notes, results, say_what_is_seen, warn
from training.cli.options import Augment, Balanced, Copies, Epochs, Seed, Threads
from training.cli.train import train_app


def register(app: typer.Typer) -> None:
    """Add the command to ``train``, which is on the workshop's command line already."""
    del app
    train_app.command("system")(train_system_command)


def train_system_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: Annotated[str, typer.Argument(metavar="SYSTEM", help="One of those that `benchmark` compares.")],
    dances: Annotated[str, typer.Argument(metavar="SET", help="Set of dances, or extracted; drawn for phases.")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    out: Annotated[Path, typer.Option(help="The .onnx file.")],
    judged: Annotated[
        bool, typer.Option("--judged/--all-clips", help="Keep a fifth of the clips to judge by, or learn from all.")
    ] = True,
    augment: Augment = "",
    copies: Copies = 1,
    balance: Balanced = None,
    seed: Seed = 0,
    epochs: Epochs = 0,
    threads: Threads = 0,
) -> None:
    """Train one of the field's systems and write it as a file that runs without TensorFlow."""
    from training.benchmark.learning import Learning
    from training.data.inspection import doubts
    from training.export.fielded import refuse_unexportable, teach_and_export
    from training.networks.backend import keras, onnx
    from training.networks.system import Fitting
    from training.systems import system
    from training.tuning.material import DRAWN, load_material

    chosen = system(name, "phases" if dances == DRAWN else "style")
    refuse_unexportable(chosen)
    learning = Learning(augment, copies, balance)
    learning.check(chosen)
    onnx()
    keras()
    with listener() as listen:
        material = load_material(dances, folder, listen)
        warn(doubts(material.clips))
        say_what_is_seen(chosen, material.clips)
        fitting = Fitting(seed, epochs, threads)
        done = teach_and_export(chosen, material, out, fitting, learning=learning, judged=judged, progress=listen)
    if math.isfinite(done.accuracy):
        results.print(
            f"{name}: {done.accuracy:.1%} of {done.units} held-out {material.unit} named rightly, "
            f"macro F1 {done.macro_f1:.3f}; learned from {done.taught} clips",
            highlight=False,
            soft_wrap=True,
        )
    else:
        results.print(f"{name}: learned from all {done.taught} clips, judged by none", highlight=False)
    kilobytes = done.written.size / 1000
    notes.print(
        f"{done.written.path}: {kilobytes:.0f} kB, differs from Keras by {done.written.parity:.1g}",
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip
