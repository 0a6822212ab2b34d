"""``benchmark few-shot`` from end to end, with nothing trained."""

import json

import attrs
import pytest
from typer.testing import CliRunner

from training.cli import app
from training.data import sets
from training.recipes.style_data import Dances
from training.teaching.judge import FewShot, FewShotOutcome, FewShotTrial

pytest.importorskip("jinja2", reason="Jinja is not installed (extra `training`)")


@pytest.fixture
def quick(two_dances, monkeypatch):
    """Trials that are over at once; gives the seeds that they were asked with."""
    seeds = []

    def run(self, progress):
        seeds.append(self.settings.seed)
        outcome = FewShotOutcome(
            "two", "waltz", 0, self.settings.seed, self.draws, (FewShot("waltz", 1, 0.4, 0.9, 0.8),), 1.0
        )
        outcome.save(self.place)
        yield outcome

    monkeypatch.setattr(FewShotTrial, "run", run)
    monkeypatch.setitem(sets.SETS, "trends-vn", lambda folder, seed: two_dances)
    monkeypatch.setattr(Dances, "of", lambda *_, **__: None)
    return seeds


def test_three_seeds_in_one_table_and_a_page_beside_the_outcomes(quick, tmp_path):
    result = CliRunner().invoke(app, ["benchmark", "few-shot", str(tmp_path), "--out", str(tmp_path / "kept")])
    assert result.exit_code == 0, result.output
    assert quick == [0, 1, 2]
    assert "40 ± 0" in result.output
    assert (tmp_path / "kept" / "report.html").is_file()
    numbers = json.loads((tmp_path / "kept" / "report.json").read_text("utf-8"))
    assert numbers["chapters"][0]["figures"][0]["known"]["runs"] == [0.4] * 3


def test_one_dance_leaves_nothing_to_tell_it_from(two_dances, quick, monkeypatch, tmp_path):
    alone = attrs.evolve(two_dances, clips=tuple(clip for clip in two_dances.clips if clip.style == "a"))
    monkeypatch.setitem(sets.SETS, "trends-vn", lambda folder, seed: alone)
    result = CliRunner().invoke(app, ["benchmark", "few-shot", str(tmp_path), "--out", str(tmp_path / "kept")])
    assert str(result.exception) == f"{tmp_path}: holds one dance only (a); add clips of another one."
    assert not quick


def test_fewer_rounds_and_other_seeds_stay_apart(quick, tmp_path):
    call = [
        "benchmark",
        "few-shot",
        str(tmp_path),
        "--out",
        str(tmp_path),
        "--seed",
        "4",
        "--seeds",
        "2",
        "--epochs",
        "1",
    ]
    assert CliRunner().invoke(app, call).exit_code == 0
    assert quick == [4, 5]
    assert sorted(p.name for p in (tmp_path / "1-rounds").iterdir()) == [
        "few-shot.two.0.4.json", "few-shot.two.0.5.json",
    ]  # fmt: skip
