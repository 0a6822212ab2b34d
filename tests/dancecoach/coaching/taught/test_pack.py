"""Skill packs as files: read as written, and whatever is wrong with one is a sentence."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.coaching.taught.pack import MAX_BYTES, SkillPack, parse_pack, read_pack, skill_name
from dancecoach.errors import DancecoachError, InputError, ModelError
from dancecoach.models.card import TrainingData


def test_a_pack_is_read_as_it_was_written(pack_of, tmp_path):
    pack = pack_of("back tuck")
    path = tmp_path / "somewhere" / "tuck.dcskill"
    pack.save(path)
    again = read_pack(path)
    assert (again.name, again.title, again.labels, again.date) == (
        "back tuck",
        "back tuck 1",
        ("back tuck",),
        pack.date,
    )
    np.testing.assert_allclose(again.attempts, pack.attempts, atol=4e-3)
    assert again.to_bytes() == path.read_bytes()


def test_the_card_goes_along(pack_of, tmp_path):
    import attrs

    data = TrainingData("mine", "me", "mine", 3)
    metrics = {"taught": {"back tuck": {"known": {"hits": 3, "of": 3}}}}
    pack = attrs.evolve(pack_of("back tuck"), training=(data,), metrics=metrics, licence="CC0", version="2")
    again = parse_pack(pack.to_bytes(), tmp_path / "p")
    assert (again.training, again.metrics, again.licence, again.version) == ((data,), metrics, "CC0", "2")


def _with(pack, **changes):
    content = json.loads(pack.to_bytes()) | changes
    return json.dumps({key: value for key, value in content.items() if value is not None}).encode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema": "dancecoach.model/1"}, "schema"),
        ({"kind": "style"}, "kind"),
        ({"motion": "skill-motion-v9"}, "motion"),
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "a short text"),
        ({"name": "unknown"}, "a short text"),
        ({"attempts": []}, "1 to 200 attempts"),
        ({"attempts": ["AAAA"]}, "damaged attempts"),
        ({"attempts": ["%%%"]}, "damaged attempts"),
        ({"attempts": ["AAAA", 7]}, "a list of texts is needed"),
        ({"attempts": [str(i) for i in range(201)]}, "1 to 200 attempts"),
        ({"metrics": []}, "metrics"),
        ({"training": [{"name": "a"}]}, "source"),
        ({"licence": "x" * 3000}, "a short text"),
        ({"date": None}, "lacks date"),
    ],
)
def test_what_is_wrong_is_said(pack_of, tmp_path, changes, said):
    with pytest.raises(ModelError, match=said):
        parse_pack(_with(pack_of("back tuck"), **changes), tmp_path / "p.dcskill")


def test_the_same_attempt_once_more_counts_once(pack_of, tmp_path):
    pack = pack_of("back tuck")
    twice = SkillPack(pack.name, np.concatenate([pack.attempts, pack.attempts[:1]]), pack.date)
    again = parse_pack(twice.to_bytes(), tmp_path / "p.dcskill")
    np.testing.assert_allclose(again.attempts, pack.attempts, atol=4e-3)


def test_infinite_and_huge_numbers_are_damage(pack_of, tmp_path):
    pack = pack_of("back tuck")
    for value in (np.inf, 1e4):
        attempts = pack.attempts.copy()
        attempts[0, 5] = value
        spoiled = SkillPack(pack.name, attempts, pack.date).to_bytes()
        with pytest.raises(ModelError, match="damaged attempts"):
            parse_pack(spoiled, tmp_path / "p.dcskill")


def test_files_that_are_none(tmp_path):
    path = tmp_path / "p.dcskill"
    with pytest.raises(ModelError, match="cannot be read"):
        read_pack(path)
    path.write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(ModelError, match="too large"):
        read_pack(path)
    with pytest.raises(ModelError, match="too large"):
        parse_pack(path.read_bytes(), path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match="no skill pack"):
        read_pack(path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.dictionaries(st.text(max_size=9), st.integers() | st.text() | st.none()))
def test_no_content_breaks_it(tmp_path_factory, content):
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(DancecoachError):
        parse_pack(raw, tmp_path_factory.getbasetemp() / "p.dcskill")


def test_names():
    assert skill_name("  back   tuck ") == "back tuck"
    for name in ("", "  ", "x" * 61, "a\x00b", "Unknown"):
        with pytest.raises(InputError):
            skill_name(name)
