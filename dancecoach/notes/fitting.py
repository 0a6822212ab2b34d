"""Notes for a clip that has another number of frames than when they were written.

The content is the same to the byte, but another version of a decoder may find a frame more or less at its end.
"""

from collections.abc import Iterator

import attrs

from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import KeyFrame, NotedClip
from dancecoach.notes.sorted_map import SortedMap


def fitted(notes: Notes, clip: NotedClip) -> Notes:
    """The notes with nothing beyond the clip's last frame: what lay there is at that frame."""
    if notes.clip.frames == clip.frames:
        return attrs.evolve(notes, clip=clip)
    last = clip.frames - 1
    return attrs.evolve(
        notes,
        clip=clip,
        tracks=tuple(track.fitted(clip.frames) for track in notes.tracks),
        key_frames=SortedMap(_key_frames(notes, last)),
        drawings=DrawingSet.of(_drawing(drawing, last) for drawing in notes.drawings),
        origin_frame=_within(notes.origin_frame, last),
        loop_start=_within(notes.loop_start, last),
        loop_end=_within(notes.loop_end, last),
    )


def _within(frame: int | None, last: int) -> int | None:
    return None if frame is None else min(frame, last)


def _key_frames(notes: Notes, last: int) -> Iterator[tuple[int, KeyFrame]]:
    yield from notes.key_frames.items(last=last - 1)
    beyond = [key_frame for _frame, key_frame in notes.key_frames.items(first=last)]
    if beyond:
        yield last, KeyFrame(last, "\n".join(key_frame.note for key_frame in beyond if key_frame.note))


def _drawing(drawing: Drawing, last: int) -> Drawing:
    if drawing.end_frame <= last:
        return drawing
    return attrs.evolve(drawing, start_frame=min(drawing.start_frame, last), end_frame=last)
