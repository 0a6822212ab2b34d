"""Style, phases, skills and what found them, as written in the file of `dancecoach.library.analyses.analysis_json`.

::

    "style":  {"model", "pack", "label", "probabilities": {"waltz": 0.9, ...}}          or null
    "phases": {"model", "segments": [{"phase", "start_frame", "end_frame", "start_s", "end_s", "confidence"}]} or null
    "skills": [{"takeoff_frame", "touchdown_frame", "flight_time_s", "jump_height_m", "rotation_turns", "body_shape",
                "confidence", "flight_time_uncertainty_s", "takeoff_s", "touchdown_s", "on_hands",
                "name": "back tuck", "name_certainty": 0.93,
                "sheet": {"view_deg", "body_height_px", "measures": {"takeoff_knee":
                          {"group", "value": 151.2, "uncertainty": 6.0, "unit": "deg", "unseen": null}, ...},
                          "curve": {"times_s": [], "hip_deg": [], "knee_deg": []}}}]
    "recognition": {"method": 1, "phases": "9f86d081884c7d65", "style": "60303ae22b998861", "skills": "",
                    "warnings": ["..."]}

``end_frame`` is inclusive, and the segments cover every frame once. A measure that could not be taken is null.
A sheet's measure has a value, or tells in ``unseen`` why it has none (`dancecoach.coaching.skill_sheet`). Sheets
came later; one with other measures than those known now is left out, and measured again from the landmarks where it is
wanted.
``name`` is what a person taught the program to call such a skill, and is there only where it is one of those.
``recognition`` has digests of the networks, "" for one that could not be used, and repeats those of the file's
warnings that go with style, phases and skills.
"""

import math
from collections.abc import Sequence
from types import NoneType
from typing import Any, cast

import attrs

from dancecoach.coaching.skill import BODY_SHAPES, BodyShape, Skill
from dancecoach.coaching.skill_sheet import MEASURES, UNITS, Measure, ShapeCurve, SkillSheet, Unit, Unseen
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Recogniser
from dancecoach.library.json_section import Section, fault
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import PHASES, PhaseSegment

_TIMES_DIGITS, _SHARE_DIGITS = 6, 4


def style_content(style: StyleResult | None) -> dict[str, Any] | None:
    """The value of ``style``."""
    if style is None:
        return None
    shares = {label: round(float(share), _SHARE_DIGITS) for label, share in style.probabilities.items()}
    return {"model": style.model, "pack": style.pack, "label": style.label, "probabilities": shares}


def phases_content(segments: Sequence[PhaseSegment], model: str) -> dict[str, Any] | None:
    """The value of ``phases``."""
    if not segments:
        return None
    return {"model": model, "segments": [_segment_content(segment) for segment in segments]}


def _segment_content(segment: PhaseSegment) -> dict[str, Any]:
    return {
        "phase": segment.phase,
        "start_frame": segment.start_frame,
        "end_frame": segment.end_frame,
        "start_s": round(segment.start_s, _TIMES_DIGITS),
        "end_s": round(segment.end_s, _TIMES_DIGITS),
        "confidence": round(segment.confidence, _SHARE_DIGITS),
    }


def skills_content(skills: Sequence[Skill]) -> list[dict[str, Any]]:
    """The value of ``skills``."""
    return [_skill_content(skill) for skill in skills]


def _skill_content(skill: Skill) -> dict[str, Any]:
    return {
        "takeoff_frame": skill.takeoff_frame,
        "touchdown_frame": skill.touchdown_frame,
        "flight_time_s": _rounded(skill.flight_time_s),
        "jump_height_m": _rounded(skill.jump_height_m),
        "rotation_turns": skill.rotation_turns,
        "body_shape": skill.body_shape,
        "confidence": round(skill.confidence, _SHARE_DIGITS),
        "flight_time_uncertainty_s": _rounded(skill.flight_time_uncertainty_s),
        "takeoff_s": _rounded(skill.takeoff_s),
        "touchdown_s": _rounded(skill.touchdown_s),
        "on_hands": skill.on_hands,
        **({} if not skill.name else _name_content(skill)),
        **({} if skill.sheet is None else {"sheet": _sheet_content(skill.sheet)}),
    }


def _name_content(skill: Skill) -> dict[str, Any]:
    return {"name": skill.name, "name_certainty": round(skill.name_certainty, _SHARE_DIGITS)}


def _sheet_content(sheet: SkillSheet) -> dict[str, Any]:
    curve = sheet.curve
    return {
        "view_deg": sheet.view_deg,
        "body_height_px": sheet.body_height_px,
        "measures": {line.name: _measure_content(line) for line in sheet.measures},
        "curve": {name: list(getattr(curve, name)) for name in ("times_s", "hip_deg", "knee_deg")},
    }


def _measure_content(line: Measure) -> dict[str, Any]:
    return {
        "group": line.group,
        "value": line.value,
        "uncertainty": line.uncertainty,
        "unit": line.unit,
        "unseen": None if line.unseen is None else line.unseen.value,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _TIMES_DIGITS)


