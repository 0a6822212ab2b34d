"""Whose word counts where several people have corrected the phases of a clip."""

from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import PhaseTrack


def corrected_track(notes: Notes | None) -> PhaseTrack | None:
    """The phases as a person says, by whoever has said most; None where nobody has said anything."""
    tracks = () if notes is None else notes.tracks
    best = max(tracks, key=lambda track: int((track.labels() >= 0).sum()), default=None)
    return best if best is not None and (best.labels() >= 0).any() else None
