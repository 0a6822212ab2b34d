"""What is to be taught, from which clips."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import attrs

from dancecoach.progress import CancelToken, ProgressCallback
from dancecoach.undo import Undo

if TYPE_CHECKING:
    from dancecoach.pipeline.teaching.outcome import Outcome


@attrs.frozen
class Example:
    """A clip to learn from.

    Attributes:
        name: what people call it.
        path: the video, or a file of landmarks.
        sha256: of its content, hexadecimal; "" where it is not known yet.
        person: who moves in it; "" where nobody said.
    """

    name: str
    path: Path
    sha256: str = ""
    person: str = ""


class TeachRequest(ABC):
    """Something to be taught. It crosses to another process, so all that it holds can be pickled.

    Attributes:
        kind: what is taught, such as "style".
    """

    kind: ClassVar[str]

    @abstractmethod
    def learn(self, tell: ProgressCallback, cancel: CancelToken, scratch: Path) -> "Outcome":
        """Do it; runs in a process of its own.

        Args:
            tell: told how far it is.
            cancel: asks to stop; whoever does not hear it within some seconds is killed.
            scratch: an empty folder that is gone afterwards, however it ends. Nothing else is to be written to,
                except whole (`dancecoach.files.atomic_path`).

        Raises:
            Cancelled: the token was set.
            DancecoachError: a sentence for the person.
        """

    @abstractmethod
    def add(self, outcome: "Outcome") -> Undo:
        """Have the app use what came of it from now on; returns how that is taken back.

        Called in the program itself, in a thread, and only when the person has seen the outcome and wants it.

        Raises:
            OutputError: it cannot be written.
        """
