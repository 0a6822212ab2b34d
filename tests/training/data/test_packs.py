from training.data.packs import PACKS, pack_of
from training.data.sets import SETS


def test_packs_are_sets_and_say_where_they_are_from():
    assert set(PACKS) < set(SETS)
    for name, pack in PACKS.items():
        assert pack.name == name
        assert "github.com" in pack.source
        assert pack.licence
    assert pack_of("ballroom-latin").file == "style_ballroom_latin.onnx"


def test_what_is_not_published_is_the_users_own():
    pack = pack_of("my videos")
    assert (pack.name, pack.licence) == ("my videos", "the user's own")
