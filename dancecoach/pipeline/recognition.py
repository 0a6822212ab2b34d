"""What the trained networks say of a clip: its style, its phases, and the skills among them, measured.

A network that is missing, broken or of another version costs what it would have said, and a sentence tells so: the
landmarks and their angles are of use without it.

What is stored with a clip may have been said by other networks than those that ship now. The landmarks are what takes
long to find; from them all of it is said anew within a second or two (`renewed`).
"""

import logging
from collections.abc import Callable, Collection
from typing import TypeVar

import attrs

from dancecoach.coaching.skills import Skill, measure_skills
from dancecoach.coaching.taught.packs import SkillPacks, skill_files, skills_digest
from dancecoach.errors import DancecoachError, in_short
from dancecoach.files import sha256_of
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis, Recogniser
from dancecoach.models.packs.own_phases import review_file, uses_own
from dancecoach.models.packs.styles import StylePacks, pack_files, packs_digest
from dancecoach.models.phases import PhaseResult, PhaseSegmenter
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pipeline.skill_checks import what_to_say_of_skills
from dancecoach.pose.track import PoseTrack

METHOD = 2
"""Raised when the same networks and landmarks begin to give other segments or other measures."""

_DIGITS = 16

_log = logging.getLogger(__name__)

T = TypeVar("T")


@attrs.frozen(eq=False)
class Recognition:
    """What was recognised in a clip.

    Attributes:
        style: which dance it is; None where that could not be asked.
        phases: segments that cover every frame once; () where they could not be found.
        phase_model: the network that found them; "" without phases.
        skills: the skills among the phases, measured.
        warnings: sentences for the person: what could not be done, and which numbers to doubt.
        failures: those of the warnings that say what could not be done.
        recogniser: what all this was found with.
    """

    style: StyleResult | None = None
    phases: tuple[PhaseSegment, ...] = ()
    phase_model: str = ""
    skills: tuple[Skill, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    recogniser: Recogniser = attrs.field(factory=Recogniser)


def recogniser_now(packs: Collection[str] = ()) -> Recogniser:
    """What a clip would be recognised with now.

    Args:
        packs: names of the style packs to ask; () for all. So for all below.
    """
    try:
        styles = packs_digest(pack_files(packs))
    except DancecoachError:  # one that was chosen is gone
        styles = ""
    return Recogniser(METHOD, _digest(), styles, skills_digest(skill_files()))


def is_stale(analysis: Analysis, packs: Collection[str] = ()) -> bool:
    """Whether the networks at hand may say something else of the clip, or say something where none could."""
    return analysis.recogniser != recogniser_now(packs)


def with_recognition(analysis: Analysis, packs: Collection[str] = ()) -> Analysis:
    """The analysis with what the networks say now; its landmarks, and what was said of them, stay."""
    return _with(analysis, recognise(analysis.track, packs))


def _with(analysis: Analysis, found: Recognition) -> Analysis:
    said = [sentence for sentence in analysis.warnings if sentence not in analysis.recognition_warnings]
    return attrs.evolve(
        analysis,
        style=found.style,
        phases=found.phases,
        phase_model=found.phase_model,
        skills=found.skills,
        recogniser=found.recogniser,
        recognition_warnings=found.warnings,
        warnings=tuple(dict.fromkeys([*said, *found.warnings])),
    )


def renewed(analysis: Analysis, packs: Collection[str] = ()) -> Analysis:
    """As `with_recognition`; but where a network cannot say now what one said before, all that was said before stays.

    The new sentences tell so, and the analysis stays stale (`is_stale`): worth showing, not worth keeping.
    """
    found = recognise(analysis.track, packs)
    lost = bool(analysis.phases and not found.phases) or (analysis.style is not None and found.style is None)
    if not lost:
        return _with(analysis, found)
    kept = _("What was recognised in this clip before is shown unchanged.")
    return attrs.evolve(analysis, warnings=tuple(dict.fromkeys([*analysis.warnings, *found.failures, kept])))


def recognise(track: PoseTrack, packs: Collection[str] = ()) -> Recognition:
    """Name style and phases of a clip and measure its skills; never fails."""
    now = recogniser_now(packs)
    failures: list[str] = []
    named = _phases(track, failures)
    phases = () if named is None else named.segments
    skills = _attempt(lambda: measure_skills(track, phases), _("The skills cannot be measured"), failures) or ()
    taught = SkillPacks.read()
    failures += [_("A skill pack is left out: {}").format(error) for error in taught.left_out.values()]
    # Without their taught names skills are still what was measured.
    skills = _attempt(lambda: taught.named(track, skills), _("The taught skills cannot be named"), failures) or skills
    judges = _attempt(lambda: StylePacks(pack_files(packs)), _("The style cannot be named"), failures)
    style = None
    if judges is not None:
        failures += [_("A style pack is left out: {}").format(error) for error in judges.left_out.values()]
        style = _attempt(lambda: judges.classify(track), _("The style cannot be named"), failures)
    said = tuple(failures)
    if track.found.any():  # else one sentence is enough, and `dancecoach.pipeline.checks` says it
        said += () if named is None else named.warnings
        said += what_to_say_of_skills(track, skills)
        # Nobody asks which dance a somersault is.
        said += () if style is None or skills else style.warnings
    return Recognition(
        style=style,
        phases=phases,
        phase_model=named.model if named is not None and phases else "",
        skills=skills,
        warnings=said,
        failures=tuple(failures),
        recogniser=attrs.evolve(
            now,
            phases=now.phases if named is not None else "",
            style=judges.digest if judges is not None and style is not None else "",
        ),
    )


def _phases(track: PoseTrack, failures: list[str]) -> PhaseResult | None:
    """The phases by the person's own network where they chose it; by the shipped one where that cannot be used."""
    if uses_own():
        failed = _("Your own phase network is left out")
        own = _attempt(lambda: PhaseSegmenter(review_file()).segment(track), failed, failures)
        if own is not None:
            return own
    return _attempt(lambda: PhaseSegmenter().segment(track), _("The phases cannot be named"), failures)


def _digest() -> str:
    """What the network of the phases is told from others by; "" where it is missing or cannot be read."""
    try:
        return sha256_of(review_file())[:_DIGITS]
    except DancecoachError:
        return ""


def _attempt(work: Callable[[], T], failed: str, said: list[str]) -> T | None:
    """What ``work`` gives; None, and a sentence in ``said``, when it cannot be done."""
    try:
        return work()
    except DancecoachError as error:
        said.append(f"{failed}: {error}")
    except Exception as error:  # whatever is wrong with a network must not cost the person the landmarks
        _log.exception("%s", failed)
        said.append(f"{failed} ({in_short(error)}).")
    return None
