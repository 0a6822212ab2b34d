"""What is kept of each video beside its poses: what it was, how it was looked at, what came of it."""

import json
from pathlib import Path
from typing import Any

import attrs

from dancecoach.files import make_folder, output_error, sha256_of
from dancecoach.video.frame import ClipInfo
from training.data.extract.judge import Numbers
from training.data.extract.standard import Change


@attrs.frozen
class Identity:
    """Which content a file has.

    Attributes:
        bytes: its size.
        changed_ns: when it was last written, ns.
        sha256: of its content, empty where it cannot be read.
    """

    bytes: int
    changed_ns: int
    sha256: str = ""

    @classmethod
    def of(cls, path: Path) -> "Identity":
        """The file as it is now, without its hash; nothing fits a file that is not there.

        Never raises.
        """
        try:
            state = path.stat()
        except OSError:
            return cls(-1, -1)
        return cls(state.st_size, state.st_mtime_ns)

    def fits(self, path: Path) -> bool:
        """Whether a file still has this content; it is only read where it was written again.

        Raises:
            InputError: it cannot be read.
        """
        now = Identity.of(path)
        if now.bytes != self.bytes:
            return False
        return now.changed_ns == self.changed_ns or sha256_of(path) == self.sha256


@attrs.frozen
class Note:
    """What came of a video.

    Attributes:
        video: its place in the folder, with slashes.
        identity: of the video.
        settings: how it was looked at.
        problem: a sentence when it could not be used, else empty; then there are no poses.
        poses: bytes of the written file, to know it again.
        clip: the clip as it was filmed.
        change: what was done to it; None where it was looked at as filmed.
        numbers: what was seen; None where it could not be used.
        doubts: sentences.
    """

    video: str
    identity: Identity
    settings: str
    problem: str = ""
    poses: int = 0
    clip: ClipInfo | None = None
    change: Change | None = None
    numbers: Numbers | None = None
    doubts: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.problem or self.numbers is None:
            return "failed"
        if not self.numbers.found:
            return "empty"
        return "doubtful" if self.doubts else "good"

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Note":
        """A note from what `attrs.asdict` made of it.

        Raises:
            TypeError: it is none.
            KeyError: it is none.
        """
        parts: dict[str, Any] = {"identity": Identity, "clip": ClipInfo, "change": Change, "numbers": Numbers}
        made = {name: None if content[name] is None else kind(**content[name]) for name, kind in parts.items()}
        return cls(**{**content, **made, "doubts": tuple(content["doubts"])})


STATES = ("failed", "empty", "doubtful", "good")
"""What can come of a video: it could not be used; nobody is in it; somebody should look at it; nothing to say."""


class Journal:
    """The notes of a set, a line each, written as they come; of two of one video the later one holds.

    A line that was being written when the program was killed is passed over: its video is looked at again.

    Args:
        path: of the file, made where missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: dict[str, Note] = {}
        content = path.read_bytes() if path.is_file() else b""
        self._torn = bool(content) and not content.endswith(b"\n")
        for line in content.split(b"\n"):
            try:
                note = Note.from_json(json.loads(line))
            except (ValueError, TypeError, KeyError):
                continue
            self.notes[note.video] = note

    def add(self, note: Note) -> None:
        """Keep a note, on the disk too.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(self.path.parent)
        line = json.dumps(attrs.asdict(note)) + "\n"
        try:
            with self.path.open("a", encoding="ascii", newline="\n") as file:
                file.write("\n" * self._torn + line)
        except OSError as error:
            raise output_error(self.path, error) from error
        self._torn, self.notes[note.video] = False, note
