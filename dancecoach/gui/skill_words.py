"""The words for a measured skill: numbers with unit and uncertainty, and what could not be seen."""

from textwrap import wrap

from PySide6.QtCore import QCoreApplication

from dancecoach.coaching.measures.shape_words import shape_word
from dancecoach.coaching.sheet.words import sheet_lines
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import SkillSheet
from dancecoach.gui.guesses import guess, plus_minus

_WIDEST = 88
"""Letters of a line of the tool tip."""

_QUARTERS = {0: "", 1: "¼", 2: "½", 3: "¾"}


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Skills", text)


def title(skill: Skill) -> str:
    """Such as "probably tuck"; only "skill" where the shape cannot be seen; a name that was taught comes first."""
    if skill.name:
        return guess(skill.name, min(skill.confidence, skill.name_certainty))
    word = shape_word(skill.body_shape)
    return guess(word or tr("a skill"), skill.confidence)


def numbers(skill: Skill, last_frame: int) -> str:
    """Such as "0.61 ± 0.03 s · 0.46 ± 0.05 m high", or why there is no flight time.

    Args:
        skill: the measures.
        last_frame: index of the clip's last frame.
    """
    time_s, spread = skill.flight_time_s, skill.flight_time_uncertainty_s
    if time_s is None:
        return _without_flight(skill, last_frame)
    text = plus_minus(time_s, spread, tr("s"))
    if skill.hardly_flies:
        return tr("hardly off the ground, {}").format(text)
    if skill.jump_height_m is not None:
        text += " · " + plus_minus(skill.jump_height_m, height_spread(skill), tr("m"))
    return text


def _without_flight(skill: Skill, last_frame: int) -> str:
    whole = skill.takeoff_frame > 0 and skill.touchdown_frame < last_frame
    if skill.on_hands:
        seconds = skill.touchdown_s - skill.takeoff_s
        return (
            tr("on the hands, about {:.1f} s").format(seconds) if whole else tr("on the hands, not wholly in the clip")
        )
    return tr("flight not seen") if whole else tr("not wholly in the clip: no flight time")


def height_spread(skill: Skill) -> float | None:
    """Standard deviation of the height, m: the height goes with the square of the time."""
    if skill.jump_height_m is None or not skill.flight_time_s or skill.flight_time_uncertainty_s is None:
        return None
    return 2 * skill.jump_height_m * skill.flight_time_uncertainty_s / skill.flight_time_s


def turns(skill: Skill) -> str:
    """Such as "1 turn backwards", and what cannot be seen from where the camera stood."""
    if skill.turns is None:
        return (
            tr("turn cannot be seen from here") if skill.body_shape else tr("shape and turn cannot be seen from here")
        )
    text = turns_text(skill.turns)
    return text if skill.body_shape else tr("{} · shape cannot be seen").format(text)


def turns_text(count: float) -> str:
    """Such as "1¼ turns backwards"; a positive count may be forwards or sideways, so no way is named.

    Args:
        count: turns to a quarter, negative backwards.
    """
    whole, quarters = divmod(round(abs(count) * 4), 4)
    if not whole and not quarters:
        return tr("no turn")
    amount = (str(whole) if whole else "") + _QUARTERS[quarters]
    one = whole + quarters / 4 <= 1
    if count < 0:
        return (tr("{} turn backwards") if one else tr("{} turns backwards")).format(amount)
    return (tr("{} turn") if one else tr("{} turns")).format(amount)


def sentence(skill: Skill, last_frame: int) -> str:
    """All of it in one line, for a screen reader."""
    return ", ".join((title(skill), numbers(skill, last_frame), turns(skill)))


def details(skill: Skill) -> str:
    """What the tool tip adds: frames, how sure it is, and the sheet of the skill."""
    frames = tr("Frames {} to {}").format(skill.takeoff_frame, skill.touchdown_frame)
    sure = tr("{:.0f} % sure").format(100 * skill.confidence)
    height = tr("The height follows from the time in the air, as if landed as high as taken off.")
    told = skill.jump_height_m is not None and not skill.hardly_flies
    text = f"{frames} · {sure}\n{height}" if told else f"{frames} · {sure}"
    if skill.name:
        named = tr("{}: {:.0f} % sure, as it was taught").format(skill.name, 100 * skill.name_certainty)
        shape = shape_word(skill.body_shape)
        text = f"{named}\n{tr('Shape: {}').format(shape)}\n{text}" if shape else f"{named}\n{text}"
    return text if skill.sheet is None else f"{text}\n\n{sheet_text(skill.sheet)}"


def sheet_text(sheet: SkillSheet) -> str:
    """The sheet in lines no longer than a tool tip can be: each heading, and what was measured, and what cannot be."""
    text: list[str] = []
    for heading, lines in sheet_lines(sheet):
        text.append(heading)
        for line in lines:
            text += wrap(line, _WIDEST, initial_indent="   ", subsequent_indent="      ")
    return "\n".join(text)
