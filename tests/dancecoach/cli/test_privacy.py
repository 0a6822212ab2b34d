"""``dancecoach privacy``."""

import json


def test_it_says_where_everything_lies(call, tmp_path):
    done = call("privacy", "--library", str(tmp_path / "library"))
    assert done.code == 0
    text = " ".join(done.out.split())
    assert "opens no connection to any other machine" in text
    assert str(tmp_path / "library" / "takes") in done.out
    assert "To delete everything" in text


def test_a_program_can_read_it(call, tmp_path):
    (tmp_path / "library" / "notes").mkdir(parents=True)
    (tmp_path / "library" / "notes" / "x.json").write_text("{}")
    places = {
        place["id"]: place for place in json.loads(call("privacy", "--json", "--library", tmp_path / "library").out)
    }
    assert places["notes"]["files"] == 1
    assert places["notes"]["bytes"] == 2
    assert places["notes"]["path"] == str(tmp_path / "library" / "notes")
    assert places["pictures"]["made_again"] is True
