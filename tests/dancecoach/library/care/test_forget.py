"""A person is deleted with all that belongs to them: afterwards nobody finds them in any file of the library."""

import shutil

import pytest

from dancecoach.errors import Cancelled, LibraryBusyError, LibraryError
from dancecoach.library.care.backup import back_up, unpack
from dancecoach.library.care.belongings import belongings_of
from dancecoach.library.care.check import check
from dancecoach.library.care.forget import forget
from dancecoach.library.catalogue.records import Group, Storage
from dancecoach.library.library import Library
from dancecoach.library.swap import ask_for_restore
from dancecoach.notes.records import NotedClip
from dancecoach.progress import CancelToken, ignore_progress

NAME = "Đặng Ánh"


@pytest.fixture
def known(library, make_analysis):
    """Clips 1 (copied) and 3 (linked) are of one person alone, 2 shows somebody else too; all sorts is kept of 1."""
    library.groups.put([1, 2, 3], Group.PERSON, NAME)
    library.groups.put([2], Group.PERSON, "Ben")
    library.groups.put([1], Group.TAG, "only hers")
    clip = library.clips.get(1)
    sha256 = clip.facts.sha256
    library.clips.rename(1, f"{NAME} turns")
    library.clips.write_note(1, f"{NAME} was late")
    library.analyses.put(make_analysis(path=f"{NAME}.mp4", sha256=sha256), clip.path)
    library.analyses.put(make_analysis(sha256=library.clips.get(2).facts.sha256))
    library.jobs.add([library.folder.parent / f"{NAME} again.mp4"], Storage.COPIED)
    library.jobs.failed(library.jobs.take(), f"{NAME} again.mp4: is broken")
    for name in (
        f"notes/{sha256[:2]}/{sha256}.json", f"notes/{sha256[:2]}/{sha256}.17.journal",
        f"notes/damaged/{sha256}-20261122.json", f"counts/{sha256[:2]}/{sha256}.json", f"lessons/{sha256[:16]}.json",
        f"takes/{sha256[:16]}/2026-11-22 18.05.31/take.json", f"takes/{sha256[:16]}/2026-11-22 18.05.31/take.mp4",
        f"takes/.deleted/{sha256[:16]} 2026-11-22 18.05.31/take.json", f"damaged/{sha256[:16]} {NAME}.mp4",
        "library-before-0001.sqlite", "library-damaged-20261122-180000.sqlite", ".backup-x/library.sqlite",
    ):  # fmt: skip
        path = library.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{NAME} and what she danced")
    return library


