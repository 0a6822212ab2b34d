import json

import pytest

from dancecoach.cli import doctor as module
from dancecoach.pipeline.doctor.findings import Finding

OK = Finding("Python", "ok", "3.12.1")
NOTICE = Finding("cameras", "notice", "none was found", "plug one in")
FAULT = Finding("disk", "fault", "is full", "free some space")


@pytest.fixture
def find(monkeypatch):
    def these(*findings: Finding) -> None:
        monkeypatch.setattr(module, "examine", lambda: iter(findings))

    return these


def test_a_line_for_each_finding_with_what_to_do(call, find):
    find(OK, NOTICE, FAULT)
    done = call("doctor")
    assert done.code == 1
    assert [line.rstrip() for line in done.out.splitlines()] == [
        "OK Python: 3.12.1",
        "!  cameras: none was found -> plug one in",
        "X  disk: is full -> free some space",
        "Put right what is marked X, then try again.",
    ]


def test_a_notice_does_not_stop_anybody(call, find):
    find(OK, NOTICE)
    done = call("doctor")
    assert done.code == 0
    assert done.out.rstrip().endswith("dancecoach can work here.")


def test_json_for_programs(call, find):
    find(OK, FAULT)
    done = call("doctor", "--json")
    content = json.loads(done.out)
    assert done.code == 1
    assert content["usable"] is False
    assert content["findings"][1] == {"what": "disk", "state": "fault", "text": "is full", "remedy": "free some space"}
