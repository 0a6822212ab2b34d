"""The skill packs as a person keeps them: taken in, shared, removed. Whatever changes something can be taken back."""

from pathlib import Path

from dancecoach.coaching.taught.pack import SkillPack, parse_pack, read_pack
from dancecoach.coaching.taught.packs import own_skills_folder, skill_file, skill_files
from dancecoach.errors import InputError, ModelError
from dancecoach.files import output_error
from dancecoach.i18n import _
from dancecoach.models.packs.card_text import written_card
from dancecoach.models.packs.copying import copy_pack
from dancecoach.models.packs.taking_back import have
from dancecoach.undo import Undo


def all_skills() -> dict[Path, SkillPack | ModelError]:
    """Every skill pack at hand, or why it cannot be used, by its file."""
    found: dict[Path, SkillPack | ModelError] = {}
    for path in skill_files().values():
        try:
            found[path] = read_pack(path)
        except ModelError as error:
            found[path] = error
    return found


def find_skill(name: str) -> tuple[Path, SkillPack]:
    """The file and the pack of a skill; upper and lower case count as the same.

    Raises:
        InputError: there is none.
    """
    packs = {path: pack for path, pack in all_skills().items() if isinstance(pack, SkillPack)}
    for path, pack in packs.items():
        if pack.name.casefold() == name.casefold():
            return path, pack
    names = ", ".join(sorted(pack.name for pack in packs.values())) or _("none")
    raise InputError(_("is no taught skill"), subject=f"“{name}”", remedy=_("choose one of: {}").format(names))


def put_skill(content: bytes) -> Undo:
    """Have a skill pack, in place of an earlier one of that skill.

    Raises:
        ModelError: it is no skill pack.
        OutputError: it cannot be written.
    """
    return have(skill_file(parse_pack(content, own_skills_folder()).name), content)


def take_in_skill(path: Path) -> tuple[str, Undo]:
    """Take in a pack that somebody else has made; the skill's name, and how to take that back.

    Raises:
        ModelError: it is no skill pack.
        InputError: another pack of that skill is there.
        OutputError: it cannot be kept.
    """
    try:
        pack = read_pack(path)
    except ModelError as error:
        remedy = _("take only skill packs that this program has made")
        raise ModelError(error.problem, subject=path, remedy=remedy) from error
    target = skill_file(pack.name)
    if target.is_file() and target.read_bytes() != path.read_bytes():
        raise InputError(
            _("is for a skill that you have a pack of, “{}”").format(pack.name),
            subject=path,
            remedy=_("remove that one first"),
        )
    return pack.name, put_skill(path.read_bytes())


def remove_skill(path: Path) -> Undo:
    """Do without a skill pack.

    Args:
        path: its file, which may be damaged.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        path.stat()
    except OSError as error:
        raise output_error(path, error) from error
    return have(path, None)


def share_skill(name: str, target: Path) -> tuple[Path, Path]:
    """Copy a skill's pack to hand it on, and its card beside it, to be read; the two files.

    Args:
        name: of the skill.
        target: the file to write, or a folder.

    Raises:
        InputError: there is none of that name.
        OutputError: it cannot be written.
    """
    source, pack = find_skill(name)
    return copy_pack(source, target, source.name, skill_card_text(pack))


def skill_card_text(pack: SkillPack) -> str:
    """The whole card, in lines."""
    return written_card(pack, _("Skill: {}").format(pack.name))
