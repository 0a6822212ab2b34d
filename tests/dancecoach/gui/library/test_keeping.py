"""Takes, attempts and clips that were opened come into the library from other pages, also while it is closed."""

import shutil

import pytest

from dancecoach.gui.library.model import LibraryState

pytestmark = pytest.mark.gui


def test_a_take_is_kept_while_the_library_is_closed(library, context, counted_clip, tmp_path, qtbot):
    take = shutil.copy(counted_clip, tmp_path / "take.mp4")
    library.window().show_page("review")
    library.model.let_go()
    context.keep_clip(tmp_path / "take.mp4", "Waltz, 2026-11-22", take=True)
    qtbot.waitUntil(lambda: library.model.found.total == 1, timeout=30_000)
    assert take.exists()
    clip = library.model.library.clips.get(1)
    assert (clip.title, clip.collections) == ("Waltz, 2026-11-22", ("Takes",))
    assert clip.path.is_relative_to(library.model.folder / "media")
    qtbot.waitUntil(lambda: library.model.library.clips.get(1).findings is not None, timeout=30_000)
    assert library.model.state is LibraryState.READY


def test_the_places_lead_to_the_takes(library, context, counted_clip, qtbot):
    context.keep_clip(counted_clip, take=True)
    qtbot.waitUntil(lambda: library.model.found.total == 1, timeout=30_000)
    qtbot.waitUntil(
        lambda: any(library.places.item(i).text().startswith("Takes") for i in range(library.places.count())),
        timeout=30_000,
    )
