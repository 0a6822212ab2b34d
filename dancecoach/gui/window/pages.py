"""The pages of the rail, in its order. A page is a line here and a folder beside this file."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from dancecoach.gui.context import AppContext
from dancecoach.gui.page import Page

if TYPE_CHECKING:
    from dancecoach.gui.library.lesson.page import LessonPage
    from dancecoach.gui.library.page import LibraryPage
    from dancecoach.gui.live.page import LivePage
    from dancecoach.gui.practice.page import PracticePage
    from dancecoach.gui.review.page import ReviewPage


def _live(context: AppContext) -> "LivePage":
    from dancecoach.gui.live.page import LivePage

    return LivePage(context)


def _review(context: AppContext) -> "ReviewPage":
    from dancecoach.gui.review.page import ReviewPage

    return ReviewPage(context)


def _practice(context: AppContext) -> "PracticePage":
    from dancecoach.gui.practice.page import PracticePage

    return PracticePage(context)


def _lesson(context: AppContext) -> "LessonPage":
    from dancecoach.gui.library.lesson.page import LessonPage

    return LessonPage(context)


def _library(context: AppContext) -> "LibraryPage":
    from dancecoach.gui.library.page import LibraryPage

    return LibraryPage(context)


@attrs.frozen
class PageEntry:
    """One page: a line of the rail, unless it shares that of another.

    Attributes:
        name: `Page.name`.
        make: imports and makes the page.
    """

    name: str
    make: Callable[[AppContext], Page]


PAGES = (
    PageEntry("live", _live),
    PageEntry("review", _review),
    PageEntry("practice", _practice),
    PageEntry("lesson", _lesson),
    PageEntry("library", _library),
)
