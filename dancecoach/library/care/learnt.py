"""What the styles, skills and phases of this computer learnt from somebody's clips, and how it is unlearnt."""

import contextlib
from collections.abc import Collection

import attrs

from dancecoach.errors import InputError, ModelError
from dancecoach.i18n import _, ngettext
from dancecoach.models.packs.origins import Learnt, drop_origin, origins


@attrs.frozen
class Lessons:
    """What was taught, as far as some clips have to do with it.

    Attributes:
        from_them: what learnt from them; numbers of them are in it.
        told_from: what was told from them; the same may be in its pack.
        unknown: names of what was taught from clips that nobody remembers.
    """

    from_them: tuple[Learnt, ...] = ()
    told_from: tuple[Learnt, ...] = ()
    unknown: tuple[str, ...] = ()


def lessons_of(hashes: Collection[str]) -> Lessons:
    """What has to do with clips of some contents. Opens packs: to be called from a thread."""
    wanted, taught = frozenset(hashes), _taught()
    known = {one.key: one for one in origins()}
    there = [one for key, one in known.items() if key in taught]
    return Lessons(
        tuple(one for one in there if one.clips & wanted),
        tuple(one for one in there if one.unlike & wanted and not one.clips & wanted),
        tuple(title for key, title in taught.items() if key not in known),
    )


def unlearn(learnt: Learnt) -> None:
    """Have the app not know something any more that it was taught; it cannot be undone.

    Raises:
        ModelError: the pack is broken.
        OutputError: it cannot be written.
    """
    from dancecoach.coaching.taught.keeping import find_skill, remove_skill
    from dancecoach.models.packs.keeping import forget_style
    from dancecoach.models.packs.own_phases import remove_phases

    with contextlib.suppress(InputError):  # it is gone already
        if learnt.kind == "style":
            forget_style(learnt.pack, learnt.name)
        elif learnt.kind == "skill":
            remove_skill(find_skill(learnt.name)[0])
        else:
            remove_phases()
    drop_origin(learnt)


def title_of(learnt: Learnt, hashes: Collection[str] = ()) -> str:
    """What it is called: "the style “kizomba”"; with how many of the clips are among these, where some are given."""
    title = _title(*learnt.key[:2], learnt.name)
    many = len(learnt.clips & frozenset(hashes))
    text = ngettext("{title}: {many} of the {all} clip", "{title}: {many} of the {all} clips", len(learnt.clips))
    return text.format(title=title, many=many, all=len(learnt.clips)) if many else title


def _title(kind: str, pack: str, name: str) -> str:
    if kind == "phases":
        return _("your own phases")
    if kind == "skill":
        return _("the skill “{}”").format(name)
    return _("the style “{name}” in the pack {pack}").format(name=name, pack=pack)


def _taught() -> dict[tuple[str, str, str], str]:
    """Everything that was taught and is there: key to title."""
    from dancecoach.coaching.taught.keeping import all_skills
    from dancecoach.models.model import OnnxModel
    from dancecoach.models.packs.own_phases import own_phases_file
    from dancecoach.models.packs.styles import own_packs
    from dancecoach.models.teaching.forgetting import taught_styles

    keys = [("skill", "", pack.name) for pack in all_skills().values() if not isinstance(pack, ModelError)]
    keys += [("phases", "", "")] if own_phases_file().is_file() else []
    for name, path in own_packs().items():
        with contextlib.suppress(ModelError):
            keys += [("style", name, style) for style in taught_styles(OnnxModel(path, kind="style").card)]
    return {key: _title(*key) for key in keys}
