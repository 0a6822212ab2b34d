"""What a person corrected in Review, as far as something can be learnt from it."""

from collections.abc import Sequence

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.library import Library
from dancecoach.motion.phases import PHASES
from dancecoach.notes.corrected import corrected_track
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.teaching.candidates import Candidate, example_of
from dancecoach.pipeline.teaching.poses import Looking

SKILL = "skill"


def notes_of(found: Analysis, looking: Looking) -> Notes | None:
    """The notes on a clip that was looked at; None where they cannot be read, which is told where they are opened."""
    root = AnalysisStore(looking.analyses).root.parent / "notes"
    try:
        return NotesStore(root, autosave_s=None).read(NotedClip(found.sha256, max(1, len(found.track))))
    except DancecoachError:
        return None


def skill_candidates(library: Library, clips: Sequence[Clip]) -> tuple[Candidate, ...]:
    """The clips, and why a skill cannot be taught from some of them."""
    return tuple(_skill_candidate(library, clip) for clip in clips)


def phase_candidates(library: Library, clips: Sequence[Clip]) -> tuple[Candidate, ...]:
    """The clips, and why the phases cannot be learnt from some of them."""
    return tuple(Candidate(example_of(clip), _phases_problem(_track(library, clip))) for clip in clips)


def says_phases(track: PhaseTrack | None) -> bool:
    """Whether somebody said of a clip where its phases are, a skill among them or none."""
    return track is not None and any(segment.phase in PHASES for segment in track.segments())


def _skill_candidate(library: Library, clip: Clip) -> Candidate:
    example, found = example_of(clip), clip.findings
    if found is None:
        gone = "" if clip.path.exists() else _("Its file is gone.")
        return Candidate(example, gone, _("It is looked at first, which takes a while."))
    if found.found_share <= 0:
        return Candidate(example, _("Nobody is seen in it."))
    track = _track(library, clip)
    marked = 0 if track is None else sum(segment.phase == SKILL for segment in track.segments())
    count = marked if track is not None else len(found.skills)
    if not count:
        why = _("Nothing in it is seen to leave the ground; mark the skill in Review with T, S and L.")
        return Candidate(example, why)
    remark = _("{} skills are in it; the one that the clips have in common is meant.").format(count)
    return Candidate(example, "", remark if count > 1 else "")


def _phases_problem(track: PhaseTrack | None) -> str:
    if says_phases(track):
        return ""
    return _("Nobody corrected its phases; open it in Review, press C and name them by I, T, S and L.")


def _track(library: Library, clip: Clip) -> PhaseTrack | None:
    noted = NotedClip(clip.facts.sha256, max(1, clip.facts.frames), clip.path.name)
    try:
        return corrected_track(library.notes.read(noted))
    except DancecoachError:
        return None
