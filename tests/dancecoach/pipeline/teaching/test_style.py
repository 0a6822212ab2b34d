"""A style is taught from files, added, and taken back."""

import attrs
import pytest

from dancecoach.errors import InputError
from dancecoach.models.packs.origins import origins
from dancecoach.models.packs.styles import pack_files
from dancecoach.models.style import StyleClassifier, style_values
from dancecoach.pipeline.teaching.outcome import Worth
from dancecoach.pipeline.teaching.poses import Looking
from dancecoach.pipeline.teaching.request import Example
from dancecoach.pipeline.teaching.run import run_teaching
from dancecoach.pipeline.teaching.style import StyleRequest
from dancecoach.pose.formats import save_npz
from dancecoach.progress import CancelToken

pytest.importorskip("onnx")


@pytest.fixture
def learn(tmp_path):
    """``learn(request, tell=...)``: in this process, with a folder for what is kept."""

    def do(request, tell=lambda _: None):
        return attrs.evolve(request, looking=Looking(tmp_path / "analyses")).learn(tell, CancelToken(), tmp_path)

    return do


def test_a_style_is_taught_added_and_taken_back(arms, examples, learn, posing):
    told = []
    request = StyleRequest("raised", examples("raised", range(4)), examples("forward", range(10, 15)))
    outcome = learn(request, told.append)
    assert (outcome.kind, outcome.name, outcome.pack) == ("style", "raised", "arms")
    assert [(one.clip, one.right) for one in outcome.by_clip] == [(f"raised-{i}", True) for i in range(4)]
    assert (outcome.refused.hits, outcome.refused.of) == (5, 5)
    assert {one.stage for one in told} >= {"looking at the clips", "asking about clips that were held out"}
    assert pack_files()["arms"] == arms  # nothing is added before the person has seen it
    undo = request.add(outcome)
    added = pack_files()["arms"]
    assert added != arms
    assert StyleClassifier(added).judge(style_values(posing("raised", 77))).label == "raised"
    (learnt,) = origins()
    assert (learnt.kind, learnt.pack, learnt.name) == ("style", "arms", "raised")
    assert (len(learnt.clips), len(learnt.unlike)) == (4, 5)
    undo()
    assert origins() == ()
    assert pack_files() == {"arms": arms}


def test_clips_without_a_name_are_asked_about_afterwards_and_learnt_from_in_no_way(arms, examples, learn):
    check = (*examples("raised", range(20, 23)), *examples("hanging", range(20, 23)))
    request = StyleRequest("raised", examples("raised", range(4)), examples("forward", range(10, 15)))
    alone = learn(request)
    assert (alone.newly, alone.looked_at) == ((), 0)
    unseen = learn(attrs.evolve(request, check=check))
    assert unseen.looked_at == 0  # nobody has looked at them, and a check is no reason to
    for one in check:
        learn(StyleRequest("other", (one, *examples("raised", range(2)))))
    found = learn(attrs.evolve(request, check=check))
    assert (found.looked_at, {one.clip for one in found.newly}) == (6, {"raised-20", "raised-21", "raised-22"})
    assert [one.certainty for one in found.newly] == sorted((one.certainty for one in found.newly), reverse=True)
    assert (found.network, found.by_clip, found.others) == (alone.network, alone.by_clip, alone.others)


def test_what_a_pack_was_taught_meanwhile_is_not_lost(arms, examples, learn):
    first = StyleRequest("raised", examples("raised", range(3)))
    learnt = learn(first)
    second = StyleRequest("high", examples("raised", range(3)))
    undo = second.add(learn(second))
    with pytest.raises(InputError, match=r"arms: has changed since “raised” was learnt.*; learn it again"):
        first.add(learnt)
    assert "high" in StyleClassifier(pack_files()["arms"]).model.card.labels
    undo()
    first.add(learnt)
    assert "raised" in StyleClassifier(pack_files()["arms"]).model.card.labels


def test_without_other_clips_it_is_never_called_good(arms, examples, learn):
    outcome = learn(StyleRequest("raised", examples("raised", range(8))))
    assert outcome.accuracy.low > 0.5
    assert outcome.worth is Worth.DOUBTFUL
    assert "whatever is filmed in the same way may be taken for it" in outcome.warnings[0]
    assert "Nobody said who is in the clips" in outcome.warnings[1]


def test_persons_are_held_out_where_they_are_known(arms, examples, learn):
    both = (*examples("raised", range(3), "Anna"), *examples("raised", range(5, 8), "Ben"))
    outcome = learn(StyleRequest("raised", both, examples("forward", [1, 2, 3])))
    assert [one.person for one in outcome.by_person] == ["Anna"] * 3 + ["Ben"] * 3
    assert outcome.warnings == ()
    alone = learn(StyleRequest("raised", both[:3], examples("forward", [1, 2, 3])))
    assert alone.warnings == ("All clips are of one person (Anna): whether others are recognised is not known.",)


def test_clips_without_depth_are_known_from_their_side_alone_and_that_is_said(arms, posing, learn, tmp_path):
    flat = []
    for number in range(3):
        path = tmp_path / f"flat-{number}.npz"
        save_npz(attrs.evolve(posing("raised", number), world=None), path)
        flat.append(Example(f"flat-{number}", path, person=f"dancer {number}"))
    outcome = learn(StyleRequest("raised", tuple(flat), ()))
    assert any("filmed from another side, the dance may not be recognised" in said for said in outcome.warnings)


def test_what_cannot_be_used_is_left_out_with_its_sentence(arms, examples, learn, tmp_path):
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"nothing")
    gone = Example("gone", tmp_path / "gone.npz")
    short = examples("raised", [9], frames=20)
    outcome = learn(StyleRequest("raised", (*examples("raised", range(3)), Example("broken", broken), gone, *short)))
    assert [one.clip for one in outcome.left_out] == ["broken", "gone", "raised-9"]
    assert outcome.left_out[0].why.startswith("has 1 columns that cannot be read as 33 landmarks")
    assert "0.7 s" in outcome.left_out[2].why


def test_too_few_clips_and_a_taken_name_are_said_before_anything_is_looked_at(arms, examples, learn):
    with pytest.raises(InputError, match="“raised”: has 2 clips that can be used, where 3 are needed"):
        learn(StyleRequest("raised", examples("raised", range(2))))
    with pytest.raises(InputError, match="“Hanging”: is a style that is known already"):
        learn(StyleRequest("Hanging", examples("raised", range(2))))


def test_it_runs_in_a_process_of_its_own(examples, tmp_path, monkeypatch):
    """With the packs that ship: the other process has them too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    looking = Looking(tmp_path / "analyses")
    told = []
    outcome = run_teaching(StyleRequest("semaphore", examples("forward", range(3)), looking=looking), told.append)
    assert outcome.accuracy.of == 3
    assert outcome.kept.value >= 0.9
    assert told
    assert not (tmp_path / "data").exists()
