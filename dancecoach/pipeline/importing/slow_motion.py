"""Slow motion on its way into a library: at which rate the camera filmed is noted before anybody looks at the clip."""

from dancecoach.library.catalogue.records import Clip
from dancecoach.library.library import Library
from dancecoach.library.news import News
from dancecoach.notes.clip_edits import set_capture_fps
from dancecoach.notes.records import NotedClip


def note_capture_rate(library: Library, clip: Clip, fps: float) -> None:
    """Note at how many frames a second a clip was filmed, as Review does: its skills are then told in real time.

    Args:
        library: open.
        clip: of it; where it is analysed already, the library hears of it when it listens next (`renewing.catch_up`).
        fps: as filmed.

    Raises:
        NotesError: the clip's notes are open elsewhere, or cannot be read.
        OutputError: they cannot be written.
    """
    noted = NotedClip(clip.facts.sha256, max(1, clip.facts.frames), clip.path.name)
    with library.notes.open(noted) as notes:
        if notes.notes.capture_fps == fps:
            return
        notes.history.do(set_capture_fps(fps))
        notes.save()
    if clip.findings is not None:
        News(library.folder).tell(clip.facts.sha256)
