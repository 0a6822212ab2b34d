import inspect
import pickle
import re
from pathlib import Path

import pytest

from dancecoach import errors
from dancecoach.errors import Cancelled, DancecoachError, ModelError, PoseFileError, VideoError, in_short

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, Exception) and kind.__module__ == errors.__name__
]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (({}), "is empty."),
        (({"subject": "a.mp4"}), "a.mp4: is empty."),
        (({"subject": Path("b c.mp4")}), "b c.mp4: is empty."),
        (({"remedy": "choose another"}), "is empty; choose another."),
        (({"subject": "ä.mp4", "remedy": "choose another"}), "ä.mp4: is empty; choose another."),
    ],
)
def test_a_message_is_one_sentence(arguments, sentence):
    assert str(VideoError("is empty", **arguments)) == sentence


@pytest.mark.parametrize("kind", [k for k in KINDS if k is not Cancelled])
def test_every_error_survives_the_way_out_of_a_worker_process(kind):
    error = kind("is broken", subject=Path("x"), remedy="mend it")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == str(error)
    assert (copy.problem, copy.subject, copy.remedy) == ("is broken", "x", "mend it")


def test_a_network_is_named_without_the_folders_of_the_program():
    path = Path("lib") / "site-packages" / "dancecoach" / "style.onnx"
    error = ModelError("the network file is missing", subject=path, remedy="install dancecoach again")
    assert str(error) == "style.onnx: the network file is missing; install dancecoach again."
    assert error.subject == str(path), "the doctor says where it was looked for"
    assert str(ModelError("out of memory")) == "out of memory."


def test_the_tree_in_the_docstring_is_the_tree():
    """Every class is drawn, at the depth that it has."""
    drawn = {
        m["name"]: len(m["indent"]) // 4
        for m in re.finditer(r"^    (?P<indent>[│├└─ ]*)(?P<name>\w+(Error|Cancelled)?)\b", errors.__doc__, re.M)
        if hasattr(errors, m["name"])
    }
    assert set(drawn) == {kind.__name__ for kind in KINDS}
    for kind in KINDS:
        if kind is not Cancelled:
            assert drawn[kind.__name__] == len(kind.__mro__) - len(DancecoachError.__mro__)


def test_stopping_is_not_an_error():
    assert not issubclass(Cancelled, DancecoachError)
    assert issubclass(PoseFileError, errors.InputError)


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (ValueError("no such shape"), "ValueError: no such shape"),
        (ValueError("\n  first\nsecond\n"), "ValueError: first"),
        (RuntimeError(), "RuntimeError"),
        (OSError(5, "gone"), "OSError: [Errno 5] gone"),
    ],
)
def test_of_a_library_s_error_one_line_is_said(error, short):
    assert in_short(error) == short


def test_an_endless_line_is_cut():
    said = in_short(RuntimeError("word " * 1000))
    assert len(said) < 200
    assert said.endswith("word…")
