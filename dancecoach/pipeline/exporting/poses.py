"""Poses of some clips of a library, as files for other programs."""

from collections.abc import Sequence
from pathlib import Path

import attrs

from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.library.library import Library
from dancecoach.pipeline.exporting.kept import kept_of
from dancecoach.pose.formats.writing import PoseFormat
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.report.handover import HandedOver, Wanted, hand_over


def hand_over_poses(
    library: Library,
    ids: Sequence[int],
    kinds: Sequence[PoseFormat],
    folder: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> HandedOver:
    """Write the poses of clips, under their titles; of slow motion with the times of the real action.

    Args:
        library: open.
        ids: numbers of its clips.
        kinds: which forms.
        folder: where to; made when missing.
        progress: told in clips.
        cancel: asks to stop; what is written stays.

    Raises:
        Cancelled: the token was set.
        OutputError: they cannot be written.
    """
    files, said, lacking = list[Path](), list[str](), list[str]()
    for done, clip in enumerate(library.clips.get_all(ids)):
        if cancel is not None:
            cancel.check()
        progress(Progress(clip.title, done, len(ids)))
        kept = kept_of(library, clip)
        try:
            if not kept.analyses:
                raise InputError(_("is not analysed yet"), subject=clip.title, remedy=_("wait for it, then try again"))
            analysis = kept.analyses[0]
            named = attrs.evolve(analysis, clip=attrs.evolve(analysis.clip, path=f"{clip.title}.mp4"))
            made = hand_over(named, None, Wanted(things=tuple(kinds)), folder, notes=kept.notes)
        except InputError as error:
            lacking.append(str(error))
            continue
        files += made.files
        said += [sentence for sentence in made.said if sentence not in said]
        lacking += made.lacking
    return HandedOver(tuple(files), tuple(said), tuple(lacking))
