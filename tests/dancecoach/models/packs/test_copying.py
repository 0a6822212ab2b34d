import pytest

from dancecoach.errors import OutputError
from dancecoach.models.packs.copying import copy_pack


@pytest.mark.parametrize(
    ("target", "copy", "card"),
    [
        ("", "style_a.onnx", "style_a.txt"),
        ("b.onnx", "b.onnx", "b.txt"),
        ("b", "b.onnx", "b.txt"),
        ("b.v2", "b.v2.onnx", "b.v2.txt"),
    ],
)
def test_a_copy_has_its_card_beside_it(tmp_path, target, copy, card):
    source, folder = tmp_path / "source", tmp_path / "folder"
    source.write_bytes(b"\0pack")
    folder.mkdir()
    made = copy_pack(source, folder / target, "style_a.onnx", "known: ä\n")
    assert made == (folder / copy, folder / card)
    assert made[0].read_bytes() == b"\0pack"
    assert made[1].read_text("utf-8") == "known: ä\n"


def test_a_pack_that_is_gone_leaves_nothing_of_a_copy(tmp_path):
    with pytest.raises(OutputError, match=r"b\.onnx"):
        copy_pack(tmp_path / "gone", tmp_path / "b.onnx", "style_a.onnx", "")
    assert list(tmp_path.iterdir()) == []
