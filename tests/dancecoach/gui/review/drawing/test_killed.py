"""The program is killed while a person draws; all that the hand had let go of is there again."""

from dancecoach.files import sha256_of
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

DRAW = """
def act():
    left = Qt.MouseButton.LeftButton
    run("review.draw")
    place = lambda x, y: QPoint(*map(round, page.canvas.view.to_widget(x, y)))
    for row in range(5):
        QTest.mousePress(page.canvas, left, pos=place(0.1, 0.1 + 0.1 * row))
        QTest.mouseMove(page.canvas, place(0.9, 0.5))
        QTest.mouseRelease(page.canvas, left, pos=place(0.9, 0.5))
    run("review.tool_freehand")
    QTest.mousePress(page.canvas, left, pos=place(0.2, 0.2))
    QTest.mouseMove(page.canvas, place(0.4, 0.5))
"""


def test_drawings_are_there_again(counted_clip, tmp_path, killed_in_review):
    killed_in_review(DRAW, counted_clip)
    with NotesStore(tmp_path / "notes", autosave_s=None).open(NotedClip(sha256_of(counted_clip), 120)) as again:
        assert [d.kind for d in again.notes.drawings] == ["line"] * 5
        assert [round(d.points[0][1], 1) for d in again.notes.drawings] == [0.1, 0.2, 0.3, 0.4, 0.5]
