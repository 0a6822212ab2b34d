"""Optuna, imported when needed, quiet, and named when missing; and the storages that it keeps studies in."""

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dancecoach.errors import EngineError, InputError
from dancecoach.files import make_folder
from training.networks.backend import INSTALL_COMMAND

FILE = "studies.db"
"""What studies are kept in where no storage is named."""


def optuna() -> Any:
    """The library; what it has to say goes through `logging`, from warnings on.

    Raises:
        EngineError: it is not installed; says the one command that installs it.
    """
    try:
        library = importlib.import_module("optuna")
    except ImportError as error:
        raise EngineError(
            "settings cannot be tuned without Optuna", remedy=f"install it with: {INSTALL_COMMAND}"
        ) from error
    library.logging.disable_default_handler()
    library.logging.enable_propagation()
    library.logging.set_verbosity(library.logging.WARNING)
    return library


@contextmanager
def storage(folder: Path, url: str = "") -> Iterator[Any]:
    """Where studies are kept, open within the block.

    Args:
        folder: for the file `FILE` where no storage is named.
        url: of a storage that several machines share, as Optuna writes it (``mysql://...``, ``redis://...``).

    Raises:
        InputError: there is no such storage, or the file is damaged.
        EngineError: Optuna is not installed.
        OutputError: the folder cannot be made.
    """
    library = optuna()
    if not url:
        url = f"sqlite:///{make_folder(folder).absolute() / FILE}"
    try:
        kept = _opened(library.storages, url)
    except Exception as error:  # a driver's own errors, of whatever library
        raise InputError(
            f"cannot be opened as a storage of studies ({_reason(error)})",
            subject=_without_password(url),
            remedy="check that it is there and that its driver is installed, or leave --storage out",
        ) from error
    try:
        yield kept
    finally:
        if hasattr(kept, "engine"):
            kept.remove_session()
            kept.engine.dispose()


def _opened(storages: Any, url: str) -> Any:
    if url.startswith("redis"):
        return storages.JournalStorage(storages.journal.JournalRedisBackend(url))
    return storages.RDBStorage(url)


def _reason(error: BaseException) -> str:
    """The innermost cause in a few words."""
    while error.__cause__ is not None:
        error = error.__cause__
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def _without_password(url: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", url)
