"""A trained network on disk, before it becomes a model of the app: its build, its weights, its card.

Files of a run's folder: ``network.json`` (which system, and its settings), ``weights.npz``, ``card.json``, and
``history.json`` (losses and verdicts, for people).
"""

import json
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from dancecoach.errors import InputError
from dancecoach.files import atomic_path, make_folder, write_text
from dancecoach.models.card import ModelCard, parse_card
from training.archive import DAMAGED, opened_npz
from training.networks.phases_gru import PhasesGru
from training.networks.style_gru import StyleGru
from training.train import History

System = PhasesGru | StyleGru
_SYSTEMS: dict[str, type[System]] = {"phases_gru": PhasesGru, "style_gru": StyleGru}
_NETWORK, _WEIGHTS, _CARD, _HISTORY = "network.json", "weights.npz", "card.json", "history.json"


@attrs.frozen(eq=False)
class Run:
    """A trained network.

    Attributes:
        system: how it is built.
        network: the Keras model with its weights.
        card: what it is.
    """

    system: System
    network: Any
    card: ModelCard

    def save(self, folder: Path, history: History | None = None) -> None:
        """Write it, whole or not at all file by file; the card last.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(folder)
        name = next(n for n, kind in _SYSTEMS.items() if isinstance(self.system, kind))
        write_text(folder / _NETWORK, json.dumps({"system": name, "settings": attrs.asdict(self.system)}) + "\n")
        with atomic_path(folder / _WEIGHTS) as temporary, temporary.open("wb") as file:
            np.savez(file, **{f"{i:03d}": w for i, w in enumerate(self.network.get_weights())})
        if history is not None:
            write_text(folder / _HISTORY, json.dumps(attrs.asdict(history)) + "\n")
        self.save_card(folder, self.card)

    @staticmethod
    def save_card(folder: Path, card: ModelCard) -> None:
        """Write another card beside the same weights, such as one with what was measured.

        Raises:
            OutputError: it cannot be written.
        """
        write_text(folder / _CARD, card.to_json() + "\n")

    @classmethod
    def load(cls, folder: Path) -> "Run":
        """Read what `save` wrote.

        Raises:
            InputError: there is no run in the folder, or a damaged one.
            ModelError: its card is not what this program knows.
            EngineError: TensorFlow is not installed.
        """
        try:
            note = json.loads((folder / _NETWORK).read_text("utf-8"))
            system = _SYSTEMS[note["system"]](**note["settings"])
            card = parse_card((folder / _CARD).read_text("utf-8"), folder / _CARD)
            with opened_npz(folder / _WEIGHTS) as data:
                weights = [data[name] for name in sorted(data.files)]
            network = system.build()
            network.set_weights(weights)
        except DAMAGED as error:
            raise InputError(
                "holds no trained network", subject=folder, remedy="name the folder that `train` wrote"
            ) from error
        return cls(system, network, card)
