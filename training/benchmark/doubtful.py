"""The pictures that image systems find hardest to believe: a list for a person, who says which of them are noise.

Each picture is asked of a network that learned from other clips. What the person says is kept in the list itself, and
`without` leaves those pictures out.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError, OutputError
from dancecoach.files import atomic_path, make_folder, write_text
from training.benchmark.protocols import FOLDS
from training.data.labels.read import table_rows, text_of
from training.data.pictures import pictures_of
from training.data.sets import StyleSet
from training.data.splits import grouped_folds, groups_per_class
from training.networks.backend import forget
from training.networks.frame_images import FrameImages, most_doubtful
from training.networks.system import Fitting

TABLE, SHEET = "doubtful.csv", "doubtful.png"
"""Names of the list and of its pictures."""

_COLUMNS = ("number", "clip", "time_s", "label", "probability", "said", "noise")
_YES, _NO = {"yes", "y", "1", "true", "x"}, {"", "no", "n", "0", "false"}
_PICTURE, _CAPTION, _ACROSS = 160, 22, 8
"""Pixels of a picture's side on the sheet and of the line above it; pictures in a row."""


@attrs.frozen
class Doubtful:
    """A picture.

    Attributes:
        clip: position of its clip in the set.
        frame: of the clip's track.
        time_s: of the frame.
        label: the clip's dance.
        probability: that the network gave to it, 0 to 1.
        said: dance that the network found likeliest.
    """

    clip: int
    frame: int
    time_s: float
    label: str
    probability: float
    said: str


def doubtful_pictures(system: FrameImages, dances: StyleSet, fitting: Fitting, count: int) -> list[Doubtful]:
    """The pictures with the highest loss, worst first.

    Args:
        system: of pictures.
        dances: clips with their styles; as many folds as the rarest of them has takes, five at most.
        fitting: its seed also draws the folds.
        count: how many at most.

    Raises:
        InputError: the set has a class of one take, or shows nobody.
        EngineError: TensorFlow is not installed.
        Cancelled: the fitting was.
    """
    examples = system.examples(dances.clips, dances.truth)
    said = np.zeros((len(examples), len(dances.labels)), np.float32)
    asked = np.zeros(len(examples), np.bool_)
    folds = max(2, min(FOLDS, *groups_per_class(dances.styles, dances.takes).values()))
    for fold in grouped_folds(dances.styles, dances.takes, folds, fitting.seed):
        learned, test = examples.of_clips(fold.train), examples.of_clips(fold.test)
        if len(learned) and len(test):
            trained = system.train(examples, learned, len(dances.labels), fitting)
            said[test], asked[test] = system.predict(trained, examples, test), True
            forget()
    chosen = np.flatnonzero(asked)
    assert examples.frames is not None
    return [
        _doubtful(dances, int(examples.clip[at]), int(examples.frames[at]), said[at])
        for at in most_doubtful(said[chosen], examples, chosen, count)
    ]


def _doubtful(dances: StyleSet, clip: int, frame: int, said: NDArray[np.float32]) -> Doubtful:
    time_s, truth = float(dances.clips[clip].track.times[frame]), int(dances.truth[clip])
    label, likeliest = dances.labels[truth], dances.labels[int(said.argmax())]
    return Doubtful(clip, frame, time_s, label, float(said[truth]), likeliest)


def save_doubtful(found: Sequence[Doubtful], dances: StyleSet, folder: Path) -> None:
    """Write the list, its last column empty, and one sheet of the pictures with their numbers.

    Raises:
        InputError: there is a list already: what a person has said in it would be lost.
        VideoError: a clip's video has gone or is damaged.
        OutputError: they cannot be written.
    """
    table = make_folder(folder) / TABLE
    if table.exists():
        raise InputError("is there already", subject=table, remedy="name another folder, or move it away")
    _save_sheet(found, dances, folder / SHEET)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for number, one in enumerate(found, 1):
        name = dances.clips[one.clip].name
        writer.writerow((number, name, f"{one.time_s:.3f}", one.label, f"{one.probability:.4f}", one.said, ""))
    write_text(table, text.getvalue())


def _save_sheet(found: Sequence[Doubtful], dances: StyleSet, path: Path) -> None:
    rows = -(-len(found) // _ACROSS)
    high = _PICTURE + _CAPTION
    sheet = np.zeros((rows * high, min(len(found), _ACROSS) * _PICTURE, 3), np.uint8)
    for at, one in enumerate(found):
        picture = pictures_of(dances.clips[one.clip], [one.frame], _PICTURE)[0]
        y, x = at // _ACROSS * high, at % _ACROSS * _PICTURE
        sheet[y + _CAPTION : y + high, x : x + _PICTURE] = np.round(picture[..., ::-1] * 255)
        text, where = f"{at + 1}  {one.time_s:.1f} s  {one.probability:.2f}", (x + 4, y + _CAPTION - 6)
        cv2.putText(sheet, text, where, cv2.FONT_HERSHEY_SIMPLEX, 0.45, (255, 255, 255), 1, cv2.LINE_AA)
    done, content = cv2.imencode(".png", sheet)
    if not done:
        raise OutputError("cannot be made of these pictures", subject=path, remedy="ask for fewer")
    with atomic_path(path) as temporary:
        temporary.write_bytes(content.tobytes())


def without(dances: StyleSet, table: Path) -> tuple[StyleSet, str]:
    """The set without the pictures of which a person has said that they are noise.

    Args:
        dances: the set that the list was made of.
        table: the list, ``yes`` in the column ``noise`` of those.

    Returns:
        The set, and a word for the folder of its outcomes, which are others than those of the whole set.

    Raises:
        InputError: it is no such list, a line cannot be read, or names a clip that the set does not hold.
    """
    times: dict[str, list[float]] = {}
    names = {clip.name for clip in dances.clips}
    for where, row in _rows(table):
        name, time_s, is_noise = _read(where, row)
        if name not in names:
            raise InputError(
                f"names the clip {name}, which is not in {dances.name}", subject=where, remedy="take the set's own list"
            )
        if is_noise:
            times.setdefault(name, []).append(time_s)
    clips = tuple(attrs.evolve(clip, noise=tuple(sorted(times.get(clip.name, ())))) for clip in dances.clips)
    known = hashlib.sha256(repr([(clip.name, clip.noise) for clip in clips if clip.noise]).encode()).hexdigest()
    return attrs.evolve(dances, clips=clips), f"without-{sum(map(len, times.values()))}-{known[:8]}"


def _rows(table: Path) -> list[tuple[str, dict[str, str]]]:
    text = text_of(table)
    rows = list(table_rows(table, text)) if text.strip() else []
    if not rows or not {"clip", "time_s", "noise"} <= rows[0][1].keys():
        raise InputError("is no list of doubtful pictures", subject=table, remedy=f"take {TABLE} of `doubtful`")
    return rows


def _read(where: str, row: dict[str, str]) -> tuple[str, float, bool]:
    """Clip, time and whether it is noise."""
    said = row["noise"].lower()
    if said not in _YES | _NO:
        raise InputError(f"says {row['noise']!r} of noise", subject=where, remedy="write yes, or nothing")
    try:
        # A spreadsheet may have written the number with its own country's point.
        return row["clip"], float(row["time_s"].replace(",", ".")), said in _YES
    except ValueError:
        raise InputError(
            f"has no time in {row['time_s']!r}", subject=where, remedy="leave the column time_s as it was"
        ) from None
