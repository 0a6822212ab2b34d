"""What is left on the disk for a clip: ``DIR/<stem>/`` with pose.npz, frames.csv, analysis.json, overlay.mp4.

Each file is whole or absent. ``analysis.json`` is written after the landmarks it speaks of, so a folder that has it
is complete but for the overlay, which takes longest and comes last.
"""

import contextlib
import re
import time
from collections.abc import Collection
from pathlib import Path

import attrs

from dancecoach.errors import AnalysisFileError
from dancecoach.files import free_path, make_folder
from dancecoach.i18n import _
from dancecoach.library.analyses.analysis_json import read_analysis_json, write_analysis_json
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pose.formats import save_npz
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from dancecoach.report.frames_csv import write_frames_csv
from dancecoach.report.overlay import write_overlay

ANALYSIS, POSE, FRAMES, OVERLAY = "analysis.json", "pose.npz", "frames.csv", "overlay.mp4"

_LONGEST_NAME = 120
_STALE_S = 3600.0
_LEFT_OVER = re.compile(r"^\.(analysis|pose|frames|overlay)\..*part\.(json|npz|csv|mp4)$")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def write_results(
    analysis: Analysis,
    out: Path,
    *,
    overlay: bool = False,
    taken: Collection[Path] = (),
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[Path, Analysis]:
    """Write an analysis into a folder of its own below ``out``.

    Args:
        analysis: what to write.
        out: folder for the results of all clips; made when missing.
        overlay: also draw the overlay video. For landmarks without pictures a warning says that there is none.
        taken: folders that other clips of this run have been given.
        progress: told while the overlay is drawn.
        cancel: asks to stop between two frames of the overlay; what is written by then is kept.

    Returns:
        The folder, and the analysis with the warnings that were written.

    Raises:
        Cancelled: the token was set.
        OutputError: something cannot be written; what was written before stays.
        VideoError: the clip vanished before its overlay could be drawn.
    """
    drawable = analysis.engine != FROM_FILE
    if overlay and not drawable:
        said = _("There is no overlay video, because the input holds landmarks and no pictures.")
        analysis = attrs.evolve(analysis, warnings=(*analysis.warnings, said))
    folder = make_folder(choose_folder(analysis, out, taken))
    _sweep(folder)
    save_npz(analysis.track, folder / POSE)
    write_frames_csv(analysis.track, folder / FRAMES, analysis.phases)
    write_analysis_json(analysis, folder / ANALYSIS)
    if overlay and drawable:
        write_overlay(
            Path(analysis.clip.path),
            analysis.track,
            folder / OVERLAY,
            phases=analysis.phases,
            progress=progress,
            cancel=cancel,
        )
    return folder, analysis


def choose_folder(analysis: Analysis, out: Path, taken: Collection[Path] = ()) -> Path:
    """The folder for a clip: named after it, with a number where another clip of that name has been.

    A folder is used again when what lies in it was made from the same content and of the same person, or when an
    earlier run was ended before it could say what it was made from.
    """
    stem = folder_name(Path(analysis.clip.path))
    return free_path(out, stem, taken=lambda folder: folder in taken or not _is_free(folder, analysis))


def folder_name(clip: Path) -> str:
    """The clip's name without suffix, made fit for every file system."""
    stem = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", clip.stem).rstrip(" .")
    while len(stem.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.rstrip(" .") or "clip"
    return f"{stem}_" if _RESERVED.match(stem) else stem


def _is_free(folder: Path, analysis: Analysis) -> bool:
    if not folder.exists():
        return not folder.is_symlink()
    if not folder.is_dir():
        return False
    document = folder / ANALYSIS
    if not document.exists():
        # Left by a run that was ended, or empty; a folder with other things in it belongs to the person.
        return all(_is_ours(child) for child in folder.iterdir())
    try:
        earlier = read_analysis_json(document)
        return (earlier.sha256, earlier.person) == (analysis.sha256, analysis.person)
    except AnalysisFileError:
        return False


def _is_ours(file: Path) -> bool:
    return file.name in {ANALYSIS, POSE, FRAMES, OVERLAY} or file.name.startswith((".overlay.", ".pose.", ".frames."))


def _sweep(folder: Path) -> None:
    """Remove what a run that was killed over an hour ago left under temporary names."""
    for file in folder.iterdir():
        if _LEFT_OVER.match(file.name):
            with contextlib.suppress(OSError):
                if time.time() - file.stat().st_mtime > _STALE_S:
                    file.unlink()