def contents(folder):
    """Everything in a folder: names and bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*")).encode() + b"".join(
        path.read_bytes() for path in files
    )


def test_what_belongs_to_somebody_is_shown_before(known, films):
    there = belongings_of(known, "dang  ánh")
    assert there.person == NAME
    assert [clip.id for clip in there.own] == [1, 3]
    assert [clip.id for clip in there.shared] == [2]
    assert there.takes == 2
    assert there.originals == (films / "Đôi.mp4",)
    assert there.mentions == ()
    assert [path.name for path in there.copies] == [
        "library-before-0001.sqlite",
        "library-damaged-20261122-180000.sqlite",
    ]
    assert there.bytes > 1400
    assert known.clips.count() == 3  # nothing was changed


def test_afterwards_neither_the_name_nor_the_film_is_in_any_file(known, films):
    sha256 = known.clips.get(1).facts.sha256
    film = known.clips.get(1).path.read_bytes()
    before = contents(known.folder)
    assert before.count(NAME.encode()) > 10
    assert film in before
    said = forget(known, NAME)
    after = contents(known.folder)
    for gone in (NAME, NAME.casefold(), "dang anh", "only hers turns", sha256, sha256[:16]):
        assert gone.encode() not in after, gone
    assert film not in after
    assert (said.clips, said.renamed, said.originals, said.traces) == (2, 1, (films / "Đôi.mp4",), ())
    assert said.words()[0].startswith(f"{NAME} is deleted: 2 clips, ")
    assert (films / "Đôi.mp4").exists()
    assert known.clips.count() == 1
    assert known.clips.get(2).persons == ("Ben",)
    assert known.clips.get(2).rating == 4
    assert check(known, thorough=True) == []
    assert known.analyses.get(known.clips.get(2).facts.sha256, "blazepose", "full") is not None


def test_closed_and_opened_again_it_is_still_so(known):
    forget(known, NAME)
    known.close()
    assert NAME.encode() not in contents(known.folder)
    with Library(known.folder) as again:
        assert again.groups.names(Group.PERSON) == [("Ben", 1)]


def test_where_the_name_stands_in_what_stays_is_said_and_taken_out_if_wanted(known):
    known.clips.rename(2, f"Ben and {NAME}")
    known.clips.write_note(2, f"{NAME}'s turn is better")
    known.groups.put([2], Group.COLLECTION, f"{NAME}s group")
    there = belongings_of(known, NAME)
    assert there.mentions == (
        f"the title “Ben and {NAME}”",
        f"the note on “Ben and {NAME}”",
        f"the collection “{NAME}s group”",
    )
    said = forget(known, NAME)
    assert said.traces == ()
    clip = known.clips.get(2)
    assert (clip.title, clip.note, clip.collections) == (
        "Ben and …",
        "…'s turn is better",
        ("…s group",),
    )


def test_left_where_they_are_they_are_told_as_traces(known):
    known.clips.rename(2, f"Ben and {NAME}")
    notes = known.folder / "notes" / "ab" / "someone else.json"
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_text(NAME)
    said = forget(known, NAME, mentions=False)
    assert set(said.traces) == {notes, known.folder / "library.sqlite"}
    assert said.words()[-1].startswith("The name still stands in ")


def test_a_library_kept_at_a_restore_forgets_them_too(known, tmp_path):
    back_up(known, tmp_path / "b.zip")
    ask_for_restore(known.folder, unpack(tmp_path / "b.zip", known.folder, ignore_progress))
    known.close()
    with Library(known.folder) as library:
        shutil.rmtree(library.folder / ".backup-x", ignore_errors=True)
        there = belongings_of(library, NAME)
        assert len(there.kept) == 1
        assert [path for _when, path in there.backups] == [tmp_path / "b.zip"]
        said = forget(library, NAME)
        assert said.clips == 4
        library.close()
        assert NAME.encode() not in contents(library.folder)


def test_a_take_of_the_programs_own_goes_though_it_was_linked(known):
    take = known.folder / "takes" / "of another" / "2026" / "take.mp4"
    take.parent.mkdir(parents=True)
    shutil.move(known.clips.get(3).path, take)
    (take.parent / "comparison.json").write_text("{}")
    known.clips.move(3, Storage.LINKED, take)
    assert belongings_of(known, NAME).originals == ()
    forget(known, NAME)
    assert not take.parent.exists()


def test_killed_in_the_middle_it_is_done_again(known, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(known.clips), "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            forget(known, NAME)
    forget(known, NAME)
    assert NAME.encode() not in contents(known.folder)


def test_a_clip_that_is_open_in_review_is_to_be_closed_first(known):
    """Its notes would be written again."""
    clip = NotedClip(known.clips.get(3).facts.sha256, 30, "one")
    notes = known.notes.open(clip)
    with pytest.raises(LibraryBusyError, match="“Đôi”: is open in Review; open another clip there first"):
        forget(known, NAME)
    assert known.clips.count() == 3
    notes.close()
    assert forget(known, NAME).clips == 2


def test_who_is_not_there_is_said_and_it_can_be_stopped_before(known):
    with pytest.raises(LibraryError, match="Eve: is nobody in this library"):
        forget(known, "Eve")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        forget(known, NAME, cancel=cancel)
    assert known.clips.count() == 3
