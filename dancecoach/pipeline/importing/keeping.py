"""One film into the library at once: a take, an attempt, a recording, a clip that was only opened."""

from pathlib import Path

import attrs

from dancecoach.files import is_there, sha256_of_clip
from dancecoach.library.catalogue.records import Clip, Group, Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.importing.importer import look_at_file
from dancecoach.pipeline.importing.renewing import note_best_mark, note_dancer_of
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress


def keep_clip(
    library: Library,
    path: Path,
    *,
    title: str = "",
    collection: str = "",
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[Clip, bool]:
    """Copy a film into a library; its analysis waits in the queue where nobody has looked at it yet.

    Where the film says who is in it, so does the clip.

    Args:
        library: open.
        path: the film; it stays where it is, and may be removed afterwards.
        title: what it is called; "" for its file's name.
        collection: what it is put into besides; "" for nothing.
        progress: told while it is copied.
        cancel: asks to stop.

    Returns:
        The clip, and whether it is new.

    Raises:
        Cancelled: the token was set.
        InputError: the film cannot be used.
        OutputError: the copy cannot be written.
        LibraryError: the library cannot be written.
    """
    sha256 = sha256_of_clip(path)
    clip, new = library.clips.of_content(sha256), False
    if clip is None or not is_there(clip.path):
        facts = look_at_file(library, path, sha256)
        copy = library.media.take_in(path, sha256, progress=progress, cancel=cancel)
        clip, new = library.clips.add(attrs.evolve(facts, title=title or facts.title), Storage.COPIED, copy)
        if not new:  # its file was gone
            clip = library.clips.move(clip.id, Storage.COPIED, copy)
    if collection:
        library.groups.put([clip.id], Group.COLLECTION, collection)
    if clip.findings is None:
        library.jobs.analyse_again([(clip.id, clip.path)])
    return note_best_mark(library, note_dancer_of(library, library.clips.get(clip.id), path)), new
