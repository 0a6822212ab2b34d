"""Which parts of a clip's notes an edit has changed, so that a widget draws anew only for what it shows."""

from enum import StrEnum

from dancecoach.notes.notes import Notes


class Kind(StrEnum):
    """A part of the notes.

    Attributes:
        PHASES: the phases of any annotator, and who the annotators are.
        KEY_FRAMES: key frames and their notes.
        DRAWINGS: drawings.
        CALIBRATION: what says how long a metre is.
        CLOCK: the origin of time and the rate of the camera.
        LOOP: A and B.
    """

    PHASES = "phases"
    KEY_FRAMES = "key_frames"
    DRAWINGS = "drawings"
    CALIBRATION = "calibration"
    CLOCK = "clock"
    LOOP = "loop"


Kinds = frozenset[Kind]

EVERYTHING: Kinds = frozenset(Kind)
"""Other notes came, or they went."""


def changed_kinds(before: Notes, after: Notes) -> Kinds:
    """What differs between two documents about a clip, told from what they share: takes no time however large."""
    found = {
        Kind.PHASES: before.tracks is not after.tracks,
        Kind.KEY_FRAMES: before.key_frames is not after.key_frames,
        Kind.DRAWINGS: before.drawings is not after.drawings,
        Kind.CALIBRATION: before.calibration != after.calibration,
        Kind.CLOCK: (before.origin_frame, before.capture_fps) != (after.origin_frame, after.capture_fps),
        Kind.LOOP: (before.loop_start, before.loop_end) != (after.loop_start, after.loop_end),
    }
    return frozenset(kind for kind, differs in found.items() if differs)
