import hashlib
import io
import subprocess
import tarfile
import zipfile

import pytest

from dancecoach.errors import InputError
from training.blazepose import sources
from training.blazepose.sources import fetch, read


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder with two packages of the right form and content that is declared to be the right one."""
    content = {"detector": b"detector", "lite": b"lite", "full": b"full"}
    monkeypatch.setattr(sources, "_SHA256", {k: hashlib.sha256(v).hexdigest() for k, v in content.items()})
    with zipfile.ZipFile(tmp_path / "mediapipe-0.10.21-any.whl", "w") as wheel:
        wheel.writestr("mediapipe/modules/pose_detection/pose_detection.tflite", content["detector"])
    with tarfile.open(tmp_path / "mediapipe-pose-0.5.tgz", "w:gz") as tarball:
        for size in ("lite", "full"):
            info = tarfile.TarInfo(f"package/pose_landmark_{size}.tflite")
            info.size = 4
            tarball.addfile(info, io.BytesIO(content[size]))
    return tmp_path


def test_networks_are_read_from_the_packages(packages):
    networks = read(packages)
    assert networks.detector == b"detector"
    assert networks.landmarks == {"lite": b"lite", "full": b"full"}


def test_another_network_is_refused(packages, monkeypatch):
    monkeypatch.setitem(sources._SHA256, "full", "0" * 64)
    with pytest.raises(InputError, match=r"full: is not the network"):
        read(packages)


def test_a_missing_package_is_named(packages):
    (packages / "mediapipe-pose-0.5.tgz").unlink()
    with pytest.raises(InputError, match=r"mediapipe-pose-\*\.tgz"):
        read(packages)


@pytest.mark.parametrize("name", ["mediapipe-0.10.21-any.whl", "mediapipe-pose-0.5.tgz"])
def test_a_damaged_package_is_one_sentence(packages, name):
    (packages / name).write_bytes(b"no package")
    with pytest.raises(InputError, match="no sound packages"):
        read(packages)


def test_a_package_without_the_network_is_one_sentence(packages):
    with zipfile.ZipFile(packages / "mediapipe-0.10.21-any.whl", "w") as wheel:
        wheel.writestr("else", b"")
    with pytest.raises(InputError, match="no sound packages"):
        read(packages)


class TestFetch:
    @pytest.fixture
    def commands(self, monkeypatch):
        given = []

        def run(command, *, cwd, **_):
            given.append((command, cwd))
            return subprocess.CompletedProcess(command, 0, "", "")

        monkeypatch.setattr(subprocess, "run", run)
        monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
        return given

    def test_the_registries_own_clients_are_asked_for_fixed_versions(self, commands, tmp_path):
        fetch(tmp_path)
        (pip, folder), (npm, _) = commands
        assert pip[1:4] == ["-m", "pip", "download"]
        assert pip[-1] == "mediapipe==0.10.21"
        assert npm[1] == "pack"
        assert npm[-1].startswith("@mediapipe/pose@0.5.")
        assert folder == tmp_path

    def test_without_npm_the_remedy_is_said(self, commands, tmp_path, monkeypatch):
        monkeypatch.setattr("shutil.which", lambda name: None)
        with pytest.raises(InputError, match=r"npm is not installed; install Node\.js"):
            fetch(tmp_path)

    def test_a_failed_download_quotes_the_client(self, tmp_path, monkeypatch):
        monkeypatch.setattr(
            subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1, "", "a\nno route to host\n")
        )
        with pytest.raises(InputError, match="no route to host"):
            fetch(tmp_path)
