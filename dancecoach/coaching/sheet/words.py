"""The words of the sheet: what each measure is called, and why one cannot be seen."""

from dancecoach.coaching.measures.shape_words import shape_word
from dancecoach.coaching.skill_sheet import GROUPS, Group, Measure, SkillSheet, Unit, Unseen
from dancecoach.i18n import _


def group_title(group: Group) -> str:
    """Heading of a group of measures."""
    return {
        "flight": _("Flight"),
        "takeoff": _("Take-off"),
        "shape": _("Shape"),
        "landing": _("Landing"),
        "symmetry": _("Left and right"),
    }[group]


def measure_title(name: str) -> str:
    """What a measure is called, such as "Knee at take-off"."""
    return {
        "flight_time": _("Time in the air"),
        "height": _("Height"),
        "rotation": _("Turns"),
        "direction": _("Direction of the turn"),
        "twist": _("Twist (to the left positive)"),
        "travel": _("Distance covered"),
        "takeoff_knee": _("Knee at take-off"),
        "takeoff_hip": _("Hip at take-off"),
        "takeoff_knee_speed": _("Fastest knee extension"),
        "takeoff_hip_speed": _("Fastest hip extension"),
        "arm_swing": _("Arm swing, after the last contact"),
        "body_shape": _("Body shape"),
        "least_hip": _("Hip when tightest"),
        "least_knee": _("Knee when tightest"),
        "peak": _("Tightest, after take-off"),
        "touchdown_knee": _("Knee at touch-down"),
        "deepest_knee": _("Knee when deepest"),
        "touchdown_lean": _("Trunk lean at touch-down"),
        "largest_lean": _("Largest trunk lean"),
        "steps": _("Steps"),
        "stillness": _("Time until still"),
        "takeoff_knee_difference": _("Knees at take-off, left minus right"),
        "takeoff_elbow_difference": _("Elbows at take-off, left minus right"),
        "touchdown_knee_difference": _("Knees at touch-down, left minus right"),
        "touchdown_elbow_difference": _("Elbows at touch-down, left minus right"),
    }[name]


def why_unseen(why: Unseen) -> str:
    """One sentence for people."""
    return {
        Unseen.FROM_THE_FRONT: _("Cannot be seen from here: film it from the side."),
        Unseen.FROM_THE_SIDE: _("Cannot be seen from here: one side hides the other."),
        Unseen.VIEW_UNKNOWN: _("Cannot be told: from where the body is seen is not clear."),
        Unseen.NOT_FOUND: _("Cannot be seen: nobody was found there."),
        Unseen.HIDDEN: _("Cannot be seen: the legs are hidden or outside the picture."),
        Unseen.NOT_IN_CLIP: _("Not wholly in the clip."),
        Unseen.ON_HANDS: _("Not measured where the hands carry the body."),
        Unseen.NOT_ON_FEET: _("There is no landing on the feet."),
        Unseen.NO_TURN: _("There is no turn."),
        Unseen.NOT_BENT: _("The body stays straight."),
        Unseen.NEVER_STILL: _("Not still before the next movement or the end of the clip."),
        Unseen.TOO_SOON: _("The next movement, or the end of the clip, comes too soon."),
        Unseen.TOO_SLOW: _("Cannot be told at this frame rate: film at 50 frames a second or more."),
        Unseen.UNCLEAR: _("Cannot be told with any certainty."),
    }[why]


def value_text(measure: Measure) -> str:
    """Such as "151 ± 6°", "backward", or why it cannot be seen."""
    if measure.unseen is not None:
        return why_unseen(measure.unseen)
    if measure.number is None:
        return _word(str(measure.value))
    digits = _digits(measure)
    text = f"{measure.number:g}"  # counted, as turns to a quarter
    if measure.uncertainty is not None:
        text = f"{round(measure.number, digits) + 0.0:.{digits}f} ± {measure.uncertainty:.{digits}f}"  # no "-0"
    unit = _("turn") if measure.unit == "turns" and text == "1" else unit_text(measure.unit)
    return text + (unit if unit.startswith("°") or not unit else f" {unit}")


def sheet_lines(sheet: SkillSheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sheet as headings, each with its lines; what is missing for the same reason shares a line.

    Such as ("Landing", ("Knee at touch-down: 119 ± 10°", "Knee when deepest, Steps: Not wholly in the clip.")).
    """
    return tuple((group_title(group), _lines_of(sheet.of_group(group))) for group in GROUPS)


def _lines_of(measures: tuple[Measure, ...]) -> tuple[str, ...]:
    lines = [f"{measure_title(line.name)}: {value_text(line)}" for line in measures if line.unseen is None]
    for why in dict.fromkeys(line.unseen for line in measures if line.unseen is not None):
        names = ", ".join(measure_title(line.name) for line in measures if line.unseen is why)
        lines.append(f"{names}: {why_unseen(why)}")
    return tuple(lines)


def _digits(measure: Measure) -> int:
    """As many decimals as the uncertainty leaves standing."""
    if measure.uncertainty is None or measure.unit == "count":
        return 0
    return 0 if measure.uncertainty >= 2 else 1 if measure.uncertainty >= 0.2 else 2


def unit_text(unit: Unit) -> str:
    """A unit as it is written behind a number; "" where there is none."""
    return {
        "": "",
        "s": _("s"),
        "ms": _("ms"),
        "m": _("m"),
        "bodies": _("body heights"),
        "deg": "°",
        "deg/s": "°/s",
        "turns": _("turns"),
        "count": "",
    }[unit]


def _word(word: str) -> str:
    return {
        "forward": _("forwards"),
        "backward": _("backwards"),
        "sideways": _("sideways"),
    }.get(word, shape_word(word))
