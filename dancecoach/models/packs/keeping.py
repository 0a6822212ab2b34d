"""The packs as a person keeps them: listed with their card, taken in, shared, switched off, removed, restored.

Whatever changes something gives back how it is taken back.
"""

from pathlib import Path

import attrs

from dancecoach.errors import InputError, ModelError
from dancecoach.i18n import _
from dancecoach.models.card import ModelCard
from dancecoach.models.model import OnnxModel
from dancecoach.models.packs.card_text import card_text
from dancecoach.models.packs.copying import copy_pack
from dancecoach.models.packs.styles import (
    own_packs,
    own_packs_folder,
    pack_name,
    shipped_packs,
    switch_off,
    switched_off,
)
from dancecoach.models.packs.taking_back import have
from dancecoach.models.packs.vetting import read_pack, vet
from dancecoach.models.teaching.embedding import StylePack
from dancecoach.models.teaching.forgetting import network_without, taught_style, taught_styles
from dancecoach.undo import Undo

_LONGEST_NAME = 60


@attrs.frozen(eq=False)
class Pack:
    """A style pack.

    Attributes:
        name: by which it is chosen.
        path: its file.
        own: whether it is the person's own.
        replaces: whether it stands for a shipped one of the same name.
        on: whether it is asked for the style of clips.
        card: what it says of itself; None where it cannot be used.
        problem: why it cannot be used; "" where it can.
    """

    name: str
    path: Path
    own: bool
    replaces: bool
    on: bool
    card: ModelCard | None
    problem: str = ""


def all_packs() -> list[Pack]:
    """Every pack in order of its name; those switched off or broken too. Opens each: to be called from a thread."""
    shipped, own, off = shipped_packs(), own_packs(), switched_off()
    packs = []
    for name, path in sorted((shipped | own).items()):
        card, problem = None, ""
        try:
            card = OnnxModel(path, kind="style").card
        except ModelError as error:
            problem = str(error)
        packs.append(Pack(name, path, name in own, name in own and name in shipped, name not in off, card, problem))
    return packs


def find_pack(name: str) -> Pack:
    """The pack of a name.

    Raises:
        InputError: there is none.
    """
    packs = all_packs()
    found = next((pack for pack in packs if pack.name == name), None)
    if found is None:
        names = ", ".join(pack.name for pack in packs) or _("none")
        raise InputError(_("is no style pack at hand"), subject=name, remedy=_("choose one of: {}").format(names))
    return found


def put_pack(name: str, content: bytes) -> Undo:
    """Have a pack of the person's own; it stands for a shipped one of that name, and for an own one of before.

    Raises:
        OutputError: it cannot be written.
    """
    path = own_packs().get(name) or own_packs_folder() / _file_name(name)
    off = switched_off()
    back = have(path, content)
    if name in off:
        switch_off(off - {name})

    def undo() -> None:
        back()
        if name in off:
            switch_off(off)

    return undo


def take_in(path: Path) -> tuple[str, Undo]:
    """Take in a pack that somebody else has made; its name, and how to take that back.

    Raises:
        InputError: the file cannot be read, is too large, has no name for a pack, or there is one of its own already.
        ModelError: it is no style pack, or one that could do harm.
        OutputError: it cannot be kept.
    """
    content = read_pack(path)
    vet(content, path)
    name = pack_name(path).strip().lower()
    if not name or name[0] == "." or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(
            _("has no name for a style pack"), subject=path, remedy=_("call the file style_something.onnx")
        )
    there = own_packs().get(name)
    if there is not None and there.read_bytes() != content:
        raise InputError(
            _("has the name of a pack of your own, “{}”").format(name),
            subject=path,
            remedy=_("remove that one first, or give the file another name"),
        )
    return name, put_pack(name, content)


def remove_pack(name: str) -> Undo:
    """Do without one of the person's own packs; a shipped one that it stood for is there again.

    Raises:
        InputError: there is none of that name, or it ships with the program.
        OutputError: it cannot be removed.
    """
    pack = find_pack(name)
    if not pack.own:
        raise InputError(
            _("comes with the program and cannot be removed"), subject=name, remedy=_("switch it off instead")
        )
    return have(pack.path, None)


def forget_style(name: str, style: str) -> Undo:
    """Have a pack not know a style any more that it was taught; the others that it was taught stay.

    Where nothing is left that a shipped pack does not know, the shipped one is there again.

    Raises:
        InputError: there is no own pack of that name, or it was not taught that style.
        ModelError: the pack is broken.
        OutputError: it cannot be written.
    """
    pack = find_pack(name)
    if not pack.own:
        raise InputError(_("comes with the program and was taught nothing"), subject=name)
    network = StylePack.open(pack.path)
    style = taught_style(network.model.card, style, pack.name)
    content = network_without(network, style)
    if pack.card is not None and pack.replaces and taught_styles(pack.card) == (style,):
        return remove_pack(name)
    return put_pack(name, content)


def switch_pack(name: str, *, on: bool) -> Undo:
    """Ask a pack for the style of clips, or no longer.

    Raises:
        InputError: there is none of that name.
        OutputError: it cannot be remembered.
    """
    find_pack(name)
    before = switched_off()
    switch_off(before - {name} if on else before | {name})
    return lambda: switch_off(before)


def restore_shipped() -> tuple[tuple[str, ...], Undo]:
    """Have the packs that ship as they came: none switched off, none replaced; what changed, and how to undo it.

    Packs of other names stay.

    Raises:
        OutputError: one cannot be removed.
    """
    shipped, off = set(shipped_packs()), switched_off()
    replaced = {name: have(path, None) for name, path in own_packs().items() if name in shipped}
    if off & shipped:
        switch_off(off - shipped)

    def undo() -> None:
        for back in replaced.values():
            back()
        if off & shipped:
            switch_off(off)

    return tuple(sorted(set(replaced) | (off & shipped))), undo


def share_pack(name: str, target: Path) -> tuple[Path, Path]:
    """Copy a pack to hand it on, and its card beside it, to be read; the two files.

    Args:
        name: of the pack.
        target: the file to write, or a folder.

    Raises:
        InputError: there is none of that name.
        ModelError: it is broken.
        OutputError: it cannot be written.
    """
    pack = find_pack(name)
    if pack.card is None:
        raise ModelError(pack.problem, subject=name, remedy=_("remove it, or restore the packs"))
    return copy_pack(pack.path, target, _file_name(name), card_text(pack.card))


def _file_name(name: str) -> str:
    return f"style_{name.replace('-', '_')}.onnx"
