"""Differences in plain sentences: joint, direction, amount, when; and praise where it is right."""

from typing import Literal

from dancecoach.coaching.dance.faults import Fault
from dancecoach.coaching.dance.lateness import Lateness
from dancecoach.coaching.dance.phrases import Counts, Phrase, clock_text, ordinal, when
from dancecoach.coaching.dance.ways import Way
from dancecoach.i18n import _

_ROUND = 5
"""Degrees that amounts are rounded to: nobody can correct by 23°."""

_ROUND_S = 0.05
"""Seconds that lateness is rounded to: it is known to some hundredths."""

PRAISED = 85.0
"""Mark from which a phrase, or the limbs in it, are praised, if there is no fault in them."""

Part = Literal["all", "arms", "legs"]


def joint_title(joint: str) -> str:
    """What a joint is called in a sentence after "your"."""
    return {
        "left_elbow": _("left elbow"),
        "right_elbow": _("right elbow"),
        "left_wrist": _("left hand"),
        "right_wrist": _("right hand"),
        "left_knee": _("left knee"),
        "right_knee": _("right knee"),
        "left_ankle": _("left foot"),
        "right_ankle": _("right foot"),
        "trunk": _("upper body"),
        "shoulders": _("shoulders"),
        "hips": _("hips"),
    }[joint]


def cue(fault: Fault, counts: Counts | None = None) -> str:
    """One sentence: "From count 5 of the third eight your left elbow is about 25° too low."""
    return _("{when} {what}.").format(when=when(fault.reference_start_s, counts), what=what(fault))


def what(fault: Fault) -> str:
    """The difference without the moment: "your left elbow is about 25° too low"."""
    return _template(fault).format(joint=joint_title(fault.joint), degrees=rounded(fault.amount))


def late_cue(late: Lateness, counts: Counts | None = None) -> str:
    """What is wrong with the timing, from when on, and what to do: two sentences."""
    if late.slower:
        behind = _(
            "{when} you fall behind: you come to be {seconds:g} s late, {percent:.0%} slower than the music. "
            "Begin each movement earlier."
        )
        ahead = _(
            "{when} you hurry: you come to be {seconds:g} s early, {percent:.0%} faster than the music. "
            "Wait for the beat."
        )
    else:
        behind = _("{when} you are {seconds:g} s late. Begin each movement earlier.")
        ahead = _("{when} you are {seconds:g} s early. Wait for the beat.")
    start = late.reference_start_s
    head = when(start, counts)
    if counts is None or counts.at(start) is None:
        head = _("From {clock} on").format(clock=clock_text(start))
    seconds = round(_ROUND_S * round(abs(late.late_s) / _ROUND_S), 2)
    return (behind if late.late_s > 0 else ahead).format(when=head, seconds=seconds, percent=abs(late.slower))


def short_words(own_joint: str, way: Way, *, more: bool) -> str:
    """A few words that can be read while dancing: "left elbow higher".

    Args:
        own_joint: on the learner's own body.
        way: in which it differs.
        more: whether more of that way is wanted; else less.
    """
    joint = joint_title(own_joint)
    words = {
        "high": (_("{joint} higher"), _("{joint} lower")),
        "forward": (_("{joint} further forward"), _("{joint} further back")),
        "out": (_("{joint} further out"), _("{joint} further in")),
        "bent": (_("bend the {joint} more"), _("straighten the {joint}")),
        "left": (_("{joint} more to the left"), _("{joint} more to the right")),
        "turned": (_("turn the {joint} to the left"), _("turn the {joint} to the right")),
        "tilted": (_("tilt the {joint} to the left"), _("tilt the {joint} to the right")),
        "off": (_("watch the {joint}"), _("watch the {joint}")),
    }[way]
    return words[0 if more else 1].format(joint=joint)


def praise(phrase: Phrase, part: Part, counts: Counts | None = None) -> str:
    """One sentence for what is right in a phrase: all of it, the arms or the legs."""
    if counts is not None:
        eight = ordinal(phrase.number)
        return {
            "all": _("In the {eight} eight all is right."),
            "arms": _("In the {eight} eight your arms are right."),
            "legs": _("In the {eight} eight your legs are right."),
        }[part].format(eight=eight)
    return {
        "all": _("From {first} to {last} all is right."),
        "arms": _("From {first} to {last} your arms are right."),
        "legs": _("From {first} to {last} your legs are right."),
    }[part].format(first=clock_text(phrase.start_s), last=clock_text(phrase.end_s))


def rounded(amount: float) -> int:
    """Degrees as they are said, without sign; at least the step they are rounded to."""
    return max(_ROUND, _ROUND * round(abs(amount) / _ROUND))


def _template(fault: Fault) -> str:
    """The sentence for a way and its sign; each is whole, so that it can be translated."""
    too_much, too_little = {
        "high": (_("your {joint} is about {degrees}° too high"), _("your {joint} is about {degrees}° too low")),
        "forward": (
            _("your {joint} is about {degrees}° too far forward"),
            _("your {joint} is about {degrees}° too far back"),
        ),
        "out": (
            _("your {joint} is about {degrees}° too far out to the side"),
            _("your {joint} is about {degrees}° too far in"),
        ),
        "bent": (
            _("your {joint} is bent about {degrees}° too much"),
            _("your {joint} is bent about {degrees}° too little"),
        ),
        "left": (
            _("your {joint} leans about {degrees}° too far to the left"),
            _("your {joint} leans about {degrees}° too far to the right"),
        ),
        "turned": (
            _("your {joint} are turned about {degrees}° too far to the left"),
            _("your {joint} are turned about {degrees}° too far to the right"),
        ),
        "tilted": (
            _("your {joint} are tilted about {degrees}° too far to the left"),
            _("your {joint} are tilted about {degrees}° too far to the right"),
        ),
        "off": (_("your {joint} is about {degrees}° off"), _("your {joint} is about {degrees}° off")),
    }[fault.way]
    if fault.joint in ("shoulders", "hips") and fault.way == "off":
        return _("your {joint} are about {degrees}° off")
    return too_much if fault.amount > 0 else too_little
