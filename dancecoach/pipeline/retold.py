"""An analysis told anew without looking at the clip again: by phases that a person corrected, or in real time.

A clip that was filmed at 240 frames a second and plays at 30 shows everything eight times slower than it was. Who
measures flights by its times gets eight times too long ones, and the networks that name phases have never seen anybody
move so slowly. Here the networks and the measures are given the times as they really were; where something is in the
clip is told in the file's times, as everywhere.
"""

import contextlib
from collections.abc import Collection, Sequence

import attrs

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skills import measure_skills
from dancecoach.coaching.taught.packs import SkillPacks
from dancecoach.errors import ModelError
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.pipeline.recognition import recognise
from dancecoach.pipeline.skill_checks import what_to_say_of_skills
from dancecoach.pose.track import PoseTrack


def in_real_time(analysis: Analysis, slowed: float, packs: Collection[str] = ()) -> Analysis:
    """The analysis with style, phases and skills as recognised at the speed at which it really happened.

    Args:
        analysis: of a clip that plays slower (or faster) than life.
        slowed: seconds of the file that one real second became.
        packs: names of the style packs to ask; () for all.

    Returns:
        Flight times, heights and all else that was measured are real; moments are presentation times of the file.
        Where the networks cannot say anything now, their earlier words stay and the skills are measured anew.
    """
    real = _at_speed(analysis.track, slowed)
    found = recognise(real, packs)
    if analysis.phases and not found.phases:
        return attrs.evolve(analysis, skills=_measured(analysis.track, analysis.phases, slowed))
    skills = tuple(_slower(skill, slowed) for skill in found.skills)
    # What is said of skills names their moments, which are those of the file.
    general = [said for said in found.warnings if said not in what_to_say_of_skills(real, found.skills)]
    said = (*general, *what_to_say_of_skills(analysis.track, skills))
    before = [sentence for sentence in analysis.warnings if sentence not in analysis.recognition_warnings]
    return attrs.evolve(
        analysis,
        style=found.style,
        phases=tuple(_placed(segment, analysis.track) for segment in found.phases),
        phase_model=found.phase_model,
        skills=skills,
        recognition_warnings=said,
        warnings=tuple(dict.fromkeys([*before, *said])),
    )


def as_corrected(analysis: Analysis, track: PhaseTrack, slowed: float = 1.0) -> Analysis:
    """The analysis with phases as a person says they are, and the skills among them measured anew.

    Args:
        analysis: what was found in the clip.
        track: the person's phases, of as many frames. Stretches that nobody labelled are in no phase.
        slowed: seconds of the file that one real second became.
    """
    phases = tuple(attrs.evolve(s, author=track.annotator) for s in track.phase_segments(analysis.track.times))
    skills = _measured(analysis.track, phases, slowed)
    return attrs.evolve(analysis, phases=phases, phase_model=track.annotator, skills=skills)


def _measured(track: PoseTrack, phases: Sequence[PhaseSegment], slowed: float) -> tuple[Skill, ...]:
    real = _at_speed(track, slowed)
    skills = measure_skills(real, [_placed(segment, real) for segment in phases])
    with contextlib.suppress(ModelError):  # said when the clip was recognised
        skills = SkillPacks.read().named(real, skills)
    return tuple(_slower(skill, slowed) for skill in skills)


def _at_speed(track: PoseTrack, slowed: float) -> PoseTrack:
    """The track with the times as they really were."""
    return track if slowed == 1.0 else attrs.evolve(track, times=track.times / slowed)


def _placed(segment: PhaseSegment, track: PoseTrack) -> PhaseSegment:
    """The segment with a track's times."""
    start_s, end_s = float(track.times[segment.start_frame]), float(track.times[segment.end_frame])
    return attrs.evolve(segment, start_s=start_s, end_s=end_s)


def _slower(skill: Skill, slowed: float) -> Skill:
    """The skill at its moments in the file; its measures stay real."""
    if slowed == 1.0:
        return skill
    sheet = skill.sheet
    if sheet is not None:
        curve = attrs.evolve(sheet.curve, times_s=tuple(round(t * slowed, 4) for t in sheet.curve.times_s))
        sheet = attrs.evolve(sheet, curve=curve)
    return attrs.evolve(skill, takeoff_s=skill.takeoff_s * slowed, touchdown_s=skill.touchdown_s * slowed, sheet=sheet)
