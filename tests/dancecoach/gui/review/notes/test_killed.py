"""The program is killed, with a kill that cannot be caught, while a person labels; what was done is there again."""

from dancecoach.files import sha256_of
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

LABEL = """
def act():
    page.notes.choose_annotator("Ann")
    run("review.label")
    for i in range(8):
        page.model.seek(10 + 12 * i)
        run("review.split")
        run(("review.label_takeoff", "review.label_skill", "review.label_landing")[i % 3])
    page.model.seek(40)
    run("review.key_frame")
    page.desk.key_frames.write(40, "arms la")
    page.notes.end_gesture()
"""


def test_labels_are_there_again(counted_clip, tmp_path, qtbot, make_window, killed_in_review):
    killed_in_review(LABEL, counted_clip)
    with NotesStore(tmp_path / "notes", autosave_s=None).open(NotedClip(sha256_of(counted_clip), 120)) as again:
        starts = [s.start_frame for s in again.notes.track("Ann").segments()]
        assert starts == [0, *(10 + 12 * i for i in range(8))]
        assert again.notes.key_frames[40].note == "arms la"
        assert "edits that were not saved" in again.messages[0]
    window = make_window()
    window.open_clip(counted_clip)
    session = window.pages["review"].notes
    qtbot.waitUntil(lambda: session.editable, timeout=20_000)
    assert session.notes.annotators == ("Ann",)
