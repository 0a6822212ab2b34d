"""What belongs to a person, in words: what goes, what stays, and what cannot be reached."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dancecoach.i18n import _, ngettext
from dancecoach.library.care.belongings import Belongings

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
    yield ""
    yield _(
        "NOT REACHED: backups, lesson files and other things written elsewhere, recordings of Live, takes that were "
        "danced to other clips (takes carry no names), packs of styles and skills that learnt from their clips "
        "(they hold numbers, no names), and films of clips that were removed from the library before (a check lists "
        "them). This cannot be undone."
    )


def _listed(lines: Iterable[str | Path]) -> Iterator[str]:
    every = [str(line) for line in lines]
    yield from (f"   {line}" for line in every[:_MOST])
    if len(every) > _MOST:
        yield "   " + _("and {} more").format(len(every) - _MOST)
