"""Every path that can be given on the command line, and what is said where nothing was given for one."""

import inspect
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import typer

from dancecoach.cli import options
from dancecoach.cli.app import app


def _functions(program: typer.Typer):
    for command in program.registered_commands:
        yield command.callback
    for group in program.registered_groups:
        yield from _functions(group.typer_instance)


def _paths():
    """All parameters that take a file or a folder: the command, the name, what is said of it."""
    for function in _functions(app):
        hints = get_type_hints(function, include_extras=True)
        for name in inspect.signature(function).parameters:
            meant, *said = get_args(hints[name]) or (hints[name],)
            if "Path" in str(meant):
                yield f"{function.__name__} {name}", said[0] if said else None


def test_every_path_is_read_by_what_refuses_an_empty_one():
    paths = dict(_paths())
    assert len(paths) > 25  # or they were looked for in vain
    assert [name for name, said in paths.items() if getattr(said, "parser", None) is not options.path] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", ""],
        ["import", "clip.mp4", ""],
        ["import", "--library", ""],
        ["analyze", "", "--out", "results"],
        ["analyze", "clip.mp4", "--out", ""],
        ["compare", "", "clip.mp4", "--out", "results"],
        ["lesson", "open", ""],
        ["library", "export", " "],
        ["teach", "style", "waltz", ""],
        [""],
    ],
)
def test_an_empty_name_is_not_the_folder_at_hand(call, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    done = call(*arguments)
    assert done.code == 2
    assert "an empty name is no file and no folder" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_dot_is_the_folder_at_hand():
    assert options.path(".") == Path()


def test_names_are_parted_by_commas():
    assert options.names(" trc, ,coco") == ("trc", "coco")
