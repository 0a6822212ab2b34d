"""What the page itself says, besides its content: the same in every form."""

from dancecoach.i18n import _


def page_words() -> dict[str, str]:
    """Headings and notes by a short name."""
    return {
        "of": _("of 100"),
        "score": _("Score"),
        "change": _("To change first"),
        "right": _("This is right"),
        "should": _("where it should be"),
        "course": _("Over the dance, in the reference's time"),
        "phrases": _("Part by part"),
        "joints": _("Joint by joint"),
        "joint": _("Joint"),
        "difference": _("Off on average"),
        "share": _("Of what is lost"),
        "mark": _("Mark"),
        "note": _("Note"),
        "floor": _(
            "Differences under 7° are never blamed: the measure is no better. What lies in depth, towards the camera "
            "or away, counts a third."
        ),
        "made": _("Made with dancecoach"),
    }
