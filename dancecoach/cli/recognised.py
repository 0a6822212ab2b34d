"""Style and skills of a clip in words for a terminal."""

from collections.abc import Iterator, Mapping

from dancecoach.coaching.measures.shape_words import shape_word
from dancecoach.coaching.skills import Skill
from dancecoach.coaching.subject import is_about_dance, is_dance_named
from dancecoach.i18n import _, ngettext
from dancecoach.library.analyses.record import Analysis

Row = tuple[str, tuple[str, ...]]
"""A name and the lines beside it."""

_MOST_STYLES = 3
_LEAST_SHARE = 0.05


def recognised_rows(analysis: Analysis) -> list[Row]:
    """What was recognised, the part first that the clip is about; nothing about what was not looked for."""
    style, skills = list(_style(analysis)), list(_skills(analysis))
    return [*style, *skills] if is_about_dance(analysis.activity, analysis.skills) else [*skills, *style]


def _style(analysis: Analysis) -> Iterator[Row]:
    style = analysis.style
    if style is None:
        return
    activity, skills = analysis.activity, analysis.skills
    if is_dance_named(style, activity=activity, skills=skills, phases=analysis.phases):
        text = f"{style.label} {style.probabilities[style.label]:.0%}"
        others = _shares(style.probabilities, but=style.label)
        yield _("Style"), (_("{} (next: {})").format(text, others) if others else text,)
    elif style.warnings:  # too little was seen for the shares to mean anything
        yield _("Style"), (_("unknown"),)
    elif not is_about_dance(activity, skills):  # which dance a somersault is nearest to says nothing
        yield _("Style"), (_("no dance of those known"),)
    else:
        yield _("Style"), (_("unknown (nearest: {})").format(_shares(style.probabilities)),)


def _shares(probabilities: Mapping[str, float], but: str = "") -> str:
    """The likeliest styles with their probabilities."""
    shares = sorted(probabilities.items(), key=lambda item: -item[1])
    named = [f"{label} {share:.0%}" for label, share in shares if share >= _LEAST_SHARE and label != but]
    return ", ".join(named[:_MOST_STYLES])


def _skills(analysis: Analysis) -> Iterator[Row]:
    if not analysis.phases:
        return
    lines = tuple(skill_line(skill) for skill in analysis.skills)
    yield _("Skills"), lines or (_("none found"),)


def skill_line(skill: Skill) -> str:
    """One skill, such as "3.20 s: tuck, 1 turn backwards, 0.66 ± 0.03 s in the air, 0.53 ± 0.05 m high (95% sure)"."""
    parts = [_name(skill), _shape(skill), _turns(skill), _flight(skill)]
    sure = _("({:.0%} sure)").format(skill.confidence)
    return f"{skill.takeoff_s:.2f} s: " + ", ".join(part for part in parts if part) + f" {sure}"


def _name(skill: Skill) -> str:
    """What a person taught the program to call it."""
    return _("{name} ({share:.0%})").format(name=skill.name, share=skill.name_certainty) if skill.name else ""


def _shape(skill: Skill) -> str:
    return shape_word(skill.body_shape) or _("shape not seen")


def _turns(skill: Skill) -> str:
    turns = skill.turns
    if turns is None:
        return _("turning not seen")
    if turns == 0:
        return ""
    whole = 1 if abs(turns) <= 1 else 2
    if turns < 0:
        return ngettext("{} turn backwards", "{} turns backwards", whole).format(f"{-turns:g}")
    return ngettext("{} turn", "{} turns", whole).format(f"{turns:g}")


def _flight(skill: Skill) -> str:
    time_s, deviation = skill.flight_time_s, skill.flight_time_uncertainty_s
    if skill.on_hands:
        return _("about {:.1f} s on the hands").format(skill.touchdown_s - skill.takeoff_s)
    if time_s is None or deviation is None or skill.jump_height_m is None:
        return _("flight not measured")
    if skill.hardly_flies:
        return _("hardly off the ground, {time:.2f} ± {deviation:.2f} s").format(time=time_s, deviation=deviation)
    # The height goes with the square of the time.
    spread = 2 * skill.jump_height_m * deviation / time_s
    text = _("{time:.2f} ± {deviation:.2f} s in the air, {height:.2f} ± {spread:.2f} m high")
    return text.format(time=time_s, deviation=deviation, height=skill.jump_height_m, spread=spread)
