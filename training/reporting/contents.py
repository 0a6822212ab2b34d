"""All chapters of a report, in order."""

from training.reporting.chapters import Card, Chapter
from training.reporting.clipbook import ClipBook
from training.reporting.few import few_shot_chapter
from training.reporting.phases import phase_chapters
from training.reporting.reading import Kept
from training.reporting.styles import style_chapter


def chapters(kept: Kept, book: ClipBook | None = None) -> list[Chapter]:
    """All of a folder, by what was asked; within it the best system first.

    Args:
        kept: what the folder holds.
        book: where the clips are that outcomes speak of.

    Raises:
        PoseFileError: the poses of a clip are damaged.
        VideoError: a video cannot be read.
    """
    book = book or ClipBook()
    found: list[Chapter] = []
    for place, outcomes in sorted(kept.styles.items()):
        asked = sorted({(o.dances, o.protocol) for o in outcomes})
        parts = ([o for o in outcomes if (o.dances, o.protocol) == key] for key in asked)
        found += [style_chapter(place, part, book, kept.chosen.get(place)) for part in parts]
    for place, few in sorted(kept.few.items()):
        sets = sorted({o.dances for o in few})
        found += [few_shot_chapter(place, [o for o in few if o.dances == name]) for name in sets]
    for place, runs in sorted(kept.phases.items()):
        found += phase_chapters(place, runs, book)
    return found


def cards(found: list[Chapter]) -> list[tuple[int, Card]]:
    """(number of the chapter, what it comes to) for the first screen; what says little about new clips is left out."""
    return [(number, chapter.card) for number, chapter in enumerate(found, 1) if chapter.card is not None]
