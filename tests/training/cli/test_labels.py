import json

import pytest
from typer.testing import CliRunner

from training.cli import app

pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")


@pytest.fixture
def labels(tmp_path):
    folder = tmp_path / "labels"
    folder.mkdir()
    lines = ["clip,annotator,phase,start_s,end_s"]
    lines += ["jump,ann,idle,0,1", "jump,ann,skill,1,2", "jump,bob,idle,0,1.2", "jump,bob,skill,1.2,2"]
    (folder / "all.csv").write_text("\n".join(lines), "utf-8")
    return folder


def _run(*arguments):
    return CliRunner().invoke(app, ["labels", *map(str, arguments)], env={"COLUMNS": "80"})


def test_labels_prints_kappa_and_writes_the_vote(labels, tmp_path):
    result = _run(labels, "--out", tmp_path / "voted", "--json", tmp_path / "kappa.json")
    assert result.exit_code == 0, result.output
    assert all(word in result.stdout for word in ("Cohen's kappa", "Fleiss' kappa", "ann", "bob", "10.0%", "90.0%"))
    assert max(map(len, result.stdout.splitlines())) <= 80
    rows = json.loads((tmp_path / "voted" / "jump.phases.json").read_text("utf-8"))
    assert [(row["phase"], row["start_s"], row["end_s"]) for row in rows] == [
        ("idle", 0, 1), ("unlabelled", 1, 1.2), ("skill", 1.2, 2),
    ]  # fmt: skip
    # 54 of 60 agree; 0.5 x 0.6 + 0.5 x 0.4 = 0.5 would by chance.
    assert json.loads((tmp_path / "kappa.json").read_text("utf-8"))["cohen_kappa"][0]["kappa"] == 0.8


def test_labels_of_one_annotator_need_no_agreement(labels):
    result = _run(labels, "--clip", "jump")
    assert result.exit_code == 0
    (labels / "all.csv").write_text("phase,start_s,end_s\nidle,0,1", "utf-8")
    result = _run(labels)
    assert result.exit_code == 0
    assert "Cohen" not in result.stdout
