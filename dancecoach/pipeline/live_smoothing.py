"""Steadies what is drawn, person by person."""

from dancecoach.pipeline.live_pose import Smoother


def display_smoother() -> Smoother | None:
    """A smoother for the eye."""
    return None