def read_style(whole: Section) -> StyleResult | None:
    """The style in a file; None where it holds none.

    Raises:
        AnalysisFileError: it is there and makes no sense. So for all below.
    """
    style = whole.optional("style")
    if style is None:
        return None
    shares = style.section("probabilities")
    probabilities = {label: shares.number(label, 0.0, 1.0) for label in shares.content}
    pack = style.get("pack", str, "")  # came later
    return StyleResult(style.text("model"), style.text("label"), probabilities, pack=pack)


def read_phases(whole: Section, frames: int) -> tuple[tuple[PhaseSegment, ...], str]:
    """The segments in a file and the model that found them; () and "" where it holds none."""
    phases = whole.optional("phases")
    if phases is None:
        return (), ""
    model = phases.text("model")
    segments = tuple(_segment(section, model, frames) for section in phases.sections("segments"))
    starts = [segment.start_frame for segment in segments]
    if [*starts, frames] != [0, *(segment.end_frame + 1 for segment in segments)]:
        raise fault(whole.path, _("has phases that do not cover each frame once"))
    return segments, model


def _segment(section: Section, model: str, frames: int) -> PhaseSegment:
    start = section.count("start_frame", 0, frames - 1)
    start_s = section.number("start_s")
    return PhaseSegment(
        phase=section.one_of("phase", PHASES),
        start_frame=start,
        end_frame=section.count("end_frame", start, frames - 1),
        start_s=start_s,
        end_s=section.number("end_s", start_s),
        confidence=section.number("confidence", 0.0, 1.0),
        author=f"model {model}",
    )


def read_skills(whole: Section, frames: int) -> tuple[Skill, ...]:
    """The skills in a file; () where it holds none."""
    return tuple(_skill(section, frames) for section in whole.sections("skills"))


def _skill(section: Section, frames: int) -> Skill:
    takeoff = section.count("takeoff_frame", 0, frames - 1)
    takeoff_s = section.number("takeoff_s")
    return Skill(
        takeoff_frame=takeoff,
        touchdown_frame=section.count("touchdown_frame", takeoff, frames - 1),
        takeoff_s=takeoff_s,
        touchdown_s=section.number("touchdown_s", takeoff_s),
        flight_time_s=section.number_or_none("flight_time_s", 0.0),
        flight_time_uncertainty_s=section.number_or_none("flight_time_uncertainty_s", 0.0),
        jump_height_m=section.number_or_none("jump_height_m", 0.0),
        rotation_turns=section.number_or_none("rotation_turns"),
        body_shape=cast(BodyShape, section.one_of("body_shape", BODY_SHAPES)),
        on_hands=section.get("on_hands", bool),
        confidence=section.number("confidence", 0.0, 1.0),
        sheet=_sheet(section.optional("sheet")),
        name=section.get("name", str, ""),
        name_certainty=section.number("name_certainty", 0.0, 1.0) if section.get("name", str, "") else 0.0,
    )


def _sheet(section: Section | None) -> SkillSheet | None:
    """A sheet in a file; None where there is none, or one of another version."""
    if section is None:
        return None
    measures, curve = section.section("measures"), section.section("curve")
    if list(measures.content) != list(MEASURES):
        return None
    return SkillSheet(
        measures=tuple(_measure(measures.section(name), name) for name in MEASURES),
        view_deg=section.number_or_none("view_deg", 0.0, 90.0),
        body_height_px=section.number_or_none("body_height_px", 0.0),
        curve=ShapeCurve(
            times_s=tuple(float(value) for value in _numbers(curve, "times_s") if value is not None),
            hip_deg=_numbers(curve, "hip_deg"),
            knee_deg=_numbers(curve, "knee_deg"),
        ),
    )


def _measure(section: Section, name: str) -> Measure:
    value = section.get("value", (int, float, str, NoneType))
    unseen = None
    if value is None:
        unseen = Unseen(section.one_of("unseen", [why.value for why in Unseen]))
    return Measure(
        name=name,
        value=section.number("value") if isinstance(value, int | float) else value,
        uncertainty=section.number_or_none("uncertainty", 0.0),
        unit=cast(Unit, section.one_of("unit", UNITS)),
        unseen=unseen,
    )


def _numbers(section: Section, key: str) -> tuple[float | None, ...]:
    values = section.get(key, list)
    if not all(value is None or (isinstance(value, int | float) and math.isfinite(value)) for value in values):
        raise section.wrong(key, values)
    return tuple(None if value is None else float(value) for value in values)


def recogniser_content(recogniser: Recogniser, warnings: Sequence[str]) -> dict[str, Any]:
    """The value of ``recognition``."""
    return {**attrs.asdict(recogniser), "warnings": list(warnings)}


def read_recogniser(whole: Section) -> tuple[Recogniser, tuple[str, ...]]:
    """What found style, phases and skills, and its warnings; an unknown one where the file holds none."""
    found = whole.optional("recognition")
    if found is None:
        return Recogniser(), ()
    skills = found.get("skills", str, "")  # came later
    recogniser = Recogniser(found.count("method", 0), found.text("phases"), found.text("style"), skills)
    return recogniser, found.texts("warnings")
