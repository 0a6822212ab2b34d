"""A clip that is not in the library is offered to it once, and kept by a key."""

import pytest

from dancecoach.library.catalogue.records import Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.importing.files import facts_of

pytestmark = pytest.mark.gui


@pytest.fixture
def folder(context):
    """Of the library beside the analyses, which is made."""
    folder = context.store.root.parent
    Library(folder).close()
    return folder


def offers(posted):
    return [notice.text for notice in posted if "not in the library" in notice.text]


def test_it_is_offered_once_and_kept(folder, posted, review, reopen, other_clip, context, qtbot):
    qtbot.waitUntil(lambda: bool(offers(posted)), timeout=30_000)
    assert offers(posted) == ["This clip is not in the library. Ctrl+Shift+K keeps it there."]
    kept, path = [], review.model.path
    context.keep_clip = lambda *args, **more: kept.append((args, more))
    context.commands.run("review.keep")
    assert kept == [((path,), {})]


def test_a_clip_of_the_library_is_not_offered(folder, context, posted, review, counted_clip, qtbot):
    with Library(folder) as library:
        library.clips.add(facts_of(counted_clip), Storage.LINKED, counted_clip)
    before = len(offers(posted))
    review.keep._asked.clear()
    review.model.found_changed.emit()
    qtbot.waitUntil(lambda: not context.jobs.jobs, timeout=30_000)
    assert len(offers(posted)) == before
