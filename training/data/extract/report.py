"""What came of a folder of videos: which could not be used, which are empty, which somebody should look at."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from dancecoach.files import make_folder, write_text
from training.data.extract.folder import Footage
from training.data.extract.judge import Numbers
from training.data.extract.note import STATES, Note

SCHEMA = "dancecoach.extraction/1"


@attrs.frozen
class Looked:
    """A clip and what came of it.

    Attributes:
        clip: the video with its label.
        note: what came of it.
        poses: file of its poses, where there are any.
        doubts: sentences, of itself and of what else in the set is like it.
    """

    clip: Footage
    note: Note
    poses: Path
    doubts: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """One of `STATES`."""
        return "doubtful" if self.note.state == "good" and self.doubts else self.note.state

    @property
    def frames(self) -> int:
        """Number of frames looked at."""
        return self.note.numbers.frames if self.note.numbers else 0


@attrs.frozen
class Report:
    """What came of C clips.

    Attributes:
        settings: how they were looked at.
        clips: (C,) in order.
        looked_at: how many of them this time; the others had been before.
        took_s: time it took, s.
    """

    settings: str
    clips: tuple[Looked, ...]
    looked_at: int = 0
    took_s: float = 0.0

    @property
    def counts(self) -> dict[str, int]:
        """How many clips are in each of `STATES`."""
        states = [clip.state for clip in self.clips]
        return {state: states.count(state) for state in STATES}

    def with_poses(self) -> tuple[Looked, ...]:
        """The clips that could be looked at."""
        return tuple(clip for clip in self.clips if clip.state != "failed")

    def lines(self, most: int = 20) -> Iterator[str]:
        """The report for people: the clips that could not be used first, then the empty ones, then the doubtful.

        Args:
            most: clips of each kind that are named; the others are only counted.
        """
        for wanted in ("failed", "empty", "doubtful"):
            fitting = [clip for clip in self.clips if clip.state == wanted]
            for clip in fitting[:most]:
                yield f"{wanted}: {clip.note.video}{_figures(clip.note.numbers)}"
                yield from (f"    {text}" for text in ((clip.note.problem,) if wanted == "failed" else clip.doubts))
            if len(fitting) > most:
                yield f"{wanted}: {len(fitting) - most} more"
        yield from (
            f"class {style}: none of its clips can be used; add some, or leave it out" for style in self.barren()
        )
        yield self.summary()

    def barren(self) -> tuple[str, ...]:
        """The styles of which no clip shows anybody."""
        styles = {clip.clip.label.style for clip in self.clips} - {""}
        usable = {clip.clip.label.style for clip in self.clips if clip.state not in {"failed", "empty"}}
        return tuple(sorted(styles - usable))

    def summary(self) -> str:
        """One line of numbers."""
        states = ", ".join(f"{count} {state}" for state, count in self.counts.items())
        frames = sum(clip.frames for clip in self.clips)
        new = f"{self.looked_at} of {len(self.clips)} looked at now, in {self.took_s:.0f} s"
        return f"{len(self.clips)} clips, {frames} frames ({self.settings}): {states}; {new}"

    def to_json(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {
            "schema": SCHEMA,
            "settings": self.settings,
            "counts": self.counts,
            "looked_at": self.looked_at,
            "took_s": round(self.took_s, 1),
            "clips": [_entry(clip) for clip in self.clips],
        }

    def save(self, path: Path) -> None:
        """Write everything as JSON.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(path.parent)
        write_text(path, json.dumps(self.to_json(), indent=1) + "\n")


def put_together(clips: Iterable[tuple[Footage, Note, Path]]) -> tuple[Looked, ...]:
    """Clips with their notes and the files of their poses, each with what is to be said of it within its set."""
    found = tuple(clips)
    content = _repeated([(note.identity.sha256, note.video) for _, note, _ in found])
    names = _repeated([(clip.label.clip, note.video) for clip, note, _ in found])
    looked = []
    for (clip, note, poses), same, namesake in zip(found, content, names, strict=True):
        said = list(note.doubts)
        if same:
            said.append(f"Holds the same as {same}; keep one, or a split may have it on both sides.")
        if namesake:
            said.append(f"Has the bare name of {namesake}, so that a table of labels cannot tell them apart.")
        looked.append(Looked(clip, note, poses, tuple(said)))
    return tuple(looked)


def _repeated(keys: Sequence[tuple[str, str]]) -> list[str]:
    """For each (key, video) the first video with that key, empty where it is the first, or has no key."""
    first: dict[str, str] = {}
    return [other if key and (other := first.setdefault(key, video)) != video else "" for key, video in keys]


def _entry(looked: Looked) -> dict[str, Any]:
    label = {key: getattr(looked.clip.label, key) for key in ("style", "performer", "take", "source")}
    own = {"state": looked.state, "doubts": list(looked.doubts)}
    return {"name": looked.clip.name, **label, **attrs.asdict(looked.note), **own}


def _figures(numbers: Numbers | None) -> str:
    if numbers is None:
        return ""
    known = [
        (numbers.height_px, "{:.0f} px tall"),
        (numbers.sharpness, "sharpness {:.2f}"),
        (numbers.brightness, "brightness {:.0f}"),
    ]
    parts = [
        f"{numbers.frames} frames",
        f"found {numbers.found:.0%}",
        f"up to {numbers.people} people, {numbers.company:.0%} of the time more than one",
        f"feet outside {numbers.feet_outside:.0%}",
        f"head outside {numbers.head_outside:.0%}",
        *(text.format(value) for value, text in known if value is not None),
    ]
    return f" ({', '.join(parts)})"
