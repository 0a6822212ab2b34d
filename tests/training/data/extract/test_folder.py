import pytest

from dancecoach.errors import InputError
from training.data.extract import footage, videos_in
from training.data.extract.folder import empty_classes


@pytest.fixture
def tree(tmp_path):
    """A function that makes empty files."""

    def make(*names):
        for name in names:
            (tmp_path / "clips" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "clips" / name).touch()
        return tmp_path / "clips"

    return make


@pytest.fixture
def table(tmp_path):
    """A function that writes a table of styles."""

    def write(*lines):
        path = tmp_path / "styles.csv"
        path.write_text("\n".join(("clip,style,performer", *lines)), "utf-8")
        return path

    return write


def test_a_folder_that_is_none_or_holds_no_videos_is_named(tmp_path):
    with pytest.raises(InputError, match="not a folder"):
        videos_in(tmp_path / "nowhere")
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(InputError, match="no videos"):
        videos_in(tmp_path)


def test_folders_are_labels_and_names_keep_the_folder(tree):
    found = footage(tree("waltz/1.mp4", "waltz/day 2/1.MOV", "tango/1.mp4", "loose.mp4", "waltz/readme.txt"))
    assert [(f.name, f.label.style) for f in found] == [
        ("loose", ""), ("tango/1", "tango"), ("waltz/1", "waltz"), ("waltz/day 2/1", "waltz"),
    ]  # fmt: skip


def test_hidden_files_and_folders_are_no_clips(tree):
    assert [p.name for p in videos_in(tree("a.mp4", "._a.mp4", ".Trash/b.mp4"))] == ["a.mp4"]


def test_two_files_of_one_name_keep_their_suffixes(tree):
    assert [f.name for f in footage(tree("x/a.mp4", "x/a.mov", "x/b.v1.mp4"))] == ["x/a.mov", "x/a.mp4", "x/b.v1"]


def test_a_table_labels_clips_wherever_they_lie(tree, table):
    found = footage(tree("day/größe.mp4", "b.mov"), table("größe.mp4,waltz,ann", "b,tango"))
    assert [(f.name, f.label.style, f.label.performer) for f in found] == [
        ("b", "tango", ""), ("day/größe", "waltz", "ann"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "lines", "said"),
    [
        (("1/a.mp4", "2/a.mp4"), ("a,waltz",), r"2/a.mp4: has the name of 1/a.mp4, so that styles.csv cannot tell"),
        (("a.mp4", "b.mp4"), ("a,waltz",), "b: has no style; add it to the table"),
        (("a.mp4",), ("a,waltz", "c,waltz"), "line 3: names the clip c, which is not there"),
        (("a.mp4",), ("a,",), "line 2: names no clip and style"),
    ],
)
def test_a_table_that_does_not_fit_is_said(tree, table, files, lines, said):
    with pytest.raises(InputError, match=said):
        footage(tree(*files), table(*lines))


def test_folders_of_nothing_are_named(tree):
    folder = tree("waltz/deep/a.mp4", "notes/b.txt")
    (folder / "foxtrot" / "takes").mkdir(parents=True)
    (folder / ".cache").mkdir()
    assert empty_classes(folder) == ("foxtrot",)
