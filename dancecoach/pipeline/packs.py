"""Everything that was taught or can be swapped, in one list: style packs, skill packs, and the own phase network.

Whatever changes something gives back how it is taken back.
"""

from enum import StrEnum
from pathlib import Path

import attrs

from dancecoach.coaching.taught import keeping as skills
from dancecoach.coaching.taught.pack import SUFFIX, SkillPack
from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.models.card import ModelCard
from dancecoach.models.packs import keeping as styles
from dancecoach.models.packs import own_phases as phases
from dancecoach.models.packs.card_text import card_text, styles_of
from dancecoach.models.packs.copying import copy_pack
from dancecoach.models.teaching.forgetting import taught_styles
from dancecoach.undo import Undo

PHASES = "phases"
"""Name of the own phase network."""


class PackKind(StrEnum):
    """What a pack names."""

    STYLE = "style"
    SKILL = "skill"
    PHASES = "phases"


@attrs.frozen(eq=False)
class AnyPack:
    """A pack.

    Attributes:
        kind: what it names.
        name: by which it is chosen.
        path: its file.
        own: whether it is the person's own.
        replaces: whether it stands for one that ships.
        on: whether it is asked.
        switchable: whether it can be kept without being asked.
        labels: what it knows.
        date: on which it was made; "" where it cannot be used.
        text: its card, to be read; "" where it cannot be used.
        problem: why it cannot be used; "" where it can.
        taught: those of the labels that were taught in the app, and can be forgotten one by one.
    """

    kind: PackKind
    name: str
    path: Path
    own: bool
    replaces: bool
    on: bool
    switchable: bool
    labels: tuple[str, ...] = ()
    date: str = ""
    text: str = ""
    problem: str = ""
    taught: tuple[str, ...] = ()


def all_packs() -> list[AnyPack]:
    """Every pack: styles, skills, phases. Opens each: to be called from a thread."""
    return [*map(_style, styles.all_packs()), *_skills(), *_phases()]


def find_pack(name: str) -> AnyPack:
    """The pack of a name; a style before a skill, and upper and lower case count as the same.

    Raises:
        InputError: there is none.
    """
    packs = all_packs()
    found = next((pack for pack in packs if pack.name.casefold() == name.casefold()), None)
    if found is None:
        names = ", ".join(pack.name for pack in packs) or _("none")
        raise InputError(_("is no pack at hand"), subject=name, remedy=_("choose one of: {}").format(names))
    return found


def take_in(path: Path) -> tuple[str, Undo]:
    """Take in a pack of a style or a skill that somebody else has made; its name, and how to take that back.

    Raises:
        InputError: the file cannot be read, or one of its name is there.
        ModelError: it is no pack, or one that could do harm.
        OutputError: it cannot be kept.
    """
    return skills.take_in_skill(path) if path.suffix.lower() == SUFFIX else styles.take_in(path)


def remove_pack(name: str) -> Undo:
    """Do without one of the person's own packs; a shipped one that it stood for is there again.

    Raises:
        InputError: there is none of that name, or it ships with the program.
        OutputError: it cannot be removed.
    """
    pack = find_pack(name)
    if pack.kind is PackKind.SKILL:
        return skills.remove_skill(pack.path)
    return phases.remove_phases() if pack.kind is PackKind.PHASES else styles.remove_pack(pack.name)


def forget(name: str, style: str) -> Undo:
    """Have a style pack not know a style any more that it was taught.

    Raises:
        InputError: there is none of that name, or it was not taught that style.
        ModelError: it is broken.
        OutputError: it cannot be written.
    """
    return styles.forget_style(find_pack(name).name, style)


def switch_pack(name: str, *, on: bool) -> Undo:
    """Ask a pack, or no longer.

    Raises:
        InputError: there is none of that name, or it cannot be switched off.
        OutputError: it cannot be remembered.
    """
    pack = find_pack(name)
    if pack.kind is PackKind.SKILL:
        raise InputError(
            _("is a taught skill, which is asked as long as it is there"), subject=name, remedy=_("remove it")
        )
    return phases.use_own(on=on) if pack.kind is PackKind.PHASES else styles.switch_pack(pack.name, on=on)


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
    if pack.kind is PackKind.SKILL:
        return skills.share_skill(pack.name, target)
    if pack.kind is PackKind.STYLE:
        return styles.share_pack(pack.name, target)
    phases.check_phases(pack.path)
    return copy_pack(pack.path, target, pack.path.name, pack.text)


def restore_shipped() -> tuple[tuple[str, ...], Undo]:
    """Have what ships as it came: no style pack replaced or switched off, the shipped phase network asked.

    What was taught stays; what changed, and how to undo it.

    Raises:
        OutputError: one cannot be removed.
    """
    changed, back = styles.restore_shipped()
    if not phases.uses_own():
        return changed, back
    again = phases.use_own(on=False)

    def undo() -> None:
        again()
        back()

    return (*changed, PHASES), undo


def _style(pack: styles.Pack) -> AnyPack:
    return AnyPack(
        PackKind.STYLE, pack.name, pack.path, pack.own, pack.replaces, pack.on, switchable=True,
        labels=() if pack.card is None else styles_of(pack.card),
        date="" if pack.card is None else pack.card.date,
        text="" if pack.card is None else card_text(pack.card),
        problem=pack.problem,
        taught=taught_styles(pack.card) if pack.own and pack.card is not None else (),
    )  # fmt: skip


def _skills() -> list[AnyPack]:
    found = []
    for path, pack in skills.all_skills().items():
        plain = AnyPack(PackKind.SKILL, path.stem, path, own=True, replaces=False, on=True, switchable=False)
        if isinstance(pack, SkillPack):
            text = skills.skill_card_text(pack)
            found.append(attrs.evolve(plain, name=pack.name, labels=pack.labels, date=pack.date, text=text))
        else:
            found.append(attrs.evolve(plain, problem=str(pack)))
    return found


def _phases() -> list[AnyPack]:
    own = phases.own_phases()
    if own is None:
        return []
    plain = AnyPack(PackKind.PHASES, PHASES, own.path, own=True, replaces=True, on=own.on, switchable=True)
    if own.card is None:
        return [attrs.evolve(plain, problem=own.problem)]
    return [attrs.evolve(plain, labels=own.card.labels, date=own.card.date, text=_phases_text(own.card))]


def _phases_text(card: ModelCard) -> str:
    lines = [card.title, "", _("Phases: {}").format(", ".join(card.labels)), _("Made on: {}").format(card.date), ""]
    told = card.metrics.get("finetuned")
    if isinstance(told, dict):
        lines.append(_("How good it is:"))
        for key, words in (
            ("before", _("before, frames of your clips named rightly (macro F1): {}")),
            ("after", _("after, on clips held out: {}")),
            ("drawn_before", _("before, on drawn figures: {}")),
            ("drawn_after", _("after, on drawn figures: {}")),
        ):
            if isinstance(told.get(key), float):
                lines.append(f"  {words.format(f'{told[key]:.2f}')}")
    lines.append("")
    lines.append(_("Made from:"))
    lines += [f"  {data.name}: {data.clips}; {data.source}" for data in card.training]
    return "\n".join(lines) + "\n"
