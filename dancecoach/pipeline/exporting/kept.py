"""All that a library keeps of a clip, whoever made it: what is written when everything is handed on."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from dancecoach.files import sha256_of
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.library.media import SHORT
from dancecoach.library.whose import TAKES
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.practice.takes import FACTS, FILM


@attrs.frozen(eq=False)
class Kept:
    """What there is of one clip.

    Attributes:
        clip: the record.
        analyses: the one that the library shows first; then the others, by engine, network and person.
        notes: what people wrote and drew.
        counts: of its music; None for none.
        lesson, draft: to practise, and what its maker is at; None for none.
        models: networks that came with the lesson.
        takes: folders of takes, in the order of time.
        picture: its small picture; it may not be there.
    """

    clip: Clip
    analyses: tuple[Analysis, ...]
    notes: Notes
    counts: KeptCounts | None
    lesson: Lesson | None
    draft: Lesson | None
    models: tuple[Path, ...]
    takes: tuple[Path, ...]
    picture: Path


def kept_of(library: Library, clip: Clip) -> Kept:
    """Look up all of it; what is damaged counts as not there.

    Args:
        library: open.
        clip: of it.
    """
    sha256, shelf = clip.facts.sha256, LessonShelf(library.folder)
    return Kept(
        clip=clip,
        analyses=_analyses(library, clip),
        notes=library.notes.read(NotedClip(sha256, max(1, clip.facts.frames), clip.title)),
        counts=library.counts.get(sha256),
        lesson=shelf.lesson(sha256),
        draft=shelf.draft(sha256),
        models=tuple(shelf.models(sha256)),
        takes=takes_in(library.folder, sha256),
        picture=library.media.picture(sha256),
    )


def takes_in(folder: Path, sha256: str) -> tuple[Path, ...]:
    """The folders of the takes of a clip that are whole enough to be told, in the order of time."""
    return tuple(sorted(file.parent for file in (folder / TAKES / sha256[:SHORT]).glob(f"*/{FACTS}")))


def strangers(folder: Path, known: set[str]) -> Iterator[Path]:
    """Folders of takes whose reference is not in the library; ``known`` are the beginnings of the hashes that are."""
    for home in sorted((folder / TAKES).glob("[0-9a-f]*")):
        if home.is_dir() and home.name not in known:
            yield home


def fingerprint_of(library: Library, clip: Clip) -> str:
    """Changes when anything changes that is kept of a clip; quick, but for films, of which only size and time count."""
    sha256 = clip.facts.sha256
    parts = [repr(clip)]
    stores = (f"{store}/??/{sha256}*" for store in ("analyses", "notes", "counts"))
    for pattern in (*stores, f"lessons/{sha256[:SHORT]}*", f"lessons/{sha256[:SHORT]}.models/*"):
        parts += [f"{file.name} {sha256_of(file)}" for file in _files(library.folder, pattern)]
    for take in takes_in(library.folder, sha256):
        for file in _files(take, "*"):
            stat = file.stat()
            facts = f"{stat.st_size} {stat.st_mtime_ns}" if file.name == FILM else sha256_of(file)
            parts.append(f"{take.name}/{file.name} {facts}")
    return "\n".join(parts)


def _files(folder: Path, pattern: str) -> list[Path]:
    return [file for file in sorted(folder.glob(pattern)) if file.is_file() and not file.name.endswith(".lock")]


def _analyses(library: Library, clip: Clip) -> tuple[Analysis, ...]:
    shown = "" if clip.findings is None else clip.findings.analysed_with
    chosen = library.analyses.chosen_in(clip.facts.sha256)

    def place(analysis: Analysis) -> tuple[bool, bool]:
        by = " ".join(filter(None, (analysis.engine, analysis.model)))
        return by != shown, analysis.person != chosen

    return tuple(sorted(library.analyses.all_of(clip.facts.sha256), key=place))
