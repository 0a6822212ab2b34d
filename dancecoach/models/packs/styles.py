"""Several networks for styles, a *pack* each: those that ship, and the person's own beside them.

Each knows its own dances and has its own threshold for "unknown". All that were chosen are asked, and the one that is
surest above its threshold is believed; where none is, the style is unknown.
"""

import hashlib
import logging
from collections.abc import Collection, Mapping
from pathlib import Path

import attrs
import numpy as np
import platformdirs
from numpy.typing import NDArray

from dancecoach.errors import DancecoachError, InputError, ModelError
from dancecoach.files import make_folder, sha256_of, write_text
from dancecoach.i18n import _
from dancecoach.models.style import FILE, StyleClassifier, StyleResult, style_values
from dancecoach.models.surest import Said, surest
from dancecoach.pose.track import PoseTrack
from dancecoach.resources import model_path, model_paths

SHIPPED_PACKS = (FILE, "style_ballroom_latin.onnx")
"""Files of the packs that ship."""

_PREFIX = "style_"
_OFF = "switched-off.txt"
_DIGITS = 16

_log = logging.getLogger(__name__)


def own_packs_folder() -> Path:
    """Where the person's own packs are looked for; not made before it is wanted."""
    return platformdirs.user_data_path("dancecoach", False) / "styles"


def pack_name(path: Path) -> str:
    """What a pack is called: ``style_ballroom_latin.onnx`` is "ballroom-latin"."""
    return path.stem.removeprefix(_PREFIX).replace("_", "-")


def pack_files(chosen: Collection[str] = ()) -> dict[str, Path]:
    """The packs at hand by name, in order; the person's own stands for a shipped one of the same name.

    Args:
        chosen: names of those wanted; () for all that are not switched off.

    Raises:
        InputError: there is none of a name.
    """
    found = shipped_packs() | own_packs()
    for name in chosen:
        if name not in found:
            names = ", ".join(sorted(found)) or _("none")
            raise InputError(_("is no style pack at hand"), subject=name, remedy=_("choose one of: {}").format(names))
    off = switched_off()
    return {name: path for name, path in sorted(found.items()) if (name in chosen if chosen else name not in off)}


def shipped_packs() -> dict[str, Path]:
    """The packs that come with the program, by name, whether or not they are used."""
    return {pack_name(path): path for path in model_paths(f"{_PREFIX}*.onnx")}


def own_packs() -> dict[str, Path]:
    """The person's own packs by name, whether or not they are used."""
    return {pack_name(path): path for path in sorted(own_packs_folder().glob("*.onnx")) if path.name[0] != "."}


def switched_off() -> frozenset[str]:
    """Names of packs that are not to be asked; a list that cannot be read switches nothing off."""
    try:
        text = (own_packs_folder() / _OFF).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def switch_off(names: Collection[str]) -> None:
    """Have these packs not be asked, and all the others.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(make_folder(own_packs_folder()) / _OFF, "".join(f"{name}\n" for name in sorted(names)))


def packs_digest(packs: Mapping[str, Path]) -> str:
    """What these packs are told from others by; "" for none. Those that cannot be read are left out."""
    digests = []
    for name, path in sorted(packs.items()):
        try:
            digests.append(f"{name} {sha256_of(path)}")
        except DancecoachError:
            continue
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:_DIGITS] if digests else ""


class StylePacks:
    """Names the style of clips by all packs that were chosen.

    A pack that cannot be used costs what it would have said.

    Args:
        packs: files by name; None for all at hand.

    Attributes:
        classifiers: those that can be used, by name.
        left_out: what is wrong with each of the others, by name.

    Raises:
        ModelError: none can be used.
    """

    def __init__(self, packs: Mapping[str, Path] | None = None) -> None:
        self._packs = dict(pack_files() if packs is None else packs)
        self.classifiers: dict[str, StyleClassifier] = {}
        self.left_out: dict[str, ModelError] = {}
        for name, path in self._packs.items():
            try:
                self.classifiers[name] = StyleClassifier(path)
            except ModelError as error:
                _log.warning("style pack %s: %s", name, error)
                self.left_out[name] = error
        if not self._packs:
            model_path(FILE)  # says that it is missing
            raise ModelError(
                _("all style packs are switched off"), remedy=_("switch one on under Library, Style packs")
            )
        if not self.classifiers:
            raise next(iter(self.left_out.values()))

    @property
    def digest(self) -> str:
        """What those that can be used are told from others by."""
        return packs_digest({name: self._packs[name] for name in self.classifiers})

    def classify(self, track: PoseTrack) -> StyleResult:
        """The style of a clip.

        Raises:
            ModelError: a network fails.
        """
        return self.judge(style_values(track))

    def judge(self, values: NDArray[np.float32]) -> StyleResult:
        """The style of (n, F) samples as `style_values` gives them.

        Raises:
            ModelError: a network fails.
        """
        said = [
            Said(attrs.evolve(classifier.judge(values), pack=name), classifier.model.card.unknown)
            for name, classifier in self.classifiers.items()
        ]
        return surest(said)
