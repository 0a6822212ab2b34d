"""The list of doubtful pictures, with a system that learns nothing."""

import attrs
import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import InputError
from training.benchmark.doubtful import SHEET, TABLE, doubtful_pictures, save_doubtful, without
from training.benchmark.learning import Learning
from training.benchmark.run import run
from training.benchmark.suite import Suite
from training.cli import app
from training.data.sets import StyleSet
from training.networks.frame_images import FrameSqueezenet
from training.networks.system import Fitting, Trained


class Remembering(FrameSqueezenet):
    """Finds everything likely but the second picture of the fourth clip; tells what it was taught."""

    def train(self, examples, chosen, classes, fitting):
        return Trained(set(examples.clip[chosen].tolist()))

    def predict(self, trained, examples, chosen):
        assert not trained.network & set(examples.clip[chosen].tolist()), "asked of a network that learned it"
        said = np.eye(2)[examples.truth[chosen]] * 0.8 + 0.1
        odd = (examples.clip[chosen] == 3) & (examples.frames[chosen] == 30)
        return np.where(odd[:, None], 1 - said, said).astype(np.float32)


@pytest.fixture
def dances(make_clip):
    clips = tuple(make_clip(60, 1.0, f"{i}-ü", ("tango", "waltz")[i % 2], seed=i) for i in range(6))
    return StyleSet("two", clips, tuple(clip.name for clip in clips), ("",) * 6)


@pytest.fixture
def saved(dances, tmp_path, monkeypatch):
    monkeypatch.setattr("training.benchmark.doubtful.forget", lambda: None)
    found = doubtful_pictures(Remembering(), dances, Fitting(), 5)
    save_doubtful(found, dances, tmp_path / "out")
    return found, tmp_path / "out"


def test_the_worst_pictures_are_listed_and_shown(saved):
    found, out = saved
    assert (found[0].clip, found[0].frame, found[0].time_s) == (3, 30, 1.0)
    assert (found[0].label, found[0].said) == ("waltz", "tango")
    assert found[0].probability == pytest.approx(0.1)
    assert [round(one.probability, 3) for one in found[1:]] == [0.9] * 4
    lines = (out / TABLE).read_text("utf-8").splitlines()
    assert lines[:2] == ["number,clip,time_s,label,probability,said,noise", "1,3-ü,1.000,waltz,0.1000,tango,"]
    assert len(lines) == 6
    sheet = cv2.imread(str(out / SHEET))
    assert sheet.shape == (182, 5 * 160, 3)
    assert all(sheet[22:, x : x + 160].max() > 100 for x in range(0, 800, 160))


def test_what_a_person_has_said_is_never_written_over(saved, dances):
    found, out = saved
    with pytest.raises(InputError, match=r"doubtful\.csv: is there already"):
        save_doubtful(found, dances, out)


def test_marked_pictures_are_left_out(saved, dances):
    _, out = saved
    table = out / TABLE
    whole, word = without(dances, table)
    assert word.startswith("without-0-")
    text = table.read_text("utf-8").replace("tango,\n", "tango,Yes\n", 1)
    table.write_text("\ufeff" + text.replace(",", ";").replace("1.000", "1,000"), "utf-8")  # as a spreadsheet saves it
    less, other = without(dances, table)
    assert less.clips[3].noise == (1.0,)
    assert sum(len(clip.noise) for clip in less.clips) == 1
    assert other.startswith("without-1-")
    before, after = (len(Remembering().examples(d.clips, d.truth)) for d in (whole, less))
    assert after == before - 1


def test_a_list_that_is_not_there_is_named(dances, tmp_path):
    with pytest.raises(InputError, match=r"gone\.csv: is not there; check the name"):
        without(dances, tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tango,\n", "tango,perhaps\n", r"line 2: says 'perhaps' of noise; write yes, or nothing"),
        ("3-ü", "nobody", r"line 2: names the clip nobody, which is not in two"),
        ("1.000", "soon", r"line 2: has no time in 'soon'"),
        ("noise", "other", r"doubtful\.csv: is no list of doubtful pictures"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(saved, dances, old, new, said):
    table = saved[1] / TABLE
    table.write_text(table.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match=said):
        without(dances, table)


def test_a_system_of_other_things_is_refused(tmp_path):
    call = ["doubtful", "trends-vn", str(tmp_path), "--out", str(tmp_path / "out"), "--system", "tcn"]
    result = CliRunner().invoke(app, call)
    assert "'tcn'" in str(result.exception) or "tcn: looks at no single pictures" in str(result.exception)


def test_outcomes_of_filmed_pictures_say_so_and_drawn_strangers_are_refused(dances, make_clip, tmp_path):
    from training.benchmark.protocols import PROTOCOLS

    drawn = [attrs.evolve(clip, name=f"{clip.name}{k}") for clip in dances.clips for k in range(2)]
    filmed = tuple(attrs.evolve(clip, video=tmp_path / "gone.mp4") for clip in drawn)
    many = attrs.evolve(dances, clips=filmed, takes=tuple(c.name for c in filmed), sources=("",) * len(filmed))
    assert Learning().named(Remembering(), Remembering().looks_at(filmed)) == "frame_squeezenet+filmed"
    with pytest.raises(InputError, match="the strangers: have no videos"):
        run(Remembering(), many, PROTOCOLS["by_clip"], Fitting(), [make_clip(60)])
    said = list(Suite(many, ["frame_squeezenet"], ["by_clip"], 1).run(tmp_path / "kept"))
    assert len(said) == 1
    assert "gone.mp4: has gone" in said[0]
