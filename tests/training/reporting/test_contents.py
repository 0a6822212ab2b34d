"""Which chapters a folder gives, and what stands in them."""

import json
import re
from datetime import date

import attrs
import numpy as np
import pytest

from training.benchmark.outcome import STRANGE, Verdicts
from training.benchmark.ribbons import Ribbon
from training.reporting.clipbook import ClipBook
from training.reporting.contents import cards, chapters
from training.reporting.page import render
from training.reporting.reading import read_folder
from training.teaching.judge import FewShot, FewShotOutcome

pytest.importorskip("jinja2", reason="Jinja is not installed (extra `training`)")

DAY = date(2030, 5, 17)


def _few(style, number, seed=0):
    found = tuple(FewShot(style, n, 0.1 + 0.1 * n + 0.1 * seed, 0.9, 0.8) for n in (1, 5))
    return FewShotOutcome("two", style, number, seed, 10, found, 60.0)


@pytest.fixture
def voiced(style_outcome):
    """A function that makes an outcome with verdicts on two waltzes."""

    def make(seed, first):
        said = np.array([[first, 1 - first], [0.6, 0.4]])
        verdicts = Verdicts(("a", "b"), np.zeros(2, np.intp), said)
        return attrs.evolve(style_outcome(seed=seed, right=(5, 2)), verdicts=verdicts)

    return make


def test_tunings_stand_side_by_side_though_each_has_a_folder_of_its_own(tmp_path, style_outcome):
    for place, system in (("two.gru.0", "gru-usual"), ("two.gru.0", "gru-vote"), ("two.tcn.0", "tcn-tuned")):
        style_outcome(system, protocol="nested").save(tmp_path / "tuned" / place)
    style_outcome("gru-usual", protocol="nested").save(tmp_path / "tuned" / "two.gru.0.2-rounds")
    chose = {"outcomes": {}, "folds": [{"tuned": {"units": 64, "rate": 0.00123456}}, {"tuned": {"units": 32}}]}
    (tmp_path / "tuned" / "two.gru.0.json").write_text(json.dumps(chose))
    kept = read_folder(tmp_path)
    assert kept.unread == ()
    first, second = chapters(kept)
    assert [first.title, second.title] == ["two, nested (tuned)", "two, nested (tuned/2-rounds)"]
    assert {row[0] for row in first.section.rows} == {"gru-usual", "gru-vote", "tcn-tuned"}
    (settings,) = first.more
    assert settings.title == "two.gru.0: settings chosen in each fold"
    assert settings.rows == (("1", "64", "0.001235"), ("2", "32", "–"))
    assert second.more == ()
    assert "averaged, with the mean of the settings" in first.notes[0]
    assert "neither learned from it nor were chosen by it" in first.meaning


@pytest.mark.parametrize(
    "text", ['{"outcomes": {}, "folds": [1]}', '{"outcomes": {}, "folds": [{"tuned": [1]}]}', "[]"]
)
def test_what_only_looks_like_settings_is_named(tmp_path, style_outcome, text):
    style_outcome().save(tmp_path)
    (tmp_path / "two.gru.0.json").write_text(text)
    assert [file.name for file in read_folder(tmp_path).unread] == ["two.gru.0.json"]


def test_an_ensemble_of_seeds_is_called_one(tmp_path, voiced):
    for seed, first in enumerate((0.9, 0.2)):
        voiced(seed, first).save(tmp_path)
    (chapter,) = chapters(read_folder(tmp_path))
    assert chapter.headline == ("gru (2 seeds, soft vote)", "100.0 %")
    assert "an ensemble of the networks of several seeds" in chapter.notes[0]
    assert [line.name for line in chapter.curves[0].lines] == ["gru"]  # of single networks
    assert [clip.name for clip in chapter.worst] == ["a", "b"]


def test_clips_of_no_known_dance_are_told_the_most_deceptive_first(tmp_path, voiced):
    said = np.array([[0.6, 0.4], [0.1, 0.9], [0.5, 0.5], [0.2, 0.8]])
    strange = Verdicts(("tap", "folk", "tap", "folk"), np.full(4, STRANGE, np.intp), said)
    attrs.evolve(voiced(0, 0.9), strangers=strange).save(tmp_path)
    (chapter,) = chapters(read_folder(tmp_path))
    assert dict(chapter.facts)["Clips of no known dance"].endswith("2, with how certain of a name networks are on "
                                                                   "average, %: folk 85, tap 55")  # fmt: skip
    assert chapter.card.more[1].startswith("Of 100 clips of dances that it does not know it notices 25")


