"""What is kept of a clip is found, and every change of it shows in the fingerprint that an export goes by."""

import attrs
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.library.catalogue.records import Group
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.notes.clip_edits import put_key_frame
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.exporting.kept import fingerprint_of, kept_of, strangers, takes_in


def test_all_of_a_clip_is_found_and_the_analysis_that_is_shown_comes_first(library):
    kept = kept_of(library, library.clips.get(1))
    assert [(one.model, one.person is None) for one in kept.analyses] == [
        ("full", True), ("full", False), ("lite", True)
    ]  # fmt: skip
    assert (len(kept.notes.drawings), kept.counts.counts, kept.lesson.title) == (1, Counts((0.0, 0.1, 0.2), 0), "Turn")
    assert (kept.draft, kept.models) == (None, ())
    assert [take.name for take in kept.takes] == ["2026-11-22 18.05.31"]
    assert kept.picture.is_file()


def test_of_a_clip_without_anything_nothing_is_there(library):
    kept = kept_of(library, library.clips.get(3))
    assert (kept.analyses, kept.counts, kept.lesson, kept.draft, kept.models, kept.takes) == (
        (),
        None,
        None,
        None,
        (),
        (),
    )
    assert kept.notes.empty


def test_takes_of_references_that_are_not_in_the_library_are_strangers(library):
    known = library.clips.get(1).facts.sha256[:16]
    assert [home.name for home in strangers(library.folder, {known})] == ["0" * 16]
    assert list(strangers(library.folder, {known, "0" * 16})) == []


def _note(library, sha256, frames):
    with library.notes.open(NotedClip(sha256, frames, "First turn.mp4")) as notes:
        notes.history.do(put_key_frame(1, "look"))


def _take(library, sha256, _frames):
    (takes_in(library.folder, sha256)[0] / "comparison.json").write_text('{"score": 1}')


def _film(library, sha256, _frames):
    with (takes_in(library.folder, sha256)[0] / "take.mp4").open("ab") as film:
        film.write(b"more")


def _lesson(library, sha256, _frames):
    shelf = LessonShelf(library.folder)
    shelf.put(attrs.evolve(shelf.lesson(sha256), title="Other turn"))


def _analysis(library, sha256, _frames):
    library.analyses.put(attrs.evolve(library.analyses.get(sha256, "blazepose", "full"), warnings=("Too dark.",)))


@pytest.mark.parametrize(
    "change",
    [
        lambda library, _sha256, _frames: library.clips.rate(1, 2),
        lambda library, _sha256, _frames: library.clips.write_note(1, "other"),
        lambda library, _sha256, _frames: library.groups.put([1], Group.PERSON, "Bo"),
        lambda library, sha256, _frames: library.counts.put_edited(
            sha256, KeptCounts(Counts((0.0, 0.1, 0.3), 0), "person", 600.0)
        ),
        _note, _take, _film, _lesson, _analysis,
    ],
)  # fmt: skip
def test_whatever_changes_shows_in_the_fingerprint_of_that_clip_alone(library, change):
    def prints():
        return [fingerprint_of(library, library.clips.get(number)) for number in (1, 2)]

    before = prints()
    assert prints() == before
    clip = library.clips.get(1)
    change(library, clip.facts.sha256, clip.facts.frames)
    after = prints()
    assert (after[0] == before[0], after[1] == before[1]) == (False, True)
