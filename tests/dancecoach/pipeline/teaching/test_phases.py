"""The phases are learnt from corrections: laid out for the training, which runs apart, and its answer read."""

import json

import attrs
import numpy as np
import pytest

from dancecoach.errors import Cancelled, EngineError, InputError
from dancecoach.models.packs.own_phases import own_phases, uses_own
from dancecoach.notes.phase_edits import add_annotator
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.pipeline.teaching import phases as module
from dancecoach.pipeline.teaching.outcome import Worth
from dancecoach.pipeline.teaching.phases import PhasesRequest, run_training
from dancecoach.pipeline.teaching.poses import Looking, analysis_of
from dancecoach.pipeline.teaching.request import Example
from dancecoach.pose.formats import load_npz
from dancecoach.progress import CancelToken

SIDES = (80.0, 35.0, -50.0)


@pytest.fixture
def looking(tmp_path):
    return Looking(tmp_path / "kept" / "analyses")


@pytest.fixture
def corrected(films_of, looking, drawn_skill):
    """Three clips whose phases somebody named, and one that nobody did."""
    examples = []
    for path, side in zip(films_of("flip", SIDES), SIDES, strict=True):
        example = Example(path.stem, path, person="Anna" if side > 0 else "Ben")
        found = analysis_of(example, looking, lambda _: None, CancelToken())
        notes = NotesStore(looking.analyses.parent / "notes", autosave_s=None)
        labels = drawn_skill("flip", side).phases.astype(int)
        labels[0] = -1
        with notes.open(NotedClip(found.sha256, len(found.track))) as opened:
            opened.history.do(add_annotator("Coach", PhaseTrack.of_labels("Coach", labels).segments()))
        examples.append(example)
    [path] = films_of("stand", (80.0,))
    return (*examples, Example("stand", path))


@pytest.fixture
def trained(monkeypatch, tiny_model):
    """``trained(gain=0.1, drawn=0.9)``: what the training will say; gives what it was told, and the material."""
    monkeypatch.setattr(module, "missing", lambda: "")

    def prepare(gain=(0.1, 0.05, 0.2), drawn=0.9):
        seen = {}

        def instead(words, tell, cancel):
            from pathlib import Path

            folder = Path(words[1])
            options = dict(zip(words[2:-1:2], words[3:-1:2], strict=True))
            seen["name"], seen["entries"] = options["--name"], json.loads((folder / "clips.json").read_text())
            first = seen["entries"][0]
            seen["track"], seen["labels"] = load_npz(folder / first["poses"]), np.load(folder / first["labels"])
            Path(options["--out"]).write_bytes(tiny_model("phases").read_bytes())
            rows = [{"clip": e["name"], "frames": 9, "before": 0.5, "after": 0.5 + gain[0]} for e in seen["entries"]]
            told = {"split": "by person", "clips": rows, "before": 0.5, "after": 0.5 + gain[0], "gain": list(gain)}
            told |= {"drawn_before": 0.9, "drawn_after": drawn}
            Path(options["--result"]).write_text(json.dumps(told))

        monkeypatch.setattr(module, "run_training", instead)
        return seen

    return prepare


def learn(request, looking, tmp_path):
    return attrs.evolve(request, looking=looking).learn(lambda _: None, CancelToken(), tmp_path)


def test_corrections_are_laid_out_and_the_answer_is_an_outcome(corrected, looking, trained, tmp_path, drawn_skill):
    seen = trained()
    request = PhasesRequest(" my  gym ", corrected)
    outcome = learn(request, looking, tmp_path)
    assert seen["name"] == "my gym"
    assert [entry["person"] for entry in seen["entries"]] == ["Anna", "Anna", "Ben"]
    assert seen["labels"][0] == -1
    np.testing.assert_array_equal(seen["labels"][1:], drawn_skill("flip", 80.0).phases[1:])
    assert len(seen["track"]) == len(seen["labels"])
    assert (outcome.kind, outcome.name, outcome.worth) == ("phases", "my gym", Worth.GOOD)
    assert (outcome.accuracy.hits, outcome.accuracy.of) == (3, 3)
    assert [one.person for one in outcome.by_clip] == ["Anna", "Anna", "Ben"]
    assert "0.50 before, 0.60 after (+0.05 to +0.20)" in outcome.warnings[0]
    assert [one.clip for one in outcome.left_out] == ["stand"]
    assert "press C" in outcome.left_out[0].why
    assert own_phases() is None
    undo = request.add(outcome)
    assert uses_own()
    undo()
    assert own_phases() is None


@pytest.mark.parametrize(
    ("gain", "drawn", "worth"),
    [
        ((0.1, -0.02, 0.2), 0.9, Worth.DOUBTFUL),
        ((-0.1, -0.2, 0.0), 0.9, Worth.USELESS),
        ((0.1, 0.05, 0.2), 0.8, Worth.USELESS),
    ],
)
def test_it_is_good_only_where_it_is_surely_better_and_nothing_is_lost(
    corrected, looking, trained, tmp_path, gain, drawn, worth
):
    trained(gain, drawn)
    outcome = learn(PhasesRequest("mine", corrected), looking, tmp_path)
    assert outcome.worth is worth
    assert all(one.right == (gain[0] >= 0) for one in outcome.by_clip)


def test_too_few_corrections_and_what_is_not_installed(corrected, looking, trained, tmp_path, monkeypatch):
    trained()
    with pytest.raises(InputError, match="“mine”: has 2 corrected clips, where 3 are needed"):
        learn(PhasesRequest("mine", corrected[1:]), looking, tmp_path)
    monkeypatch.setattr(module, "missing", lambda: "no")
    with pytest.raises(EngineError, match="cannot be trained here"):
        learn(PhasesRequest("mine", corrected), looking, tmp_path)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """``program(text)``: stands for ``python -m training``."""

    def write(text):
        (tmp_path / "training.py").write_text(text)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.chdir(tmp_path)

    return write


def test_the_training_tells_how_far_it_is(program):
    program(
        "import json, sys\n"
        "print('a library greets')\n"
        "print(json.dumps({'stage': ' '.join(sys.argv[1:]), 'done': 1, 'total': 2}))\n"
        "print(json.dumps({'stage': 'end', 'done': 2, 'total': None}))\n"
    )
    told = []
    run_training(["finetune", "here"], told.append, CancelToken())
    assert [(one.stage, one.done, one.total) for one in told] == [("finetune here", 1, 2), ("end", 2, None)]


def test_its_last_words_are_in_the_sentence(program):
    program("import sys; sys.exit('clips: holds no corrected clips')")
    with pytest.raises(EngineError, match=r"the training failed \(clips: holds no corrected clips"):
        run_training(["finetune"], lambda _: None, CancelToken())


def test_it_is_stopped(program):
    program(
        "import json, time\nprint(json.dumps({'stage': 'a', 'done': 0, 'total': 1}), flush=True)\ntime.sleep(600)\n"
    )
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        run_training(["finetune"], lambda _: cancel.cancel(), cancel)


def test_the_workshop_knows_the_command():
    """The words that the app uses are those of the command line."""
    with pytest.raises(EngineError, match="holds no corrected clips"):
        run_training(
            ["finetune", "nowhere", "--out", "a.onnx", "--result", "b.json", "--name", "own", "--tell"],
            lambda _: None,
            CancelToken(),
        )
