"""What the rest of the program sees of a library: records, never rows."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import attrs


class Kind(StrEnum):
    """What a clip is."""

    VIDEO = "video"
    POSES = "poses"


class Storage(StrEnum):
    """Where its file is: in the library's folder, or where it lay."""

    COPIED = "copied"
    LINKED = "linked"


class Group(StrEnum):
    """What clips are put together by."""

    TAG = "tag"
    PERSON = "person"
    COLLECTION = "collection"


class Order(StrEnum):
    """What clips are sorted by."""

    ADDED = "added"
    FILMED = "filmed"
    TITLE = "title"
    LENGTH = "length"
    RATING = "rating"
    SCORE = "score"
    STYLE = "style"
    FLIGHT = "flight"


@attrs.frozen
class FileFacts:
    """What is known of a clip from its file alone.

    Attributes:
        sha256: hexadecimal hash of the content.
        title: file name without its ending.
        kind: what it is.
        size_bytes: of the file.
        width, height: pixels; 0 for poses without a picture.
        fps: frames per second on average.
        frames: how many.
        duration_s: seconds.
        filmed_at: when, with its time zone; None where the file does not say.
    """

    sha256: str
    title: str
    kind: Kind
    size_bytes: int
    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    filmed_at: datetime | None = None


@attrs.frozen
class SkillFacts:
    """A skill as it is searched; measures as in `coaching.skill.Skill`.

    Attributes:
        takeoff_s: when.
        label: its words, such as "back tuck".
        shape: body shape, "" where it cannot be seen.
        flight_s, height_m, turns: None where they could not be taken.
        confidence: 0 to 1.
    """

    takeoff_s: float
    label: str
    shape: str = ""
    flight_s: float | None = None
    height_m: float | None = None
    turns: float | None = None
    confidence: float = 0.0


@attrs.frozen
class Findings:
    """What an analysis found in a clip, as it is searched.

    Attributes:
        analysed_with: who looked, such as "blazepose full".
        found_share: share of the frames with a body, 0 to 1.
        style: dance it was named, "unknown" for none of those known; "" where nobody looked.
        style_certainty: 0 to 1.
        skills: in the order of time.
    """

    analysed_with: str
    found_share: float
    style: str = ""
    style_certainty: float = 0.0
    skills: tuple[SkillFacts, ...] = ()


@attrs.frozen
class Clip:
    """A clip of a library.

    Attributes:
        id: its number in the library.
        facts: of its file.
        storage: where the file is.
        path: the file.
        added_at: when it came into the library, with its time zone.
        rating: 0 (none) to 5.
        note: free text.
        reference: whether it is one to learn from.
        score: best mark of a take of it, 0 to 100; None where it was never danced.
        findings: of the last analysis; None before it.
        tags, persons, collections: names, in the order of the alphabet.
    """

    id: int
    facts: FileFacts
    storage: Storage
    path: Path
    added_at: datetime
    rating: int = 0
    note: str = ""
    reference: bool = False
    score: float | None = None
    findings: Findings | None = None
    tags: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What people call it."""
        return self.facts.title


class State(StrEnum):
    """How far a file is that somebody wants in the library."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


class Step(StrEnum):
    """What is to be done next with it."""

    IMPORT = "import"
    ANALYSE = "analyse"


@attrs.frozen
class Job:
    """A file that somebody wants in the library.

    Attributes:
        id: its number in the library.
        path: the file.
        storage: whether it is to be copied.
        state: how far it is.
        step: what is to be done next, or was when it failed.
        clip_id: the clip, once it is in the library.
        problem: why it failed, or what else there is to say: one sentence; "" for nothing.
        added_at: when it was wanted, with its time zone.
    """

    id: int
    path: Path
    storage: Storage
    state: State
    step: Step
    clip_id: int | None
    problem: str
    added_at: datetime
