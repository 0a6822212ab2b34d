"""What is made elsewhere is told, once each, and only where there is a library to hear it."""

import os

import pytest

from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.database import Database
from dancecoach.library.news import News

ONE, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def folder(tmp_path):
    """Of an empty library."""
    Database(tmp_path / "library").close()
    return tmp_path / "library"


def test_all_that_was_told_waits_in_its_order_until_it_was_heard(folder):
    news = News(folder)
    for second, told in enumerate([(ONE, "blazepose", "full"), (OTHER,), (ONE,)]):
        news.tell(*told)
        new = next(file for file in news.folder.iterdir() if file.stat().st_mtime > 1000)
        os.utime(new, (second, second))
    waiting = news.waiting()
    assert [(item.sha256, item.engine, item.model) for item in waiting] == [
        (ONE, "blazepose", "full"), (OTHER, "", ""), (ONE, "", ""),
    ]  # fmt: skip
    news.tell(ONE)
    news.forget(waiting)
    assert [item.sha256 for item in news.waiting()] == [ONE]  # what came meanwhile is not lost


def test_where_there_is_no_library_nothing_is_told(tmp_path):
    News(tmp_path).tell(ONE)
    assert list(tmp_path.iterdir()) == []
    assert News(tmp_path).waiting() == []


def test_a_damaged_piece_still_says_of_which_clip(folder):
    news = News(folder)
    news.tell(ONE, "blazepose", "full")
    next(news.folder.iterdir()).write_bytes(b"\xff half a f")
    assert [(item.sha256, item.engine) for item in news.waiting()] == [(ONE, "")]


def test_an_analysis_that_is_kept_is_news_but_not_the_library_s_own(folder, make_analysis):
    AnalysisStore(folder / "analyses", tells=False).put(make_analysis(sha256=OTHER))
    AnalysisStore(folder / "analyses").put(make_analysis(sha256=ONE))
    assert [(item.sha256, item.engine, item.model) for item in News(folder).waiting()] == [(ONE, "blazepose", "full")]


def test_a_full_disk_loses_the_news_and_not_the_work(folder, monkeypatch, caplog):
    (folder / "news").write_text("a file where the folder should be")
    News(folder).tell(OTHER)
    assert "does not hear" in caplog.text


def test_a_take_tells_who_danced_it(folder):
    News(folder).tell(ONE, person="Đặng Ánh")
    News(folder).tell(OTHER)
    assert [item.person for item in News(folder).waiting()] == ["Đặng Ánh", ""]
