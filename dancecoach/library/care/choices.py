"""What a person's choices remember of somebody who is deleted: who dances, who corrects, clips opened lately."""

from collections.abc import Collection
from pathlib import Path

import attrs

from dancecoach.library.persons import same_person
from dancecoach.settings import Settings


def without_person(settings: Settings, person: str, paths: Collection[Path]) -> Settings:
    """The settings without somebody.

    Args:
        settings: as they are.
        person: who is gone.
        paths: of clips and films that are gone.
    """
    gone = {str(path) for path in paths}
    return attrs.evolve(
        settings,
        dancer="" if same_person(settings.dancer, person) else settings.dancer,
        annotator="" if same_person(settings.annotator, person) else settings.annotator,
        recent_files=tuple(path for path in settings.recent_files if path not in gone),
    )
