"""Outcomes on disk: each a JSON file that names its schema, written whole or not at all."""

import importlib.metadata
import json
import os
import platform
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Self

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.files import make_folder, write_text

_LIBRARIES = ("dancecoach", "numpy", "scikit-learn", "keras", "tensorflow", "onnxruntime")


def versions() -> dict[str, str]:
    """Versions of what an outcome depends on, by name; libraries that are not installed are left out."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found | {"processor": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"}


class KeptOutcome(ABC):
    """What all outcomes can do: an attrs class inherits it, names its schema and the file of a run."""

    schema: ClassVar[str]

    @property
    @abstractmethod
    def file_name(self) -> str:
        """Name of the outcome's file among others."""

    def save(self, folder: Path) -> Path:
        """Write it into a folder, whole or not at all.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(folder)
        facts = attrs.asdict(self, value_serializer=_plain)  # type: ignore[arg-type]
        path = folder / self.file_name
        write_text(path, json.dumps({"schema": self.schema, **facts}, indent=1) + "\n")
        return path

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            InputError: it is damaged, or of another schema.
        """
        try:
            facts = json.loads(path.read_text("utf-8"))
            if facts.pop("schema") != cls.schema:
                raise ValueError("schema")
            return cls(**cls._from_json(facts))
        except (OSError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise InputError(
                "holds no outcome of a benchmark", subject=path, remedy="delete it and run again"
            ) from error

    @classmethod
    def _from_json(cls, facts: dict[str, Any]) -> dict[str, Any]:
        """The values of the attributes."""
        return facts


def _plain(_owner: type, _field: Any, value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.round(value, 5).tolist() if value.dtype.kind == "f" else value.tolist()
    return value
