"""A program killed in the middle of edits, with a kill that cannot be caught, loses at most the last of them."""

import signal

import pytest

from dancecoach.errors import NotesError
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="here a program cannot kill itself")

CLIP = NotedClip("9f" * 32, 5000)

EDITS = """
from dancecoach.notes import clip_edits, drawing_edits, phase_edits
from dancecoach.notes.drawing import Drawing

def edit(i):
    "The same edits in both programs: labelling, drawing, marking."
    frame = i * 37 % 4900
    if i == 0:
        return phase_edits.add_annotator("Ann")
    if i % 4 == 0:
        return phase_edits.relabel_range("Ann", frame, frame + 20, ("take-off", "skill", "landing")[i % 3])
    if i % 4 == 1:
        return drawing_edits.add_drawing(Drawing("line", ((0.1, 0.2), (0.3, i / 1000)), frame, frame + 9, text="ü"))
    if i % 4 == 2:
        return drawing_edits.move_drawings([1 + i // 8], 0.01, 0.0)
    return clip_edits.put_key_frame(frame, f"note {i}")
"""

PROGRAM = """
import os, signal, sys
from pathlib import Path
from dancecoach.notes import open_notes
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

root, autosave, death = sys.argv[1:]
real, saves = open_notes.write_text, []

def write(path, text):
    saves.append(1)
    if death == "before" and len(saves) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    real(path, text)
    if death == "after" and len(saves) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

open_notes.write_text = write
store = NotesStore(Path(root), autosave_s=None if autosave == "never" else float(autosave))
opened = store.open(NotedClip("9f" * 32, 5000))
for i in range(100_000):
    opened.history.do(edit(i))
    if autosave == "never" and death != "journal" and i % 50 == 49:
        opened.save()
    os.write(1, b"%d\\n" % (i + 1))
"""

exec(EDITS)


def after(count):
    """The notes after so many edits."""
    notes = Notes(CLIP)
    for i in range(count):
        notes = edit(i).apply(notes)  # noqa: F821 - defined by EDITS
    return notes


@pytest.mark.parametrize(
    ("autosave", "death", "edits"),
    [
        ("never", "journal", 300),  # nothing was ever saved: the journal alone
        ("0", "anywhere", 700),  # saved all the time, in the other thread
        ("never", "before", 10_000),  # in the middle of a save, the new file not there yet
        ("never", "after", 10_000),  # the new file there, the old journal too
    ],
)
def test_at_most_the_last_edit_is_lost(tmp_path, killed_when, autosave, death, edits):
    said = killed_when(EDITS + PROGRAM, tmp_path / "notes", autosave, death, enough=lambda line: int(line) >= edits)
    done = int(said[-1])
    assert done >= (150 - 1 if death in {"before", "after"} else edits)
    store = NotesStore(tmp_path / "notes", autosave_s=None)
    with store.open(CLIP) as opened:
        # An edit whose "done" could not be said any more may be there.
        assert opened.notes in (after(done), after(done + 1))
        assert not (store.root / "damaged").exists()
        if death != "anywhere":
            recovered = {"journal": done, "before": 50, "after": 0}[death]
            text = "{} edits that were not saved when the program ended are there again."
            assert opened.messages == ((text.format(recovered),) if recovered else ())
        opened.history.do(edit(7))  # noqa: F821
    files = [path for path in store.root.rglob("*") if path.is_file()]
    assert [path.suffix for path in files] == [".json"]
    with store.open(CLIP) as again:
        assert again.notes == opened.notes
        assert again.messages == ()
        with pytest.raises(NotesError, match="drawing"):
            again.history.do(edit(100_002))  # noqa: F821
