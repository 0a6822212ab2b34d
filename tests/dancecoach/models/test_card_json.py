import json
from pathlib import Path

import pytest

from dancecoach.errors import ModelError
from dancecoach.models.card_json import Fields

PATH = Path("pack.onnx")


def fields(**content):
    return Fields.parse(json.dumps(content), PATH)


TORN = {"nothing": "", "cut off": "{", "deep": "[" * 100_000, "long": '{"a": 1' + "0" * 5000, "half a letter": "\ud83d"}


@pytest.mark.parametrize("text", TORN.values(), ids=TORN)
def test_what_is_no_json_is_refused(text):
    with pytest.raises(ModelError, match=r"^pack.onnx: its card is not JSON"):
        Fields.parse(text, PATH)


@pytest.mark.parametrize("text", ["[]", "7", "null", '"card"', "NaN"])
def test_what_is_no_object_is_refused(text):
    with pytest.raises(ModelError, match="not an object"):
        Fields.parse(text, PATH)


def test_fields_come_as_they_were_written():
    card = fields(
        name="arms", causal=False, clips=12, unknown=0.25, whole=3, mean=[0, -1.5], labels=["a", "b"],
        inner={"kind": "style"}, data=[{"name": "x"}, {"name": "y"}],
    )  # fmt: skip
    assert (card.text("name"), card.flag("causal"), card.count("clips", 12)) == ("arms", False, 12)
    assert (card.number("unknown", least=0.25), card.number("whole")) == (0.25, 3.0)
    assert card.numbers("mean", 2) == (0.0, -1.5)
    assert (card.texts("labels"), card.inner("inner").one_of("kind", ["style", "phases"])) == (("a", "b"), "style")
    assert [one.text("name") for one in card.objects("data")] == ["x", "y"]


NUMBERS = [True, "1", None, [1], float("nan"), float("inf"), 10**400, -0.1, 1.1]


@pytest.mark.parametrize(
    ("ask", "values"),
    [
        (lambda card: card.text("key"), ["", "  ", 1, None, ["a"]]),
        (lambda card: card.flag("key"), [0, 1, "true", None]),
        (lambda card: card.count("key", 9), [-1, 10, 1.0, True, "1", None, 10**400]),
        (lambda card: card.number("key", least=0.0, most=1.0), NUMBERS),
        (lambda card: card.numbers("key", 1, above=0.0), [[value] for value in [*NUMBERS[:-1], 0.0]] + [[], [1, 2], 1]),
        (lambda card: card.texts("key"), [["a", "a"], ["a", ""], ["a", 1], "ab", None]),
        (lambda card: card.one_of("key", ["style", "phases"]), ["Style", "", 1]),
        (lambda card: card.inner("key"), [[], "{}", None]),
        (lambda card: card.objects("key"), [{}, [{}, 1], None]),
    ],
)
def test_every_value_that_cannot_be_is_refused_in_a_short_sentence_that_names_file_and_key(ask, values):
    for value in values:
        with pytest.raises(ModelError, match=r"^pack.onnx: its card has .*key.* is needed; .+") as refused:
            ask(fields(key=value))
        assert len(str(refused.value)) < 300, value


def test_what_is_missing_is_named_with_where_it_stands():
    with pytest.raises(ModelError, match=r"its card lacks outer\.key"):
        fields(outer={}).inner("outer").flag("key")
    with pytest.raises(ModelError, match=r"its card has 7 for data\[1\].name, where a text is needed"):
        fields(data=[{"name": "x"}, {"name": 7}]).objects("data")[1].text("name")


def test_texts_may_be_the_same_where_that_does_not_matter():
    assert fields(key=["a", "a"]).texts("key", different=False) == ("a", "a")
