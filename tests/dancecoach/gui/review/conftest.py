"""The Review page with its notes open, and files that go with it."""

import shutil

import pytest

from dancecoach.notes.phase_edits import add_annotator


@pytest.fixture
def session(review, qtbot):
    """The notes of the Review page, open."""
    qtbot.waitUntil(lambda: review.notes.editable)
    return review.notes


@pytest.fixture
def desk(review, session):
    """All that belongs to writing onto the clip."""
    return review.desk


@pytest.fixture
def reopen(window, review, qtbot):
    """A function that shows a clip and waits for its notes."""

    def show(path):
        window.open_clip(path)
        qtbot.waitUntil(lambda: review.model.ready and review.notes.notes is not None)

    return show


@pytest.fixture
def other_clip(counted_clip, tmp_path):
    """A clip with other content."""
    path = tmp_path / "other.mp4"
    shutil.copy(counted_clip, path)
    with path.open("ab") as file:
        file.write(b"\0\0\0\x08free")
    return path


@pytest.fixture
def posted(context):
    """The notices so far."""
    said = []
    context.notifier.posted.connect(said.append)
    return said


@pytest.fixture
def said_by(session):
    """A function that tells an annotator's phases as (phase, first frame)."""

    def tell(who=None):
        track = session.notes.track(who or session.annotator)
        return [(s.phase, s.start_frame) for s in track.segments()]

    return tell


@pytest.fixture
def ann(session, review):
    """Ann has taken the network's phases over."""
    session.choose_annotator("Ann")
    session.do(add_annotator("Ann", review.model.found.analysis.phases))
    return "Ann"
