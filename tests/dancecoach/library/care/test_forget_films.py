"""A person's takes, films of Live and what was taught from their clips go with them, and nothing of anybody else."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dancecoach.coaching.taught.keeping import all_skills, put_skill
from dancecoach.coaching.taught.motion import SIZE
from dancecoach.coaching.taught.pack import SkillPack
from dancecoach.errors import LibraryBusyError, LibraryError
from dancecoach.files import sha256_of
from dancecoach.library.care import forget as module
from dancecoach.library.care.backup import back_up
from dancecoach.library.care.belongings import belongings_of
from dancecoach.library.care.belongings_words import words_of
from dancecoach.library.care.forget import forget
from dancecoach.library.catalogue.records import Group
from dancecoach.library.library import Library
from dancecoach.library.news import News
from dancecoach.library.persons import persons_known
from dancecoach.library.whose import dancer_of, note_dancer
from dancecoach.models.packs.origins import Learnt, note_origin, origins
from dancecoach.notes.records import NotedClip

NAME = "Đặng Ánh"
OTHER = "ef" * 32
"""Of a reference that is in no library."""


def take(folder, reference, when, person, film):
    """A take as Practice keeps it."""
    place = folder / "takes" / reference[:16] / when
    place.mkdir(parents=True)
    said = {"schema": "dancecoach.take/1", "reference": {"path": "/x.mp4", "sha256": reference}}
    (place / "take.json").write_text(json.dumps({**said, "person": person}, ensure_ascii=False), "utf-8")
    (place / "take.mp4").write_bytes(film)
    (place / "landmarks.npz").write_bytes(b"landmarks of " + film)
    (place / "comparison.json").write_text("{}")
    return place


def teach(name, hashes, unlike=()):
    """A skill that was taught from clips."""
    put_skill(SkillPack(name, np.ones((3, SIZE)), "2026-11-22").to_bytes())
    note_origin(Learnt("skill", name, clips=frozenset(hashes), unlike=frozenset(unlike)))


@pytest.fixture
def home(library, tmp_path, monkeypatch, make_analysis):
    """A family at one computer; the library, and in ``recorded`` what was filmed in Live.

    Clip 1 shows the person alone, clip 2 the person and Ben, clip 3 nobody who is named.
    """
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    library.groups.put([1, 2], Group.PERSON, NAME)
    library.groups.put([2], Group.PERSON, "Ben")
    one = library.clips.get(1).facts.sha256
    recorded = tmp_path / "recorded"
    films = {
        "a.mp4": (NAME, b"she turns"), "b.png": (NAME.casefold(), b"she stands"), "c.mp4": ("Ben", b"Ben turns"),
        "d.mp4": (NAME, library.clips.get(2).path.read_bytes()), "e.mp4": ("", b"nobody who is named"),
    }  # fmt: skip
    for name, (person, film) in films.items():
        recorded.mkdir(exist_ok=True)
        (recorded / name).write_bytes(film)
        note_dancer(recorded / name, person)
    note_dancer(recorded / "cut off.mp4", NAME)
    (recorded / "cut off.4711.recording.mkv").write_bytes(b"she began")
    take(library.folder, OTHER, "hers", NAME, b"she waltzes")
    take(library.folder, OTHER, "Ben's", "Ben", b"Ben waltzes")
    take(library.folder, one, "Ben's", "Ben", b"Ben dances like her")
    take(library.folder, ".deleted", "away", NAME, b"she stumbled")
    waltz = sha256_of(library.folder / "takes" / OTHER[:16] / "hers" / "take.mp4")
    library.analyses.put(make_analysis(sha256=waltz), library.folder / "takes" / OTHER[:16] / "hers" / "take.mp4")
    News(library.folder).tell(OTHER, person=NAME)
    teach("her jump", {one, "11" * 32})
    teach("his jump", {"22" * 32}, unlike={one})
    put_skill(SkillPack("old jump", np.ones((3, SIZE)), "2026-11-22").to_bytes())
    return tmp_path


def everything(home):
    """Names and bytes of all that the program keeps, as one text; the films that were imported are not among it."""
    kept = [path for top in ("library", "recorded", "data") for path in (home / top).rglob("*")]
    names = "\n".join(str(path.relative_to(home)) for path in kept).encode()
    return names + b"".join(path.read_bytes() for path in kept if path.is_file())


HERS = (b"she turns", b"she stands", b"she began", b"she waltzes", b"she stumbled", b"Ben dances like her")
OTHERS = (b"Ben turns", b"nobody who is named", b"Ben waltzes", b"the film two")


def test_all_of_it_is_shown_before(home, library):
    back_up(library, home / "backup.zip")
    there = belongings_of(library, "dang anh", recordings=home / "recorded")
    assert [clip.id for clip in there.own] == [1]
    assert sorted(one.place.name for one in there.films.go) == ["a.mp4", "away", "b.png", "cut off.mp4", "hers"]
    assert [one.film.name for one in there.films.stay] == ["d.mp4"]
    assert (there.takes, there.others_takes) == (1, {"Ben": 1})
    words = words_of(there)
    for said in (
        f"{NAME} is named as dancing in them: 2 takes in Practice and 3 films and pictures of Live",
        "   a.mp4\n", "   the take of hers\n", "   Ben: 1\n",
        "only the name is taken off these films:\n   " + str(home / "recorded" / "d.mp4"),
        "LEARNT FROM THEIR CLIPS, and hold numbers of them (no names); they can be forgotten with them:\n"
        "   the skill “her jump”: 1 of the 2 clips\n",
        "TOLD FROM THEIR CLIPS, as something else; numbers of them are in the same pack:\n   the skill “his jump”\n",
        "if it may have been theirs:\n   the skill “old jump”\n",
        "NOT REACHED are these backups", str(home / "backup.zip"),
    ):  # fmt: skip
        assert said in words, said
    assert all(said in everything(home) for said in (*HERS, *OTHERS))  # nothing was changed


def test_afterwards_nothing_of_them_is_in_any_file_and_all_else_is(home, library):
    hashes = [library.clips.get(1).facts.sha256, sha256_of(home / "recorded" / "a.mp4")]
    hashes.append(sha256_of(library.folder / "takes" / OTHER[:16] / "hers" / "take.mp4"))
    before = everything(home)
    assert all(said in before for said in (*HERS, *OTHERS, NAME.encode(), hashes[0].encode(), hashes[2].encode()))
    said = forget(library, NAME, recordings=home / "recorded", lessons=True)
    library.close()
    after = everything(home)
    for gone in (*HERS, NAME.encode(), NAME.casefold().encode(), b"dang anh", *(one.encode() for one in hashes)):
        assert gone not in after, gone
    for kept in OTHERS:
        assert kept in after, kept
    assert (said.clips, said.renamed, said.films, said.traces) == (1, 1, 5, ())
    assert [one.name for one in said.unlearnt] == ["her jump"]
    assert "No longer known: the skill “her jump”." in said.words()
    assert sorted(pack.name for pack in all_skills().values()) == ["his jump", "old jump"]
    assert [one.name for one in origins()] == ["his jump"]
    assert not origins()[0].unlike
    assert dancer_of(home / "recorded" / "d.mp4") == ""
    assert dancer_of(home / "recorded" / "c.mp4") == "Ben"
    assert persons_known(library.folder, home / "recorded") == ("Ben",)
    assert [item.person for item in News(library.folder).waiting()] == [""]


def test_what_was_taught_stays_unless_it_is_to_be_forgotten(home, library):
    said = forget(library, NAME, recordings=home / "recorded")
    assert said.unlearnt == ()
    assert len(all_skills()) == 3
    assert library.clips.count() == 2


def test_somebody_who_only_danced_is_found_too(home, library):
    """They are in no clip of the library."""
    note_dancer(home / "recorded" / "e.mp4", "Ida")
    assert belongings_of(library, "IDA", recordings=home / "recorded").own == ()
    with pytest.raises(LibraryError, match="Ida: is nobody"):
        belongings_of(library, "Ida")
    assert forget(library, "ida", recordings=home / "recorded").films == 1
    assert not (home / "recorded" / "e.mp4").exists()


def test_a_film_that_nobody_named_in_the_library_takes_its_clip_along(home, library):
    (home / "recorded" / "f.mp4").write_bytes(library.clips.get(3).path.read_bytes())
    note_dancer(home / "recorded" / "f.mp4", NAME)
    assert forget(library, NAME, recordings=home / "recorded").clips == 2
    assert [clip.id for clip in library.clips.get_all([1, 2, 3])] == [2]


def test_a_backup_that_may_hold_them_is_told_afterwards(home, library):
    back_up(library, home / "backup.zip")
    said = forget(library, NAME, recordings=home / "recorded")
    assert said.backups == (home / "backup.zip",)
    assert f"May still hold {NAME}: the backup {home / 'backup.zip'}" in said.words()


def test_a_film_that_is_open_in_review_is_to_be_closed_first(home, library):
    notes = library.notes.open(NotedClip(sha256_of(home / "recorded" / "a.mp4"), 30, "a"))
    with pytest.raises(LibraryBusyError, match="is open in Review; open another clip there first"):
        forget(library, NAME, recordings=home / "recorded")
    notes.close()
    assert (home / "recorded" / "a.mp4").exists()


class Killed(BaseException):
    """Stands for the end of the program."""


def test_killed_at_any_step_the_rest_is_still_known_and_deleted(home, library, monkeypatch):
    """Each time one step further; whoever is left is found again by the same question."""
    steps = [0, 0]
    delete = module._delete

    def counted(path, top):
        steps[0] += 1
        if steps[0] > steps[1]:
            raise Killed
        return delete(path, top)

    monkeypatch.setattr(module, "_delete", counted)
    for allowed in range(1, 60):
        steps[:] = [0, allowed]
        try:
            forget(library, NAME, recordings=home / "recorded", lessons=True)
            break
        except Killed:
            assert NAME in persons_known(library.folder, home / "recorded")
    else:
        pytest.fail("it never came to its end")
    assert allowed > 3
    library.close()
    after = everything(home)
    assert not [gone for gone in (*HERS, NAME.encode()) if gone in after]
    assert all(kept in after for kept in OTHERS)


KILLED = """
import os, signal, sys
from pathlib import Path
from dancecoach.library.care.forget import forget
from dancecoach.library.library import Library

left, unlink = [int(sys.argv[4])], Path.unlink

def killed(path, *more, **options):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    unlink(path, *more, **options)

with Library(Path(sys.argv[1])) as library:
    Path.unlink = killed
    forget(library, sys.argv[2], recordings=Path(sys.argv[3]), lessons=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with kill -9")
@pytest.mark.parametrize("files", [3, 9])
def test_after_kill_9_it_is_deleted_by_the_next_start(home, library, files):
    folder, recorded = library.folder, home / "recorded"
    library.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), NAME, str(recorded), str(files)],
        cwd=Path(__file__).parents[4], env=os.environ, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with Library(folder) as again:
        assert belongings_of(again, NAME, recordings=recorded).person
        forget(again, NAME, recordings=recorded, lessons=True)
    after = everything(home)
    assert not [gone for gone in (*HERS, NAME.encode()) if gone in after]
    assert all(kept in after for kept in OTHERS)
