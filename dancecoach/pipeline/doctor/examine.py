"""Looks at everything the program needs on this computer, and says what to do about what is missing.

Each check answers for itself and cannot fail the others.
"""

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator

import attrs
import numpy as np
import platformdirs

from dancecoach import __version__
from dancecoach.errors import DancecoachError
from dancecoach.i18n import _
from dancecoach.pipeline.doctor.findings import Finding, installed_version, network_finding
from dancecoach.pipeline.doctor.networks import examine_models
from dancecoach.pipeline.doctor.window import examine_window
from dancecoach.resources import demo_clip, model_path

NETWORKS = ("blazepose_detector.onnx", "blazepose_landmarks_lite.onnx", "blazepose_landmarks_full.onnx")

LOW_DISK = 1 << 30
FULL_DISK = 100 << 20


def examine() -> Iterator[Finding]:
    """All findings, one after the other as they are made."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _versions, _packages, _networks, examine_models, _providers, _mediapipe, examine_window, _cameras, _disk,
        _demo,
    )  # fmt: skip
    for check in checks:
        try:
            yield from check()
        except DancecoachError as error:
            yield Finding(check.__name__.strip("_"), "fault", str(error.problem), error.remedy)
        except Exception as error:  # a check that breaks is a finding too, and the others go on
            text = _("could not be checked ({})").format(f"{type(error).__name__}: {error}")
            yield Finding(check.__name__.strip("_"), "notice", text, _("report this"))


def usable(findings: list[Finding]) -> bool:
    """Whether the program can work: nothing is at fault."""
    return all(finding.state != "fault" for finding in findings)


def as_json(findings: list[Finding]) -> str:
    """The findings for a program to read."""
    content = {"usable": usable(findings), "findings": [attrs.asdict(f) for f in findings]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _versions() -> Iterator[Finding]:
    python = platform.python_version()
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    remedy = "" if fits else _("install Python 3.11, 3.12 or 3.13")
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield Finding("dancecoach", "ok", f"{__version__}, {system}")
    yield Finding("Python", "ok" if fits else "fault", python, remedy)


def _packages() -> Iterator[Finding]:
    wanted = ("numpy", "scipy", "av", "opencv-contrib-python")
    missing = [name for name in wanted if installed_version(name) is None]
    text = ", ".join(f"{name} {installed_version(name) or _('missing')}" for name in wanted)
    yield Finding(_("libraries"), "fault" if missing else "ok", text, _("install dancecoach again") if missing else "")
    # Packages that own the same files overwrite one another, and pip does not notice.
    for family in (("onnxruntime", "onnxruntime-gpu"), ("opencv-python", "opencv-python-headless", wanted[-1])):
        there = [name for name in family if installed_version(name)]
        if len(there) > 1:
            remedy = _("uninstall all of them and install dancecoach again")
            yield Finding(" + ".join(there), "notice", _("overwrite one another's files"), remedy)


def _networks() -> Iterator[Finding]:
    from dancecoach.inference.session import open_session

    for name in NETWORKS:
        try:
            session = open_session(model_path(name))
            inputs = [np.zeros([n or 1 for n in tensor.shape], np.float32) for tensor in session.inputs]
            outputs = session.run(*inputs)
        except DancecoachError as error:
            yield network_finding(name, "fault", error)
            continue
        sound = all(np.isfinite(out).all() for out in outputs)
        text = _("runs on {}").format(session.providers[0].removesuffix("ExecutionProvider"))
        yield Finding(name, "ok" if sound else "fault", text if sound else _("gives no sound numbers"))


def _providers() -> Iterator[Finding]:
    from dancecoach.inference.session import describe_providers

    for what, text in describe_providers():
        yield Finding(what, "ok", text)


def _mediapipe() -> Iterator[Finding]:
    version = installed_version("mediapipe")
    text = _("not installed (an optional second engine)") if version is None else version
    yield Finding("mediapipe", "ok", text)


def _cameras() -> Iterator[Finding]:
    from dancecoach.video.webcam import list_webcams

    cameras = list_webcams()
    if not cameras:
        remedy = _("plug one in (Linux: your account must be in the group 'video'), or use --camera file:CLIP")
        yield Finding(_("cameras"), "notice", _("none was found"), remedy)
    for camera in cameras:
        yield Finding(_("camera {}").format(camera.index), "ok", camera.name)


def _disk() -> Iterator[Finding]:
    folder = platformdirs.user_data_path("dancecoach", False)
    there = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(there).free
    what, text = _("disk"), _("{free:.1f} GB free for {folder}").format(free=free / 1e9, folder=folder)
    if not os.access(there, os.W_OK):
        remedy = _("give yourself the permission to write there")
        yield Finding(what, "fault", _("{} cannot be written to").format(there), remedy)
    elif free < FULL_DISK:
        yield Finding(what, "fault", text, _("free some space"))
    else:
        yield Finding(
            what, "notice" if free < LOW_DISK else "ok", text, _("free some space") if free < LOW_DISK else ""
        )


def _demo() -> Iterator[Finding]:
    clip = demo_clip()
    there = clip.is_file()
    text = str(clip) if there else _("{} is missing").format(clip)
    yield Finding(_("demo clip"), "ok" if there else "notice", text, "" if there else _("install dancecoach again"))
