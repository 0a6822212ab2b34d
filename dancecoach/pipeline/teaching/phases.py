"""A copy of the phase network goes on learning from phases that a person corrected in Review.

The training needs TensorFlow, which is not part of the app: it runs as a program of its own (``python -m training``),
and only where the extra ``training`` is installed.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np

from dancecoach.errors import EngineError, InputError, ModelError
from dancecoach.files import make_folder, write_text
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.models.packs.origins import Learnt
from dancecoach.models.packs.own_phases import check_phases, put_phases
from dancecoach.notes.corrected import corrected_track
from dancecoach.pipeline.teaching.corrected import notes_of, says_phases
from dancecoach.pipeline.teaching.extras import INSTALL, missing
from dancecoach.pipeline.teaching.origin import add_with_origin, hashes_of
from dancecoach.pipeline.teaching.outcome import HeldOut, LeftOut, Outcome, Worth
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.pipeline.teaching.request import Example, TeachRequest
from dancecoach.pose.formats import save_npz
from dancecoach.progress import CancelToken, Progress, ProgressCallback
from dancecoach.undo import Undo

FEWEST = 3
"""Corrected clips from which it is worth while."""

_KEPT_LEAST = 0.02
"""Macro F1 on drawn figures that may be lost."""

_LOOK_ROUND_S = 0.1
_LONGEST_COMPLAINT = 400


@attrs.frozen(eq=False, kw_only=True)
class PhasesOutcome(Outcome):
    """A phase network that has gone on learning.

    Attributes:
        before: macro F1 of the network as it was, on the clips.
        after: of copies that had not seen them.
        gain: by how much that is better, and its 95 % interval.
        drawn: macro F1 on drawn figures before and after.
    """

    before: float
    after: float
    gain: tuple[float, float, float]
    drawn: tuple[float, float]

    @property
    def worth(self) -> Worth:
        """Good only where it is surely better, and nothing of what was known before is lost."""
        better, low, _high = self.gain
        if better <= 0 or self.drawn[1] < self.drawn[0] - _KEPT_LEAST:
            return Worth.USELESS
        return Worth.GOOD if low > 0 else Worth.DOUBTFUL


@attrs.frozen
class PhasesRequest(TeachRequest):
    """The phases are learnt from what was corrected.

    Attributes:
        name: of the copy, for its card.
        examples: clips whose phases somebody corrected.
        looking: how clips are looked at that nobody has looked at yet.
    """

    kind: ClassVar[str] = "phases"

    name: str
    examples: tuple[Example, ...]
    looking: Looking = attrs.field(factory=Looking)

    def learn(self, tell: ProgressCallback, cancel: CancelToken, scratch: Path) -> Outcome:
        """As `TeachRequest.learn`."""
        if missing():
            raise EngineError(_("networks cannot be trained here"), remedy=_("install {}").format(INSTALL))
        name = " ".join(self.name.split())[:60] or "own"
        material, left_out = make_folder(scratch / "material"), list[LeftOut]()
        entries = self._lay_out(material, left_out, tell, cancel)
        if len(entries) < FEWEST:
            raise InputError(
                _("has {count} corrected clips, where {fewest} are needed").format(count=len(entries), fewest=FEWEST),
                subject=f"“{name}”",
                remedy=_("correct the phases of more clips in Review"),
            )
        out, result = scratch / "copy.onnx", scratch / "result.json"
        words = ["finetune", str(material), "--out", str(out), "--result", str(result), "--name", name, "--tell"]
        run_training(words, tell, cancel)
        check_phases(out)
        return _outcome(name, out.read_bytes(), _read(result), entries, left_out)

    def add(self, outcome: Outcome) -> Undo:
        """As `TeachRequest.add`."""
        learnt = Learnt(self.kind, outcome.name, clips=hashes_of(self.examples))
        return add_with_origin(learnt, lambda: put_phases(outcome.network))

    def _lay_out(
        self, folder: Path, left_out: list[LeftOut], tell: ProgressCallback, cancel: CancelToken
    ) -> list[dict[str, str]]:
        """Write poses and phases of the clips for the training; what can be used."""
        entries: list[dict[str, str]] = []
        for number, example in enumerate(self.examples):
            cancel.check()
            tell(Progress(_("looking at the clips"), number, len(self.examples)))
            try:
                found = analysis_of(example, self.looking, tell, cancel)
            except InputError as error:
                left_out.append(LeftOut(example.name, str(error)))
                continue
            labels = _labels(found, self.looking)
            if labels is None:
                why = _("Nobody corrected its phases; open it in Review, press C and name them by I, T, S and L.")
                left_out.append(LeftOut(example.name, why))
                continue
            poses, said = f"{number}.pose.npz", f"{number}.labels.npy"
            save_npz(found.track, folder / poses)
            np.save(folder / said, labels)
            entries.append({"name": example.name, "person": example.person, "poses": poses, "labels": said})
        write_text(folder / "clips.json", json.dumps(entries))
        return entries


def _labels(found: Analysis, looking: Looking) -> Any:
    """(T,) the phases as a person says, -1 where they did not; None where they said nothing."""
    track = corrected_track(notes_of(found, looking))
    if track is None or not says_phases(track) or track.frames != len(found.track):
        return None
    return track.labels()


def run_training(words: Sequence[str], tell: ProgressCallback, cancel: CancelToken) -> None:
    """Run a command of the workshop in a program of its own, and hear how far it is.

    Raises:
        EngineError: it cannot be started, or fails; its last words are in the sentence.
        Cancelled: the token was set.
    """
    command = [sys.executable, "-m", "training", *words]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise EngineError(_("the training cannot be started ({})").format(error.strerror or error)) from error
    complaints: list[str] = []
    readers = [
        threading.Thread(target=_hear, args=(process, tell), name="training: hear", daemon=True),
        threading.Thread(target=_read_all, args=(process, complaints), name="training: complaints", daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        while True:
            cancel.check()
            try:
                code = process.wait(_LOOK_ROUND_S)
                break
            except subprocess.TimeoutExpired:
                continue
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        for reader in readers:
            reader.join()
    if code:
        said = " ".join("".join(complaints).split())[-_LONGEST_COMPLAINT:]
        raise EngineError(_("the training failed ({})").format(said or code), remedy=_("try again with fewer clips"))


def _hear(process: "subprocess.Popen[str]", tell: ProgressCallback) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            try:
                said = json.loads(line)
                tell(Progress(str(said["stage"]), int(said["done"]), said["total"]))
            except (ValueError, KeyError, TypeError, OSError):  # a library's own words; or nobody listens any more
                continue


def _read_all(process: "subprocess.Popen[str]", complaints: list[str]) -> None:
    assert process.stderr is not None
    with process.stderr as lines:
        complaints.extend(lines)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        return found
    except (OSError, ValueError) as error:
        raise ModelError(_("the training said nothing of its result"), subject=path.name) from error


def _outcome(
    name: str, network: bytes, found: Mapping[str, Any], entries: Sequence[Mapping[str, str]], left_out: list[LeftOut]
) -> PhasesOutcome:
    persons = {entry["name"]: entry["person"] for entry in entries}
    better = _("better or the same")

    def asked(row: Mapping[str, Any]) -> HeldOut:
        before, after = float(row["before"]), float(row["after"])
        heard = better if after >= before else _("worse: {:.2f} where it was {:.2f}").format(after, before)
        return HeldOut(row["clip"], better, heard, persons.get(row["clip"], ""))

    before, after = float(found["before"]), float(found["after"])
    low, high = float(found["gain"][1]), float(found["gain"][2])
    drawn = float(found["drawn_before"]), float(found["drawn_after"])
    held = _("everybody in them held out in turn") if found["split"] == "by person" else _("each held out in turn")
    warnings = (
        _("Frames named rightly (macro F1): {before:.2f} before, {after:.2f} after ({low:+.2f} to {high:+.2f}), "
          "{held}.").format(before=before, after=after, low=low, high=high, held=held),
        _("Of drawn figures that nothing was learnt from: {:.2f} before, {:.2f} after.").format(*drawn),
    )  # fmt: skip
    return PhasesOutcome(
        kind=PhasesRequest.kind,
        name=name,
        network=network,
        by_clip=tuple(map(asked, found["clips"])),
        left_out=tuple(left_out),
        warnings=warnings,
        before=before,
        after=after,
        gain=(after - before, low, high),
        drawn=drawn,
    )
