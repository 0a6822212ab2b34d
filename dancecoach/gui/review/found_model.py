"""The clip under review and what was found in it: the ground of `ReviewModel`."""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dancecoach.coaching.skill import Skill
from dancecoach.gui.review.states import AnalysisState, ClipState, Findings
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.phase_track import UNLABELLED, PhaseTrack
from dancecoach.pose.estimator import BodyPose
from dancecoach.progress import Progress
from dancecoach.video.frame import ClipInfo


class FoundModel(QObject):
    """One clip, how far it and its analysis are, and what holds of it.

    Attributes:
        path: the file; None where no clip is on show.
        info: its facts; None until it is open.
        times: (T,) seconds of its frames.
        clip_state: how far the clip is.
        analysis_state: how far its analysis is.
        progress: of the analysis; None where none is under way, or it has not said anything yet.
        error: why the clip or the last analysis failed, in a sentence.
        found: what the networks said of the clip; None as long as it is not analysed.
        findings: what holds: as found, or with phases as a person corrected them and the skills that follow from these.
        corrected: phases as the person corrects them this moment; None where nothing is corrected. `findings` follow
            when the skills have been measured anew.

    Signals:
        clip_opened: another clip is on show, or none.
        state_changed: clip or analysis came to another state (or its progress moved).
        found_changed: an analysis came or went.
        findings_changed: what holds has changed, as it does with `found`.
        corrected_changed: phases were corrected, or are no more.
    """

    clip_opened = Signal()
    state_changed = Signal()
    found_changed = Signal()
    findings_changed = Signal()
    corrected_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reset(None)

    def _reset(self, path: Path | None) -> None:
        """Forget everything about the last clip, in silence."""
        self.path = path
        self.info: ClipInfo | None = None
        self.times: list[float] = []
        self.clip_state = ClipState.EMPTY if path is None else ClipState.OPENING
        self.analysis_state = AnalysisState.NONE
        self.progress: Progress | None = None
        self.error = ""
        self.found: Findings | None = None
        self.findings: Findings | None = None
        self.corrected: PhaseTrack | None = None

    # The clip

    def clip_failed(self, sentence: str) -> None:
        """The clip cannot be played; ``sentence`` says why and what to do."""
        self.clip_state, self.error = ClipState.FAILED, sentence
        self.state_changed.emit()

    @property
    def ready(self) -> bool:
        """Whether there is a clip to play."""
        return self.clip_state is ClipState.READY and bool(self.times)

    @property
    def last(self) -> int:
        """Index of the last frame, 0 where there is none."""
        return max(0, len(self.times) - 1)

    @property
    def end_s(self) -> float:
        """When the last frame's display ends, seconds."""
        return max(self.info.duration_s, self.times[-1]) if self.info and self.times else 0.0

    # The analysis

    def analysis_began(self) -> None:
        """The body is being looked for."""
        self.analysis_state, self.progress = AnalysisState.RUNNING, None
        self.state_changed.emit()

    def analysis_moved(self, progress: Progress) -> None:
        """The analysis has come so far."""
        self.progress = progress
        self.state_changed.emit()

    def analysis_done(self, findings: Findings) -> None:
        """The analysis is there."""
        self.found = self.findings = findings
        self.analysis_state, self.progress = AnalysisState.DONE, None
        self.found_changed.emit()
        self.findings_changed.emit()
        self.state_changed.emit()

    def set_findings(self, findings: Findings) -> None:
        """What was found is to be told otherwise: by corrected phases, or at the speed of the camera."""
        if findings is not self.findings:
            self.findings = findings
            self.findings_changed.emit()

    def set_corrected(self, track: PhaseTrack | None) -> None:
        """The person corrects the phases, or no longer does; a track that says nothing is none."""
        if track is not None and len(track) == 1 and track.segment_at(0).phase == UNLABELLED:
            track = None
        if track is not self.corrected:
            self.corrected = track
            self.corrected_changed.emit()

    def analysis_stopped(self, state: AnalysisState, sentence: str = "") -> None:
        """The analysis ended without a result."""
        self.analysis_state, self.progress, self.error = state, None, sentence
        self.state_changed.emit()

    def poses_at(self, index: int) -> tuple[BodyPose, ...]:
        """The person found in a frame, or nobody."""
        if self.findings is None:
            return ()
        track = self.findings.analysis.track
        if not 0 <= index < len(track) or not track.found[index]:
            return ()
        return (BodyPose(track.landmarks[index], track.visibility[index], None, 1.0),)

    @property
    def segments(self) -> Sequence[PhaseSegment]:
        """The phases of the clip, in order and without gaps; none where they are not known."""
        return () if self.findings is None else self.findings.analysis.phases

    @property
    def skills(self) -> Sequence[Skill]:
        """The skills of the clip, in order."""
        return () if self.findings is None else self.findings.analysis.skills

    def segment_at(self, index: int) -> PhaseSegment | None:
        """The phase that a frame belongs to, where it is known: as corrected, if it is."""
        track = self.corrected
        if track is not None:
            if not 0 <= index < track.frames or (at := track.segment_at(index)).phase == UNLABELLED:
                return None
            begin, end = self.times[at.start_frame], self.times[at.end_frame]
            return PhaseSegment(at.phase, at.start_frame, at.end_frame, begin, end, author=track.annotator)
        number = bisect_right(self.segments, index, key=lambda segment: segment.start_frame) - 1
        return self.segments[number] if number >= 0 and index <= self.segments[number].end_frame else None

    def skill_at(self, index: int) -> int | None:
        """Position among the skills of the one that a frame belongs to."""
        at = bisect_right(self.skills, index, key=lambda skill: skill.takeoff_frame) - 1
        return at if at >= 0 and index <= self.skills[at].touchdown_frame else None

    def nearest_takeoff(self, index: int) -> int | None:
        """The take-off of the skill at a frame, or of the one that is nearest to it; None without any."""
        here = self.skill_at(index)
        takeoffs = [skill.takeoff_frame for skill in self.skills]
        return takeoffs[here] if here is not None else min(takeoffs, key=lambda t: abs(t - index), default=None)
