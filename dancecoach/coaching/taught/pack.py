"""A skill pack: one taught skill as a file that can be kept, shared and taken away again.

The file, ``NAME.dcskill``, is JSON text and nothing else: it cannot run anything. It holds the attempts that the skill
was taught from as numbers of `dancecoach.coaching.taught.motion`, no pictures and no names of people or clips, and a
card: what was measured, and of which clips::

    {"schema": "dancecoach.skill-pack/1", "kind": "skill", "name": "back tuck", "version": "1", "date": "2026-11-22",
     "motion": "skill-motion-v1", "attempts": ["base64 of float16", ...],
     "training": [{"name", "source", "licence", "clips"}], "metrics": {...}, "licence": "..."}
"""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.taught.motion import MOTION, SIZE
from dancecoach.errors import InputError, ModelError
from dancecoach.files import make_folder, write_bytes
from dancecoach.i18n import _
from dancecoach.models.card import UNKNOWN, TrainingData
from dancecoach.models.card_json import Fields, fault

SUFFIX = ".dcskill"
SCHEMA = "dancecoach.skill-pack/1"
KIND = "skill"

MAX_BYTES = 1 << 20
MOST_ATTEMPTS = 200
LONGEST_NAME = 60
_LONGEST_TEXT = 2000
_LARGEST = 100.0
"""No number of a motion is larger."""


@attrs.frozen(eq=False)
class SkillPack:
    """One taught skill.

    Attributes:
        name: of the skill.
        attempts: (N, `SIZE`) motions that it was taught from, one of each clip; NaN where something was not seen.
        date: on which it was taught, YYYY-MM-DD.
        version: of the pack.
        training: what it was taught from.
        metrics: what was measured, with the split it was measured on.
        licence: under which its numbers may be used.
    """

    name: str
    attempts: NDArray[np.float64] = attrs.field(repr=False)
    date: str
    version: str = "1"
    training: tuple[TrainingData, ...] = ()
    metrics: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    licence: str = "the makers' own"

    @property
    def labels(self) -> tuple[str, ...]:
        """What it can name."""
        return (self.name,)

    @property
    def title(self) -> str:
        """Name and version, for people and for what is stored."""
        return f"{self.name} {self.version}"

    def to_bytes(self) -> bytes:
        """The file's content; equal packs give equal ones."""
        content = {
            "schema": SCHEMA,
            "kind": KIND,
            "name": self.name,
            "version": self.version,
            "date": self.date,
            "motion": MOTION,
            "attempts": [base64.b64encode(row.astype("<f2").tobytes()).decode("ascii") for row in self.attempts],
            "training": [attrs.asdict(data) for data in self.training],
            "metrics": dict(self.metrics),
            "licence": self.licence,
        }
        return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(path.parent)
        write_bytes(path, self.to_bytes())


def read_pack(path: Path) -> SkillPack:
    """The pack in a file, which may be anybody's.

    Raises:
        ModelError: it is missing, too large, damaged, for another version, or no skill pack at all.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise fault(path, _("is too large for a skill pack"))
        content = path.read_bytes()
    except OSError as error:
        raise fault(path, _("cannot be read ({})").format(error.strerror or error)) from error
    return parse_pack(content, path)


def parse_pack(content: bytes, path: Path) -> SkillPack:
    """The pack in a file's content; ``path`` is named in errors.

    Raises:
        ModelError: as `read_pack`.
    """
    if len(content) > MAX_BYTES:
        raise fault(path, _("is too large for a skill pack"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise fault(path, _("is no skill pack")) from error
    fields = Fields.parse(text, path)
    for key, wanted in (("schema", SCHEMA), ("kind", KIND), ("motion", MOTION)):
        if (received := fields.text(key)) != wanted:
            raise fields.wrong(key, received, wanted)
    # The same attempt once more, as of one film in two files, says nothing new of how attempts differ.
    rows = tuple(dict.fromkeys(fields.texts("attempts", different=False)))
    if not 1 <= len(rows) <= MOST_ATTEMPTS:
        raise fields.wrong("attempts", str(len(rows)), _("1 to {most} attempts").format(most=MOST_ATTEMPTS))
    try:
        name = skill_name(fields.text("name"))
    except InputError as error:
        raise fields.wrong("name", fields.text("name")[:LONGEST_NAME], _("a short text")) from error
    return SkillPack(
        name=name,
        attempts=np.stack([_attempt(row, fields) for row in rows]),
        date=_short(fields, "date"),
        version=_short(fields, "version"),
        training=tuple(_training(data) for data in fields.objects("training")),
        metrics=fields.inner("metrics").content,
        licence=_short(fields, "licence"),
    )


def skill_name(text: str) -> str:
    """A skill's name as typed, without the space around it.

    Raises:
        InputError: it is empty, too long, not writable in a line, or the word for none of them.
    """
    name = " ".join(text.split())
    if not name:
        raise InputError(_("the skill has no name"), remedy=_("give it one"))
    if len(name) > LONGEST_NAME or not name.isprintable() or name.casefold() == UNKNOWN:
        remedy = _("choose one of {} letters at most").format(LONGEST_NAME)
        raise InputError(_("is no name for a skill"), subject=f"“{name[:LONGEST_NAME]}”", remedy=remedy)
    return name


def _attempt(row: str, fields: Fields) -> NDArray[np.float64]:
    try:
        numbers = np.frombuffer(base64.b64decode(row, validate=True), "<f2").astype(np.float64)
    except ValueError as error:
        raise _damaged(fields) from error
    known = numbers[np.isfinite(numbers)]
    if numbers.shape != (SIZE,) or not len(known) or np.isinf(numbers).any() or np.abs(known).max() > _LARGEST:
        raise _damaged(fields)
    return numbers


def _damaged(fields: Fields) -> ModelError:
    return fault(fields.path, _("has damaged attempts"))


def _short(fields: Fields, key: str) -> str:
    value = fields.text(key)
    if len(value) > _LONGEST_TEXT:
        raise fields.wrong(key, value, _("a short text"))
    return value


def _training(fields: Fields) -> TrainingData:
    return TrainingData(
        _short(fields, "name"), _short(fields, "source"), _short(fields, "licence"), fields.count("clips", 1_000_000)
    )
