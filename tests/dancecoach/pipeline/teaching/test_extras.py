"""Whether networks can be trained is found out without importing what trains them."""

import subprocess
import sys

import pytest

from dancecoach.pipeline.teaching import extras


def test_what_is_missing_is_said_with_the_one_command(monkeypatch):
    monkeypatch.setattr(extras, "NEEDED", ("json",))
    assert extras.missing() == ""
    monkeypatch.setattr(extras, "NEEDED", ("json", "no_such_library"))
    assert 'install it with pip install "dancecoach[training]"' in extras.missing()


@pytest.mark.parametrize("name", ["tensorflow", "keras", "training"])
def test_nothing_of_it_is_imported(name):
    asks = "from dancecoach.pipeline.teaching.extras import missing; missing()"
    code = f"import sys; {asks}; exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
