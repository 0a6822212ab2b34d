"""Everything that can go wrong in words a person can act on.

The tree::

    DancecoachError
    ├── InputError              a file or value the person gave cannot be used
    │   ├── VideoError          a video: missing, a folder, empty, broken, without pictures
    │   ├── PoseFileError       landmarks on disk: wrong columns, corrupt, another skeleton
    │   ├── AnalysisFileError   a stored analysis: corrupt or of an unknown schema
    │   ├── NotesError          a coach's notes on a clip: an impossible value, a file that cannot be read
    │   │   └── NotesBusyError  another program has the notes of this clip open
    │   ├── LibraryError        a library of clips: damaged, made by a newer version, no such clip
    │   │   ├── LibraryBusyError another program has it open
    │   │   └── LibraryDamagedError its database cannot be read; `library.care.rescue` saves what can be
    │   └── ArchiveError        a lesson or a backup: damaged, too large, or not made by this program
    ├── CameraError             a camera cannot be used
    │   ├── CameraNotFoundError no such camera
    │   ├── CameraBusyError     there, but another program holds it
    │   └── CameraLostError     was delivering pictures and stopped
    ├── MicrophoneError         a microphone cannot be listened to, or no longer
    ├── ModelError              a network file is missing, corrupt or not what it should be
    ├── EngineError             a pose engine that is not installed or cannot start
    │   └── EngineLostError     its process ended in the middle of the work; a new one may do better
    ├── OutputError             a result cannot be written: full disk, no permission
    └── SettingsError           the settings file cannot be read or holds a wrong value

    Cancelled                   not an error: the person asked a job to stop

A message is one sentence: the subject (a file, a value), what is wrong with it, what to do.
"""

from pathlib import Path


class DancecoachError(Exception):
    """Base of all errors that are shown to the person as one sentence.

    Args:
        problem: what is wrong, without a full stop ("is a folder, not a video").
        subject: the file or value it is about, quoted in front of the problem.
        remedy: what to do about it, without a full stop ("choose a video file").
    """

    def __init__(self, problem: str, *, subject: str | Path | None = None, remedy: str = "") -> None:
        super().__init__(problem, subject, remedy)
        self.problem = problem
        self.subject = None if subject is None else str(subject)
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.subject}: " if self.subject is not None else ""
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{head}{self.problem}{tail}."

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the keyword arguments when an error crosses from a worker process."""
        return (_rebuild, (type(self), self.problem, self.subject, self.remedy))


def _rebuild(kind: type[DancecoachError], problem: str, subject: str | None, remedy: str) -> DancecoachError:
    return kind(problem, subject=subject, remedy=remedy)


class InputError(DancecoachError):
    """A file or value that the person gave cannot be used."""


class VideoError(InputError):
    """A video that cannot be opened or decoded."""


class PoseFileError(InputError):
    """A file of landmarks that cannot be read."""


class AnalysisFileError(InputError):
    """A stored analysis that cannot be read."""


class NotesError(InputError):
    """What a coach wrote onto a clip: a value that cannot be, or a file that cannot be read."""


class NotesBusyError(NotesError):
    """Another program has the notes of this clip open."""


class LibraryError(InputError):
    """A library of clips that cannot be used, or a clip that is not in it."""


class LibraryBusyError(LibraryError):
    """Another program has this library open."""


class LibraryDamagedError(LibraryError):
    """The database of this library is damaged; what can still be read of it can be saved."""


class ArchiveError(InputError):
    """A lesson or a backup that is damaged, too large, or holds what this program would never have put there."""


class CameraError(DancecoachError):
    """A camera that cannot be used."""


class CameraNotFoundError(CameraError):
    """There is no such camera."""


class CameraBusyError(CameraError):
    """The camera is there but gives no pictures, most often because another program holds it."""


class CameraLostError(CameraError):
    """The camera was delivering pictures and stopped, most often because it was unplugged."""


class MicrophoneError(DancecoachError):
    """A microphone that is not there, cannot be opened, gives nothing or was taken away."""


class ModelError(DancecoachError):
    """A network file that is missing, corrupt or not what it should be.

    The sentence names the file only: where it lies among the program's files is long and tells the person nothing.
    `subject` keeps the whole path, for the doctor.
    """

    def __str__(self) -> str:
        name = None if self.subject is None else Path(self.subject).name
        return str(DancecoachError(self.problem, subject=name, remedy=self.remedy))


class EngineError(DancecoachError):
    """A pose engine that is not installed or cannot start."""


class EngineLostError(EngineError):
    """The process of a pose engine ended (killed, out of memory, crashed in a library); a new one may do better."""


class OutputError(DancecoachError):
    """A result that cannot be written."""


class SettingsError(DancecoachError):
    """Settings that cannot be read or hold a wrong value."""


class Cancelled(Exception):  # noqa: N818 - not an error, and not caught with them
    """A job stopped because the person asked for it."""


_LONGEST = 160


def in_short(error: BaseException) -> str:
    """What an error of a library says, as a part of a sentence; the log has all of it.

    Returns:
        Its kind and the first line of it that has words, cut off where it is longer than a sentence may be.
    """
    first = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    if len(first) > _LONGEST:
        first = first[: _LONGEST - 1].rstrip() + "…"
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
