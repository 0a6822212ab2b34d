"""What is made of a clip elsewhere is seen in the library: at once while it is open, else when it is opened."""

import attrs
import pytest

from dancecoach.library.news import News

pytestmark = pytest.mark.gui


def pike(page, sha256):
    """Another skill is found in a clip, as if in Review."""
    store = page.context.store
    settings = page.context.settings.current
    old = store.get(sha256, settings.engine, settings.pose_model)
    skill = attrs.evolve(old.skills[0], body_shape="pike")
    store.put(attrs.evolve(old, skills=(skill,)))


def shapes(page):
    clip = page.shelf.clip
    return None if clip is None or clip.findings is None else [skill.shape for skill in clip.findings.skills]


@pytest.fixture
def skilled(filled):
    """The page, if the analyst finds a skill."""
    assert filled.shelf.clip.findings.skills
    return filled


def test_an_analysis_made_elsewhere_refreshes_the_page(skilled, qtbot):
    pike(skilled, skilled.shelf.clip.facts.sha256)
    qtbot.waitUntil(lambda: shapes(skilled) == ["pike"], timeout=30_000)
    qtbot.waitUntil(lambda: "pike" in skilled.details.skills.text(), timeout=30_000)
    assert News(skilled.model.folder).waiting() == []


def test_what_was_made_while_it_was_closed_is_heard_at_the_opening(skilled, qtbot):
    sha256 = skilled.shelf.clip.facts.sha256
    skilled.context.commands.set_page("review")
    skilled.model.let_go()
    pike(skilled, sha256)
    assert [item.sha256 for item in News(skilled.model.folder).waiting()] == [sha256]
    skilled.model.open()
    qtbot.waitUntil(lambda: shapes(skilled) == ["pike"], timeout=30_000)
    qtbot.waitUntil(lambda: News(skilled.model.folder).waiting() == [], timeout=30_000)
