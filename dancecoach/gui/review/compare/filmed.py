"""The comparison on the screen as two clips in one video, for the hand-over."""

from pathlib import Path
from typing import TYPE_CHECKING

from dancecoach.gui.review.compare.desk import CompareDesk
from dancecoach.gui.review.handover.handover import MakeDual
from dancecoach.library.analyses.record import Analysis
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore

if TYPE_CHECKING:
    from dancecoach.report.overlay import DualView
    from dancecoach.report.painter import Parts


def as_on_screen(desk: CompareDesk, notes_folder: Path) -> MakeDual | None:
    """How to film the comparison as it is now: arrangement, opacity, alignment; None where there is none to film.

    Args:
        desk: the comparison.
        notes_folder: where notes are kept.
    """
    alignment, other = desk.pairing.alignment, desk.other.model
    if not desk.on or not desk.pairing.on or alignment is None or other.path is None or _without_pictures(desk):
        return None
    path, findings = other.path, desk.other.findings
    times = tuple(alignment.first(time_s) for time_s in other.times)
    arrangement, opacity = desk.stage.arrangement, desk.canvas.opacity

    def make(parts: "Parts") -> "DualView":
        from dancecoach.report.overlay import DualView, OtherClip
        from dancecoach.report.painter import FramePainter

        painter = None
        if findings is not None:
            analysis = findings.analysis
            notes = NotesStore(notes_folder, autosave_s=None).read(
                NotedClip(analysis.sha256, len(analysis.track), path.name)
            )
            painter = FramePainter(analysis.track, parts, phases=analysis.phases, notes=notes)
        return DualView(arrangement, OtherClip(path, painter, times=times), opacity)

    return make


def _without_pictures(desk: CompareDesk) -> bool:
    """Whether the other clip is a file of landmarks."""
    analysis: Analysis | None = desk.other.findings.analysis if desk.other.findings is not None else None
    return analysis is not None and not analysis.model