def test_few_clips_have_a_chapter_of_their_own(tmp_path):
    for number, style in enumerate(("waltz", "rumba/slow")):
        for seed in range(2):
            _few(style, number, seed).save(tmp_path)
    (chapter,) = chapters(read_folder(tmp_path))
    assert chapter.title == "two, one dance more"
    assert chapter.headline == ("from 5 clips", "65.0 ± 7.1 % known")
    assert chapter.card.right == 65
    assert [group.name for group in chapter.plots[0].groups] == ["mean", "waltz", "rumba/slow"]
    assert "rumba/slow" in render(read_folder(tmp_path), DAY)


def test_what_leaks_is_not_on_the_first_screen(folder):
    found = chapters(read_folder(folder))
    assert [found[number - 1].title for number, _ in cards(found)] == ["two, by_clip", "phases, drawn clips"]
    page = render(read_folder(folder), DAY)
    shown = re.findall(r'<a class="card" href="#chapter-(\d)">', page)
    assert shown == ["1", "3"]
    assert page.count('<rect class="luck"') == 67 + 56  # what guessing gets, and no more of it than was right
    assert page.count('<rect class="on"') == (88 - 67) + (89 - 56)


def test_the_worst_clips_are_shown_where_they_are_at_hand(tmp_path, phase_outcome, voiced, make_clip):
    outcome = phase_outcome()
    ribbons = (Ribbon("leap", 1.0, "i20 s10", "i30"), Ribbon("<b>", 1.0, "i30", "i30"))
    attrs.evolve(outcome, clips={"drawn": ribbons}).save(tmp_path)
    voiced(0, 0.3).save(tmp_path)
    book = ClipBook({"drawn": {"leap": make_clip(31).track}.get})
    kept = read_folder(tmp_path)
    page = render(kept, DAY, chapters(kept, book))
    assert page.count('<svg class="ribbon"') == 4
    assert page.count('<svg class="bare"') == 5
    assert "&lt;b&gt;" in page
    assert "no known dance" not in page
    assert '<rect class="phase-skill" x="66.67%"' in page
    assert "It is waltz: 0 of 1 networks said so" in page


@pytest.mark.parametrize(
    ("name", "changes", "problem"),
    [
        ("few-shot.two.0.0.json", '"clips": 1, "known": 0.2|"clips": 1, "known": "x"', "numbers are none"),
        ("few-shot.two.0.0.json", '"style": "waltz", "number"|"style": 7, "number"', "style is no name"),
        ("two.by_clip.gru.0.json", '"truth": [0, 0]|"truth": [0, 2]', "verdicts are about classes that there are not"),
        ("two.by_clip.gru.0.json", '"truth": [0, 0]|"truth": [0, -1]', "verdicts are about classes"),
        ("two.by_clip.gru.0.json", "[0.6, 0.4]|[0.6]", "holds no outcome"),
        ("two.by_clip.gru.0.json", "[0.6, 0.4]|[0.6, NaN]", "verdicts are not a probability"),
        ("two.by_clip.gru.0.json", '"versions": {}|"versions": []', "versions are not names"),
    ],
)
def test_damaged_numbers_are_named(tmp_path, voiced, name, changes, problem):
    voiced(0, 0.9).save(tmp_path)
    _few("waltz", 0).save(tmp_path)
    path = tmp_path / name
    before, _, after = changes.partition("|")
    text = re.sub(r"\s+", " ", path.read_text()).replace("[ ", "[").replace(" ]", "]")
    assert before in text
    path.write_text(text.replace(before, after))
    (unread,) = read_folder(tmp_path).unread
    assert (unread.name, problem in unread.problem) == (name, True)


def test_what_was_on_beside_the_usual_is_told_with_its_numbers(tmp_path, style_outcome):
    style_outcome().save(tmp_path)
    facts = {"augmentation": {"mirror": 0.5, "zoom": 0.1, "noise": 0.0}, "copies": 2, "balance": "weights"}
    attrs.evolve(style_outcome("gru+mirror+zoom+x2+weights"), learning=facts).save(tmp_path)
    (chapter,) = chapters(read_folder(tmp_path))
    told = dict(chapter.facts)["Learned from more than the clips"]
    assert told == (
        "gru+mirror+zoom+x2+weights: varied by mirror 0.5, zoom 0.1, 2 varied copies of each clip, "
        "uneven classes: weights"
    )
