"""Who is deleted is not chosen any more, and all else is as it was."""

from pathlib import Path

from dancecoach.library.care.choices import without_person
from dancecoach.settings import Settings


def test_somebody_is_chosen_nowhere_any_more():
    before = Settings(dancer="Zoë", annotator="zoe", recent_files=("/a.mp4", "/b.mp4"), theme="light")
    after = without_person(before, "ZOË", [Path("/a.mp4")])
    assert after == Settings(recent_files=("/b.mp4",), theme="light")


def test_others_stay_chosen():
    before = Settings(dancer="Mia", annotator="Ben", recent_files=("/a.mp4",))
    assert without_person(before, "Zoë", []) == before
