"""Acts that mean the clip on show, and no other."""

from collections.abc import Callable

from dancecoach.gui.review.model import ReviewModel


def for_this_clip(model: ReviewModel, act: Callable[[], object]) -> Callable[[], None]:
    """Something to do again or take back that means the clip on show: with another one it does nothing."""
    path = model.path

    def do() -> None:
        if model.path == path:
            act()

    return do
