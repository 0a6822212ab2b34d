import os

import pytest

from training.data.extract.note import Identity, Journal


def test_notes_come_back_and_the_later_one_holds(tmp_path, make_note):
    journal = Journal(tmp_path / "more" / "notes.jsonl")
    for note in (make_note("ä b.mp4", problem="broken"), make_note("c.mp4"), make_note("ä b.mp4", doubts=("dark",))):
        journal.add(note)
    back = Journal(journal.path).notes
    assert back == journal.notes
    assert back["ä b.mp4"].doubts == ("dark",)
    assert len(back) == 2


@pytest.mark.parametrize("rest", [b'{"video": "b.mp4", "ident', b"\xff\xfe\x00", b"[1, 2]", b'{"video": "b.mp4"}'])
def test_a_torn_or_foreign_line_costs_that_clip_alone(tmp_path, make_note, rest):
    journal = Journal(tmp_path / "notes.jsonl")
    journal.add(make_note("a.mp4"))
    with journal.path.open("ab") as file:
        file.write(rest)
    again = Journal(journal.path)
    assert list(again.notes) == ["a.mp4"]
    again.add(make_note("b.mp4"))
    assert list(Journal(journal.path).notes) == ["a.mp4", "b.mp4"]


@pytest.mark.parametrize(
    ("problem", "found", "doubts", "state"),
    [("x", 1.0, (), "failed"), ("", 0.0, ("d",), "empty"), ("", 0.5, ("d",), "doubtful"), ("", 1.0, (), "good")],
)
def test_what_came_of_a_clip(make_note, problem, found, doubts, state):
    assert make_note("a", problem=problem, found=found, doubts=doubts).state == state


def test_a_file_is_known_by_its_content_once_it_was_touched(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"one")
    known = Identity.of(path)
    assert known.fits(path)
    os.utime(path, ns=(1, 1))
    assert not known.fits(path), "without a hash a touched file is another one"
    hashed = Identity(3, 5, "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed")
    assert hashed.fits(path)
    path.write_bytes(b"two")
    assert not hashed.fits(path)
    path.unlink()
    assert not hashed.fits(path)
