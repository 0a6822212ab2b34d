import sys
import types

import pytest

from dancecoach.errors import EngineError
from dancecoach.pose.engines import ENGINES, MODELS, make_estimator


class Recorder:
    """Stands for an engine and remembers how it was made."""

    def __init__(self, model, **options):
        self.made = (model, options)


@pytest.fixture
def stand_ins(monkeypatch):
    for name, attribute in (
        ("dancecoach.pose.blazepose.engine", "BlazePose"),
        ("dancecoach.pose.mediapipe", "MediaPipePose"),
    ):
        module = types.ModuleType(name)
        setattr(module, attribute, Recorder)
        monkeypatch.setitem(sys.modules, name, module)


def test_each_engine_is_made_with_what_it_understands(stand_ins):
    ours = make_estimator("blazepose", "lite", threads=3, max_people=2)
    assert ours.made == ("lite", {"threads": 3, "max_people": 2})
    other = make_estimator("mediapipe", "full", threads=3, max_people=2)
    assert other.made == ("full", {"max_people": 2})


def test_our_own_engine_is_the_default(stand_ins):
    assert ENGINES[0] == "blazepose"
    assert make_estimator().made == ("full", {"threads": None, "max_people": 1})
    assert set(MODELS) == {"lite", "full"}


@pytest.mark.parametrize(
    ("engine", "model", "named"), [("openpose", "full", "openpose"), ("blazepose", "huge", "huge")]
)
def test_an_unknown_name_is_one_sentence_with_the_choice(engine, model, named):
    with pytest.raises(EngineError, match=named) as caught:
        make_estimator(engine, model)
    assert "choose one of" in str(caught.value)
