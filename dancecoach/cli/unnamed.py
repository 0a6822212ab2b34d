"""The clips of the library that a taught name is tried on: which would be called so is for a person to look at."""

import logging
from collections.abc import Iterable
from pathlib import Path

from dancecoach.errors import DancecoachError, InputError
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.clips import Clips
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.search import find
from dancecoach.library.folders import is_library, usual_folder
from dancecoach.pipeline.teaching.candidates import example_of
from dancecoach.pipeline.teaching.others import grouped, to_check
from dancecoach.pipeline.teaching.request import Example

_log = logging.getLogger(__name__)


def unnamed_clips(name: str, told: Iterable[Path]) -> tuple[Example, ...]:
    """Clips of the usual library of which nobody said whether they are of what is taught; none without a library.

    Args:
        name: what is taught; clips that have it as a tag, a collection or a style are left out.
        told: files of which somebody says now what they are.
    """
    folder = usual_folder()
    if not is_library(folder):
        return ()
    hashes = _hashes(told)
    try:
        with Database(folder, read_only=True) as database:  # a window may have it open
            clips = Clips(database).get_all(find(database, Question()))
    except DancecoachError as error:  # what is taught is taught without it
        _log.info("no clips of the library are looked at: %s", error)
        return ()
    chosen = [clip for clip in clips if clip.facts.sha256 in hashes]
    return tuple(map(example_of, to_check(grouped(clips, chosen, ()), (), name)))


def _hashes(files: Iterable[Path]) -> set[str]:
    """Of their contents; one that cannot be read is told of where it is learnt from."""
    store, found = AnalysisStore(), set[str]()
    for file in files:
        try:
            found.add(store.sha256(file))
        except InputError as error:
            _log.info("%s", error)
    return found
