"""A pack as it is handed on: a copy of its file, and its card beside it, to be read."""

from pathlib import Path

from dancecoach.files import atomic_path, write_text


def copy_pack(source: Path, target: Path, name: str, card: str) -> tuple[Path, Path]:
    """Copy a pack; the copy and its card.

    Args:
        source: the pack's file.
        target: the file to write, or a folder; it is given the suffix of `name` where it has another.
        name: what the file is called in a folder.
        card: the card's text.

    Raises:
        OutputError: it cannot be copied.
    """
    path, suffix = target / name if target.is_dir() else target, Path(name).suffix
    path = path if path.suffix == suffix else path.with_name(f"{path.name}{suffix}")
    with atomic_path(path) as temporary:
        temporary.write_bytes(source.read_bytes())
    text = path.with_suffix(".txt")
    write_text(text, card)
    return path, text
