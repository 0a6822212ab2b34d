"""A library is looked into while somebody has it open, and while nobody has."""

from pathlib import Path

import pytest

from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.records import FileFacts, Group, Kind, Storage
from dancecoach.library.folders import FILE
from dancecoach.library.library import Library
from dancecoach.library.news import News
from dancecoach.library.peek import contents, has_work, holds, persons

CLIP = "ab" * 32


@pytest.fixture
def library(tmp_path):
    """With a clip, in a folder whose name means something in addresses; open."""
    with Library(tmp_path / "Übung 50% #1?") as library:
        facts = FileFacts(CLIP, "tuck", Kind.VIDEO, 1, 640, 360, 30.0, 30, 1.0)
        library.clips.add(facts, Storage.LINKED, Path("/films/tuck.mp4"))
        yield library


def test_what_is_in_it(library):
    assert contents(library.folder) == {CLIP}
    assert holds(library.folder, CLIP)
    assert not holds(library.folder, "cd" * 32)
    library.close()
    assert contents(library.folder) == {CLIP}
    assert sorted(file.name for file in library.folder.iterdir() if file.name.startswith("library.s")) == [FILE]


def test_no_library_is_empty_and_a_damaged_one_unknown(tmp_path):
    assert contents(tmp_path) == frozenset()
    assert not holds(tmp_path, CLIP)
    (tmp_path / FILE).write_bytes(b"nonsense" * 999)
    assert contents(tmp_path) is None
    assert has_work(tmp_path)  # so that it is opened, and somebody told


def test_files_that_wait_and_news_are_work(library, tmp_path):
    assert not has_work(tmp_path)
    assert not has_work(library.folder)
    News(library.folder).tell(CLIP)
    assert has_work(library.folder)
    News(library.folder).forget(News(library.folder).waiting())
    library.jobs.add([tmp_path / "a.mp4"], Storage.LINKED)
    assert has_work(library.folder)
    library.jobs.failed(library.jobs.take(), "is not a video")
    assert not has_work(library.folder)


def test_analyses_of_its_clips_never_make_room(library, make_analysis):
    store = AnalysisStore(library.folder / "analyses", max_bytes=1)
    store.put(make_analysis(sha256=CLIP))
    for number in range(3):
        store.put(make_analysis(sha256=f"{number}{number}" * 32))
    assert store.get(CLIP, "blazepose", "full") is not None
    assert sorted(path.name[:2] for path in store.root.glob("??/*.zip")) == ["22", "ab"]


def test_where_it_cannot_be_said_what_is_in_it_nothing_makes_room(tmp_path, make_analysis):
    (tmp_path / FILE).write_bytes(b"nonsense" * 999)
    store = AnalysisStore(tmp_path / "analyses", max_bytes=1)
    for number in range(3):
        store.put(make_analysis(sha256=f"{number}{number}" * 32))
    assert len(list(store.root.glob("??/*.zip"))) == 3


def test_who_is_known_to_it(library, tmp_path):
    library.groups.make(Group.PERSON, "Zoë")
    library.groups.make(Group.PERSON, "anna")
    library.groups.make(Group.TAG, "no person")
    assert persons(library.folder) == ("anna", "Zoë")
    assert persons(tmp_path) == ()
