"""What is said about privacy besides the list of places."""

from dancecoach.i18n import _, ngettext


def promises() -> tuple[str, ...]:
    """What holds for all of it, a sentence each."""
    return (
        _("Everything stays on this computer: the program opens no connection to any other machine, not even to look "
          "for a newer version. The tests watch its system calls for it."),
        _("It needs no account, counts nothing, and writes no log files."),
        _("The last minute of Live is kept in memory only; of the microphone, which listens for claps if you switch "
          "that on, nothing is kept."),
        _("There is one exception, which is not installed unless you do so: newer versions of Google's mediapipe, the "
          "optional second engine, send usage figures to Google."),
    )  # fmt: skip


def how_to_delete() -> str:
    """How somebody gets rid of all of it."""
    return _(
        "To delete everything: close the program and delete these folders; of those that others use too, only what is "
        "named. Clips that you linked, and what you wrote elsewhere (backups, lesson files, results), lie where you "
        "put them, and stay. A single person is deleted, with their clips, takes and films of Live, with Library, "
        "Delete a person, or dancecoach library forget."
    )


def size_words(files: int, size: int) -> str:
    """How much there is."""
    if not files:
        return _("nothing there")
    count = ngettext("{} file", "{} files", files).format(files)
    return f"{count}, {size / 1e6:.1f} MB" if size >= 1e5 else f"{count}, {size / 1e3:.1f} kB"
