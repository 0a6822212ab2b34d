"""Which clips of a library something is told from."""

from datetime import UTC, datetime
from pathlib import Path

from dancecoach.library.catalogue.records import Clip, FileFacts, Findings, Kind, Storage
from dancecoach.pipeline.teaching.others import grouped, others_of, to_check


def clip(number, found=1.0, tags=(), collections=(), style="unknown", sure=1.0, findings=True):
    facts = FileFacts(f"{number:064x}", f"clip {number}", Kind.VIDEO, 1, 64, 48, 30.0, 60, 2.0)
    seen = Findings("blazepose full", found, style, sure) if findings else None
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Clip(
        number, facts, Storage.LINKED, Path("x.mp4"), now, findings=seen, tags=tags, collections=collections
    )  # fmt: skip


def told(groups):
    return [(one.name, one.certain, [clip.id for clip in one.clips]) for one in groups]


def ids(clips):
    return [one.id for one in clips]


def test_chosen_and_unseen_clips_are_in_no_group():
    clips = [clip(1), clip(2), clip(3, found=0.0), clip(4, findings=False)]
    assert told(grouped(clips, [clips[0]], ())) == [("", False, [2])]


def test_only_known_names_are_certain():
    clips = [
        clip(1, tags=("Waltz", "Tuesday")),
        clip(2, style="waltz", sure=0.95),
        clip(3, style="waltz", sure=0.85),
        clip(4, tags=("Tuesday",)),
        clip(5, collections=("Camp",), tags=("Tuesday",)),
        clip(6),
    ]
    assert told(grouped(clips, (), ("waltz",))) == [
        ("waltz", True, [1, 2]),
        ("Tuesday", False, [1, 4, 5]),
        ("Camp", False, [5]),
        ("", False, [3, 6]),
    ]


def test_what_the_chosen_clips_are_called_too_tells_nothing_from_them():
    chosen = clip(1, tags=("Tuesday",))
    clips = [chosen, clip(2, tags=("tuesday",)), clip(3, tags=("Tuesday", "Tango"))]
    assert told(grouped(clips, [chosen], ())) == [("Tango", False, [3]), ("", False, [2])]


def test_what_the_chosen_clips_are_surely_taken_for_is_no_certain_other():
    chosen = clip(1, style="waltz")
    clips = [chosen, clip(2, style="waltz"), clip(3, style="tango"), clip(4, tags=("waltz",))]
    assert told(grouped(clips, [chosen], ("waltz", "tango"))) == [
        ("tango", True, [3]),
        ("waltz", True, [4]),
        ("", False, [2]),
    ]


def test_it_is_told_from_what_is_switched_on_and_the_rest_is_checked():
    groups = grouped([clip(1, tags=("Camp",)), clip(2, tags=("Camp", "Bachata")), clip(3)], (), ())
    assert ids(others_of(groups, {"Bachata"}, "jive")) == [2]
    assert ids(to_check(groups, {"Bachata"}, "jive")) == [1, 3]
    assert others_of(groups, (), "jive") == []
    assert ids(others_of(groups, {""}, "jive")) == [3]


def test_clips_of_that_name_are_neither():
    groups = grouped([clip(1, tags=("Jive", "Camp")), clip(2, style="jive"), clip(3)], (), ())
    assert others_of(groups, {"Camp", "Jive"}, " jive") == []
    assert ids(to_check(groups, (), " jive")) == [3]


def test_many_are_thinned_evenly():
    groups = grouped([clip(i) for i in range(100)], (), ())
    assert ids(others_of(groups, {""}, "jive", most=4)) == [12, 37, 62, 87]
    assert ids(to_check(groups, (), "jive", most=4)) == [12, 37, 62, 87]
