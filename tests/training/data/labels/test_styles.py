import pytest

from dancecoach.errors import InputError
from training.data.labels.styles import StyleLabel, read_styles, styles_of


def test_a_table_of_styles(write_table):
    path = write_table(
        "styles.csv", "clip,style,performer,take,source", "b.mp4,waltz,ann,7,studio", "films/a.mov,tango,,,"
    )
    assert read_styles(path) == (StyleLabel("a", "tango"), StyleLabel("b", "waltz", "ann", "7", "studio"))


def test_columns_beyond_clip_and_style_may_be_left_out(write_table):
    assert read_styles(write_table("styles.csv", "style;clip", "cha-cha;x")) == (StyleLabel("x", "cha-cha"),)


def test_folders_are_styles(tmp_path):
    for name in (
        "waltz/a.mp4",
        "waltz/a.mp4.pose.npz",
        "waltz/more/b.mov",
        "tango/c.npz",
        "tango/.hidden",
        "notes.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert read_styles(tmp_path) == (StyleLabel("a", "waltz"), StyleLabel("b", "waltz"), StyleLabel("c", "tango"))


def test_a_clip_in_two_folders_is_named(tmp_path):
    for name in ("waltz/a.mp4", "tango/a.mp4"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    with pytest.raises(InputError, match=r"waltz.a\.mp4: names the clip a again, after .*tango.a\.mp4; leave one"):
        read_styles(tmp_path)


def test_an_empty_style_is_named(tmp_path):
    (tmp_path / "waltz").mkdir()
    with pytest.raises(InputError, match="waltz: holds no clips of its style; add some, or take the folder out"):
        read_styles(tmp_path)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "is empty; name the columns clip, style"),
        (["clip,style"], "names no clips"),
        (["clip,dance", "a,waltz"], "line 2: names no clip and style; name the columns"),
        (["clip,style", "a,waltz", "b,"], "line 3: names no clip and style"),
        (["clip,style", "a,waltz", "a.mp4,tango"], "line 3: names the clip a again, after .*line 2"),
    ],
)
def test_bad_tables_name_line_and_remedy(write_table, lines, said):
    with pytest.raises(InputError, match=said) as caught:
        read_styles(write_table("styles.csv", *lines))
    assert "styles.csv" in str(caught.value)


def test_a_source_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="gone: is not there"):
        read_styles(tmp_path / "gone")


def test_styles_go_to_the_clips_that_there_are(write_table):
    labels = read_styles(write_table("styles.csv", "clip,style", "a,waltz", "b,tango"))
    assert [label.style for label in styles_of(["b", "a"], labels)] == ["tango", "waltz"]
    with pytest.raises(InputError, match=r"styles\.csv, line 3: names the clip b, which is not there"):
        styles_of(["a"], labels)
    with pytest.raises(InputError, match="c: has no style"):
        styles_of(["a", "b", "c"], labels)
