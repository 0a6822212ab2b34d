"""What tests of labels share."""

import json

import pytest


@pytest.fixture
def write_table(tmp_path):
    """A function that writes a table below a folder of labels: ``write_table(name, *lines)``."""

    def write(name, *lines, text=None):
        path = tmp_path / "labels" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) if text is None else text, "utf-8")
        return path

    return write


@pytest.fixture
def write_phases(tmp_path):
    """A function that writes ``ANNOTATOR/CLIP.phases.json``: ``write_phases(who, clip, (phase, start, end), ...)``."""

    def write(who, clip, *rows):
        path = tmp_path / "labels" / who / f"{clip}.phases.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([{"phase": p, "start": a, "end": b} for p, a, b in rows]), "utf-8")
        return path

    return write
