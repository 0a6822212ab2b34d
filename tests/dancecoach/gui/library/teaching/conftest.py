"""A library page with clips of arms in it, looked at already."""

import pytest

pytest.importorskip("onnx")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The person's own packs are in the test's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def choose():
    """``choose(page, fits)``: choose the clips whose title fits."""
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    def do(page, fits):
        rows, model = QItemSelection(), page.shelf.view.model()
        for row, clip in enumerate(page.model.library.clips.get_all(page.shelf.rows.ids)):
            if fits(clip.title):
                rows.select(model.index(row, 0), model.index(row, 0))
        page.shelf.view.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    return do


@pytest.fixture
def stocked(library, posing, choose, tmp_path, qtbot):
    """The page with clips in its library: five with raised arms, four with hanging ones, a short one; raised chosen."""
    from dancecoach.library.catalogue.findings import findings_of
    from dancecoach.library.catalogue.records import FileFacts, Group, Kind, Storage
    from dancecoach.pipeline.analyze import analyze
    from dancecoach.pose.formats import save_npz

    kept = library.model.library
    wanted = [("raised", i, 90) for i in range(5)] + [("hanging", i, 90) for i in range(4)] + [("raised", 9, 30)]
    for style, seed, frames in wanted:
        path = tmp_path / f"{style}-{seed}.npz"
        save_npz(posing(style, seed, frames), path)
        found = analyze(path)
        kept.analyses.put(found, path)
        facts = FileFacts(found.sha256, path.stem, Kind.POSES, 1, 0, 0, 30.0, frames, frames / 30)
        clip, _new = kept.clips.add(facts, Storage.LINKED, path)
        kept.clips.note_findings(clip.id, findings_of(found))
        kept.groups.put([clip.id], Group.PERSON, "Anna" if seed % 2 else "Ben")
    library.model.ask()
    qtbot.waitUntil(lambda: len(library.model.found.ids) == 10 and library.shelf.rows.rowCount() == 10, timeout=30_000)
    choose(library, lambda title: title.startswith("raised"))
    return library
