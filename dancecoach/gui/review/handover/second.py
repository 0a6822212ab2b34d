"""A second clip beside the one that is handed over, chosen in the dialog: aligned at take-off where both have one."""

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from dancecoach.gui.analysing import Analyse, Tell, out_of_date, stored_as
from dancecoach.gui.review.compare.other_clip import as_noted
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.progress import CancelToken
from dancecoach.settings import Settings

if TYPE_CHECKING:
    from dancecoach.report.overlay import DualView
    from dancecoach.report.painter import Parts


@attrs.frozen(eq=False)
class First:
    """The clip that is handed over.

    Attributes:
        analysis: what holds of it.
        slowed: seconds of its file that one real second became.
        skill: position of the skill that matters; None for the first.
        begin: the first frame that is shown.
    """

    analysis: Analysis
    slowed: float = 1.0
    skill: int | None = None
    begin: int = 0


@attrs.frozen(eq=False)
class SecondClip:
    """Films a second clip beside the first.

    Attributes:
        path: of the second clip.
        store: has analyses; one that is made is kept there.
        notes_folder: where notes are kept.
        chosen: how clips are looked at.
        analyse: looks at a clip that the store does not have.
    """

    path: Path
    store: AnalysisStore
    notes_folder: Path
    chosen: Settings
    analyse: Analyse

    def film(self, first: First, parts: "Parts", tell: Tell, cancel: CancelToken) -> "DualView":
        """Both beside each other; slow where the second was never looked at.

        Raises:
            Cancelled: the token was set.
            VideoError: the second clip cannot be used.
        """
        from dancecoach.notes.records import NotedClip
        from dancecoach.notes.store import NotesStore
        from dancecoach.report.overlay import DualView, OtherClip
        from dancecoach.report.painter import FramePainter
        from dancecoach.video.capture import slowed_by
        from dancecoach.video.file import VideoFile

        with VideoFile(self.path) as video:  # what cannot be shown is said before anybody waits
            known_fps = video.capture_fps
        found = self._found(tell, cancel)
        noted = NotedClip(found.sha256, max(1, len(found.track)), self.path.name)
        notes = NotesStore(self.notes_folder, autosave_s=None).read(noted)
        slowed = slowed_by(notes.capture_fps or known_fps, found.clip.mean_fps)
        analysis = as_noted(found, notes, slowed, self.chosen.annotator, self.chosen.style_packs)
        painter = FramePainter(analysis.track, parts, phases=analysis.phases, notes=notes)
        times = _aligned(first, analysis, slowed)
        return DualView("beside", OtherClip(self.path, painter, at=(first.begin, 0), times=times))

    def _found(self, tell: Tell, cancel: CancelToken) -> Analysis:
        kept_as = stored_as(self.path, self.chosen)
        person = self.store.chosen(self.path)
        stored = self.store.find(self.path, *kept_as, person)
        if stored is not None and not out_of_date(stored, self.chosen):
            return stored
        if stored is not None:
            from dancecoach.pipeline.recognition import renewed

            return renewed(stored, self.chosen.style_packs)
        whose = {} if person is None else {"person": person}
        made = self.analyse(self.path, self.chosen, tell, cancel, **whose)
        self.store.put(made, self.path)
        return made


def _aligned(first: First, other: Analysis, slowed: float) -> tuple[float, ...] | None:
    """When each frame of the other is seen on the first's clock; None where one of them has no take-off.

    Both go at their real speed.
    """
    from dancecoach.coaching.alignment import Attempt, by_hand, by_takeoff

    mine = Attempt(first.analysis.track, first.analysis.phases, first.analysis.skills, first.slowed)
    theirs = Attempt(other.track, other.phases, other.skills, slowed)
    if mine.skills and theirs.skills:
        alignment = by_takeoff(mine, theirs, mine.skills[first.skill or 0], theirs.skills[0])
    elif first.slowed != slowed:
        alignment = by_hand(float(mine.track.times[first.begin]), float(theirs.track.times[0]), slowed / first.slowed)
    else:
        return None
    return tuple(alignment.first(time_s) for time_s in other.track.times.tolist())
