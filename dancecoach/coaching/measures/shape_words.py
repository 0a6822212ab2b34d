"""The words for the shapes of a body in flight."""

from dancecoach.i18n import _


def shape_word(shape: str) -> str:
    """One of `dancecoach.coaching.skill.BODY_SHAPES` for people; anything else, "" too, stays as it is."""
    return {
        "tuck": _("tuck"),
        "pike": _("pike"),
        "layout": _("layout"),
        "straddle": _("straddle"),
        "split": _("split"),
        "straight": _("straight"),
    }.get(shape, shape)
