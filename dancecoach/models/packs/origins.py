"""Which clips the styles, skills and phases of this computer were taught from, so that a person can be got rid of.

A pack that is handed on says how many clips it learnt from, and not which. That stands beside the packs, in a file that
is never handed on: only what is in the clips (SHA-256), neither their names nor those of people.

::

    packs-learnt-from.json      {"schema": "dancecoach.learnt-from/1",
                                 "learnt": [{"kind": "style", "pack": "latin", "name": "kizomba", "clips": ["9f..."],
                                             "unlike": ["41..."]}]}

Packs that were taught by an earlier version, or taken from others, do not stand in it.
"""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final

import attrs

from dancecoach.files import delete_file, make_folder, write_text
from dancecoach.models.packs.styles import own_packs_folder
from dancecoach.undo import Undo

_SCHEMA: Final = "dancecoach.learnt-from/1"


@attrs.frozen
class Learnt:
    """Something that was taught.

    Attributes:
        kind: "style", "skill" or "phases".
        name: of what was taught.
        pack: name of the style pack that knows it; "" for a skill and for phases, which are packs themselves.
        clips: hexadecimal SHA-256 of those it learnt from; the pack holds numbers of them.
        unlike: of those that it was told from.
    """

    kind: str
    name: str
    pack: str = ""
    clips: frozenset[str] = frozenset()
    unlike: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str, str]:
        """Tells it from all others; there is one phase network, whatever it is called."""
        return self.kind, self.pack, "" if self.kind == "phases" else self.name


def origins_file() -> Path:
    """Where it stands."""
    return own_packs_folder().with_name("packs-learnt-from.json")


def origins() -> tuple[Learnt, ...]:
    """All that is known; nothing where it cannot be read. What was removed since may be among it."""
    try:
        content = json.loads(origins_file().read_text("utf-8"))
        return tuple(_learnt(row) for row in content["learnt"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def note_origin(learnt: Learnt) -> Undo:
    """Remember what something was taught from; it takes the place of what was known of one of its name.

    Raises:
        OutputError: it cannot be written.
    """
    before = [one for one in origins() if one.key == learnt.key]

    def have(now: list[Learnt]) -> None:
        _write((*(one for one in origins() if one.key != learnt.key), *now))

    have([learnt])
    return lambda: have(before)


def drop_origin(learnt: Learnt) -> None:
    """It is no longer there: forget what it was taught from.

    Raises:
        OutputError: it cannot be written.
    """
    before = origins()
    after = [one for one in before if one.key != learnt.key]
    if len(after) < len(before):
        _write(after)


def drop_clips(hashes: Collection[str]) -> None:
    """Forget of some clips that anything learnt from them; what learnt from nothing else is no longer known.

    Raises:
        OutputError: it cannot be written.
    """
    gone, before = frozenset(hashes), origins()
    after = tuple(attrs.evolve(one, clips=one.clips - gone, unlike=one.unlike - gone) for one in before)
    if after != before:
        _write(one for one in after if one.clips)


def _learnt(row: dict[str, Any]) -> Learnt:
    hashes = (frozenset(map(str, row[key])) for key in ("clips", "unlike"))
    return Learnt(str(row["kind"]), str(row["name"]), str(row["pack"]), *hashes)


def _write(every: Iterable[Learnt]) -> None:
    rows = [
        {"kind": one.kind, "pack": one.pack, "name": one.name, "clips": sorted(one.clips), "unlike": sorted(one.unlike)}
        for one in every
    ]
    file = origins_file()
    if not rows:
        delete_file(file)
        return
    make_folder(file.parent)
    write_text(file, json.dumps({"schema": _SCHEMA, "learnt": rows}, ensure_ascii=False, indent=1) + "\n")
