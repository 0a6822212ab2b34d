"""Which clips of a library a style is told from."""

from datetime import UTC, datetime
from pathlib import Path

from dancecoach.library.catalogue.records import Clip, FileFacts, Findings, Kind, Storage
from dancecoach.pipeline.teaching.others import others_of


def clip(number, found=1.0, tags=(), style="unknown", findings=True):
    facts = FileFacts(f"{number:064x}", f"clip {number}", Kind.VIDEO, 1, 64, 48, 30.0, 60, 2.0)
    seen = Findings("blazepose full", found, style) if findings else None
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Clip(number, facts, Storage.LINKED, Path("x.mp4"), now, findings=seen, tags=tags)


def test_chosen_unseen_and_clips_of_that_name_are_left_out():
    clips = [
        clip(1),
        clip(2),
        clip(3, found=0.0),
        clip(4, findings=False),
        clip(5, tags=("Jive",)),
        clip(6, style="jive"),
    ]
    assert [one.id for one in others_of(clips, {1}, " jive")] == [2]


def test_many_are_thinned_evenly():
    found = others_of([clip(i) for i in range(100)], set(), "jive", most=4)
    assert [one.id for one in found] == [12, 37, 62, 87]
    assert others_of([], set(), "jive") == []
