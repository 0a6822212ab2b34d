"""What belongs to a person, in words: what goes, what stays, and what cannot be reached."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dancecoach.i18n import _, ngettext
from dancecoach.library.care.belongings import Belongings
from dancecoach.library.care.films import Films
from dancecoach.library.care.learnt import title_of
from dancecoach.library.whose import Danced

_MOST = 200
"""Lines of one kind."""


def words_of(there: Belongings) -> str:
    """Everything that a person should know before they say yes."""
    return "\n".join(_parts(there))


def _parts(there: Belongings) -> Iterator[str]:
    if there.own:
        text = ngettext(
            "DELETED FOR GOOD: {n} clip in which only {person} is, with all that is kept of it ({size:.1f} MB): the "
            "copy of the film, pictures, analysis, drawings, corrections and notes, counts, takes ({takes}), lessons.",
            "DELETED FOR GOOD: {n} clips in which only {person} is, with all that is kept of them ({size:.1f} MB): "
            "copies of the films, pictures, analyses, drawings, corrections and notes, counts, takes ({takes}), "
            "lessons.",
            len(there.own),
        )
        yield text.format(n=len(there.own), person=there.person, size=there.bytes / 1e6, takes=there.takes)
        yield from _listed(f"“{clip.title}”" for clip in there.own)
    else:
        yield _("There is no clip in which only {} is.").format(there.person)
    yield from _films(there)
    if there.shared:
        yield ""
        yield _("STAY, because others are in them; only the name {} is taken off:").format(there.person)
        yield from _listed(f"“{clip.title}”: {', '.join(clip.persons)}" for clip in there.shared)
    if there.mentions:
        yield ""
        yield _("THE NAME ALSO STANDS in what stays:")
        yield from _listed(there.mentions)
    if there.copies or there.kept:
        yield ""
        yield _(
            "GO WITH IT, for they know the name: older copies of the database. A library that was kept at a restore is "
            "rid of the person too."
        )
        yield from _listed(path.name for path in (*there.copies, *there.kept))
    if there.originals:
        yield ""
        yield _("NOT TOUCHED, for they are originals that were linked, not copied; delete them yourself if you want:")
        yield from _listed(str(path) for path in there.originals)
    yield from _lessons(there)
    yield from _backups(there)
    yield ""
    yield _(
        "NOT REACHED: takes and films of Live that were made while nobody, or somebody else, was named as dancing; "
        "recordings that were moved to another folder; lesson files, results and packs that were handed on; and films "
        "of clips that were removed from the library before (a check lists them). This cannot be undone."
    )


def _films(there: Belongings) -> Iterator[str]:
    if there.others_takes:
        yield ""
        yield _("AMONG THE TAKES that go with these clips are some that others danced to them:")
        yield from _listed(f"{name}: {number}" for name, number in sorted(there.others_takes.items()))
    films = there.films
    if films.go:
        yield ""
        text = _(
            "DELETED FOR GOOD TOO, with all that is kept of them, because {person} is named as dancing in them: {what} "
            "({size:.1f} MB)."
        )
        yield text.format(person=there.person, what=_counted(films), size=films.bytes / 1e6)
        yield from _listed(one.place.name if not one.is_take else _take(one) for one in films.go)
    if films.stay:
        yield ""
        yield _("STAY, because the library says that others are in them; only the name is taken off these films:")
        yield from _listed(one.place for one in films.stay)


def _counted(films: Films) -> str:
    takes, others = films.takes, len(films.go) - films.takes
    parts = [ngettext("{} take in Practice", "{} takes in Practice", takes).format(takes)] if takes else []
    if others:
        parts.append(ngettext("{} film or picture of Live", "{} films and pictures of Live", others).format(others))
    return _(" and ").join(parts)


def _take(one: Danced) -> str:
    return _("the take of {}").format(one.place.name)


def _lessons(there: Belongings) -> Iterator[str]:
    lessons = there.lessons
    if lessons.from_them:
        yield ""
        yield _("LEARNT FROM THEIR CLIPS, and hold numbers of them (no names); they can be forgotten with them:")
        every = there.hashes | {clip.facts.sha256 for clip in there.shared}
        yield from _listed(title_of(one, every) for one in lessons.from_them)
    if lessons.told_from:
        yield ""
        yield _("TOLD FROM THEIR CLIPS, as something else; numbers of them are in the same pack:")
        yield from _listed(title_of(one) for one in lessons.told_from)
    if lessons.unknown:
        yield ""
        yield _("NOT KNOWN is which clips these learnt from; remove them yourself if it may have been theirs:")
        yield from _listed(lessons.unknown)


def _backups(there: Belongings) -> Iterator[str]:
    yield ""
    if not there.backups:
        yield _("NOT REACHED are backups; as far as is known, none was ever written of this library.")
        return
    yield _("NOT REACHED are these backups; delete them, or restore them only to delete the person there too:")
    yield from _listed(
        _("{path} ({day})").format(path=path, day=f"{when.astimezone():%Y-%m-%d %H:%M}")
        + ("" if path.exists() else " " + _("(no longer there)"))
        for when, path in there.backups
    )


def _listed(lines: Iterable[str | Path]) -> Iterator[str]:
    every = [str(line) for line in lines]
    yield from (f"   {line}" for line in every[:_MOST])
    if len(every) > _MOST:
        yield "   " + _("and {} more").format(len(every) - _MOST)
