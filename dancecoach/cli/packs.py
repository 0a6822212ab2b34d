"""Packs from a terminal: listed, taken in, shared, switched, removed, restored."""

from collections.abc import Callable
from pathlib import Path

from rich.table import Table

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, shown
from dancecoach.errors import DancecoachError, InputError, ModelError
from dancecoach.i18n import _
from dancecoach.pipeline.packs import (
    AnyPack,
    PackKind,
    all_packs,
    forget,
    remove_pack,
    restore_shipped,
    share_pack,
    switch_pack,
    take_in,
)


def show_packs(*, cards: bool) -> int:
    """List the packs; the exit code."""
    out, _err = consoles()
    packs = all_packs()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in (_("pack"), _("of"), _("from"), _("knows"), _("made on")):
        table.add_column(title, overflow="fold")
    for pack in packs:
        knows = pack.problem or (_("how it is done") if pack.kind is PackKind.SKILL else ", ".join(pack.labels))
        table.add_row(shown(pack.name), _kind(pack), _from(pack), shown(knows), pack.date)
    out.print(table)
    for pack in packs if cards else ():
        if pack.text:
            out.print(f"\n{shown(pack.name)}: {shown(pack.text)}", markup=False, highlight=False, end="")
    return exits.DONE


def _kind(pack: AnyPack) -> str:
    return {
        PackKind.STYLE: _("styles"), PackKind.SKILL: _("a skill"), PackKind.PHASES: _("the phases")
    }[pack.kind]  # fmt: skip


def _from(pack: AnyPack) -> str:
    said = [_("your own") if pack.own else _("the program")]
    if pack.replaces:
        said.append(_("in the place of the one that ships"))
    if not pack.on:
        said.append(_("switched off"))
    return ", ".join(said)


def add(file: Path) -> int:
    """Take in somebody's pack; the exit code."""
    return _do(lambda: _("“{}” is known from now on").format(take_in(file)[0]))


def remove(name: str) -> int:
    """Remove an own pack; the exit code."""

    def do() -> str:
        remove_pack(name)
        return _("“{}” is removed").format(name)

    return _do(do)


def forget_one(name: str, style: str) -> int:
    """Have an own pack not know a taught style any more; the exit code."""

    def do() -> str:
        forget(name, style)
        return _("“{style}” is forgotten").format(style=style)

    return _do(do)


def share(name: str, out: Path) -> int:
    """Copy a pack and its card; the exit code."""

    def do() -> str:
        file, card = share_pack(name, out)
        return _("{file}, with its card in {card}").format(file=shown(file), card=shown(card.name))

    return _do(do)


def switch(name: str, *, on: bool) -> int:
    """Switch a pack on or off; the exit code."""

    def do() -> str:
        switch_pack(name, on=on)
        text = _("“{}” is asked") if on else _("“{}” is not asked any more")
        return text.format(name)

    return _do(do)


def restore() -> int:
    """Have the shipped packs as they came; the exit code."""

    def do() -> str:
        changed, _undo = restore_shipped()
        return _("as they came: {}").format(", ".join(changed)) if changed else _("they are as they came")

    return _do(do)


def _do(act: Callable[[], str]) -> int:
    out, err = consoles()
    try:
        out.print(shown(act()), markup=False, highlight=False, soft_wrap=True)
    except DancecoachError as error:
        err.print(shown(str(error)), markup=False, highlight=False, soft_wrap=True)
        if isinstance(error, ModelError):
            return exits.UNUSABLE_INPUT
        return exits.WRONG_CALL if isinstance(error, InputError) else exits.IN_THE_WAY
    return exits.DONE
