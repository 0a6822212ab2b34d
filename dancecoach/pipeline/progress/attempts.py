"""Attempts at skills with all that was measured of each: read from the analyses that a library keeps.

What a person corrected holds here too: phases set right in Review, and the rate of a slow-motion camera.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import MEASURES, Measure, measured
from dancecoach.errors import DancecoachError
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.findings import skill_facts
from dancecoach.library.catalogue.records import Clip, Kind, SkillFacts
from dancecoach.library.library import Library
from dancecoach.notes.clock import slow_factor
from dancecoach.notes.corrected import corrected_track
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.progress.kinds import kind_of
from dancecoach.pipeline.retold import as_corrected, in_real_time
from dancecoach.progress import CancelToken
from dancecoach.video.capture import capture_rate, slowed_by
from dancecoach.video.source import open_container, video_stream

NUMBERS: tuple[str, ...] = tuple(name for name, kind in MEASURES.items() if kind.unit)
"""Measures that are numbers, in the order of the sheet."""


@attrs.frozen
class Attempt:
    """One skill of a clip.

    Attributes:
        clip: where it is.
        kind: see `kinds`.
        takeoff_s: when in the clip, seconds.
        confidence: 0 to 1.
        measures: those that are numbers and could be taken.
    """

    clip: Clip
    kind: str
    takeoff_s: float
    confidence: float
    measures: tuple[Measure, ...]

    @property
    def when(self) -> datetime:
        """When the clip was filmed, else when it came into the library; in the time of the place."""
        return (self.clip.facts.filmed_at or self.clip.added_at).astimezone()

    @property
    def filmed(self) -> bool:
        """Whether it is known when it was filmed."""
        return self.clip.facts.filmed_at is not None

    def __getitem__(self, name: str) -> Measure | None:
        """The measure of that name; None where it could not be taken."""
        return next((measure for measure in self.measures if measure.name == name), None)


class AttemptReader:
    """Reads attempts, each clip once. For one thread at a time.

    Args:
        library: open.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[int, tuple[Attempt, ...]] = {}

    def forget(self, ids: Iterable[int]) -> None:
        """Read these clips anew the next time: they are known better now."""
        for clip_id in ids:
            self._read.pop(clip_id, None)

    def of(self, ids: Sequence[int], cancel: CancelToken | None = None) -> list[Attempt]:
        """The attempts in clips, the oldest first.

        Args:
            ids: numbers of clips; those that are gone meanwhile are left out.
            cancel: asks to stop.

        Raises:
            Cancelled: the token was set.
        """
        new = [clip_id for clip_id in ids if clip_id not in self._read]
        for clip in self._library.clips.get_all(new):
            if cancel is not None:
                cancel.check()
            self._read[clip.id] = tuple(self._attempts(clip))
        found = [attempt for clip_id in ids for attempt in self._read.get(clip_id, ())]
        return sorted(found, key=lambda attempt: (attempt.when, attempt.takeoff_s))

    def _attempts(self, clip: Clip) -> Iterable[Attempt]:
        if clip.findings is None:
            return
        skills = skills_of(self._library, clip)
        if skills is None:  # the analysis is gone: what was noted of it is left
            for facts in clip.findings.skills:
                yield Attempt(clip, kind_of(facts), facts.takeoff_s, facts.confidence, _noted(facts))
            return
        for skill in skills:
            facts = skill_facts(skill)
            yield Attempt(clip, kind_of(facts), skill.takeoff_s, skill.confidence, _taken(skill))


def skills_of(library: Library, clip: Clip) -> tuple[Skill, ...] | None:
    """The skills of a clip as Review shows them; None where its analysis is not kept any more."""
    assert clip.findings is not None
    engine, _, model = clip.findings.analysed_with.partition(" ")
    notes = _notes(library, clip)
    track, filmed_fps = corrected_track(notes), _filmed_fps(clip, notes)
    sha256 = clip.facts.sha256
    person = library.analyses.chosen_in(sha256)
    said = library.analyses.document(sha256, engine, model, person) or library.analyses.document(sha256, engine, model)
    if said is None:
        return None
    if track is None and slowed_by(filmed_fps, said.clip.mean_fps) == 1.0:
        return said.skills
    analysis = library.analyses.get(sha256, engine, model, said.person)
    return None if analysis is None else _retold(analysis, notes, filmed_fps)


def _retold(analysis: Analysis, notes: Notes | None, filmed_fps: float | None) -> tuple[Skill, ...]:
    slowed = slow_factor(analysis.track.times, filmed_fps)
    told = analysis if slowed == 1.0 else in_real_time(analysis, slowed)
    track = corrected_track(notes)
    if track is not None and track.frames == len(told.track):
        told = as_corrected(told, track, slowed)
    return told.skills


def _notes(library: Library, clip: Clip) -> Notes | None:
    noted = NotedClip(clip.facts.sha256, max(1, clip.facts.frames), clip.path.name)
    try:
        return library.notes.read(noted)
    except DancecoachError:  # they are told about where they are opened
        return None


def _filmed_fps(clip: Clip, notes: Notes | None) -> float | None:
    """Frames per second as filmed: as the person says, or the file."""
    if notes is not None and notes.capture_fps is not None:
        return notes.capture_fps
    if clip.facts.kind is not Kind.VIDEO:
        return None
    try:
        with open_container(clip.path) as container:
            return capture_rate(video_stream(container, clip.path).metadata, container.metadata)
    except DancecoachError:  # the file is not there now
        return None


def _taken(skill: Skill) -> tuple[Measure, ...]:
    if skill.sheet is None:
        facts = skill_facts(skill)
        flight = _noted(facts)
        doubt = skill.flight_time_uncertainty_s
        return tuple(attrs.evolve(line, uncertainty=_doubt_of(line, facts, doubt)) for line in flight)
    return tuple(line for line in skill.sheet.measures if line.name in NUMBERS and line.number is not None)


def _doubt_of(line: Measure, facts: SkillFacts, flight_doubt_s: float | None) -> float | None:
    if flight_doubt_s is None or not facts.flight_s or line.name == "rotation":
        return None
    if line.name == "flight_time":
        return flight_doubt_s
    return 2 * (line.number or 0.0) * flight_doubt_s / facts.flight_s  # the height goes with the square of the time


def _noted(facts: SkillFacts) -> tuple[Measure, ...]:
    """What the library's own list knows: no uncertainties."""
    known = (("flight_time", facts.flight_s), ("height", facts.height_m), ("rotation", facts.turns))
    return tuple(measured(name, value) for name, value in known if value is not None)
