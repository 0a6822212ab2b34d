"""Opening and running networks: a thin wrapper around ONNX Runtime, and the only importer of it.

Three things are settled here for the whole house:

* **No reports.** Official builds from 1.29 on send usage to their maker unless ``ORT_DISABLE_TELEMETRY`` is set
  before the library is imported. Our pin excludes them; the variable is set all the same.
* **CUDA only where a driver is.** The runtime is asked what really runs (`Session.providers`).
* **Idle threads sleep** almost at once: spinning costs the other threads of a small machine more than it gains.
"""

import contextlib
import importlib
import io
import os
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.i18n import _
from dancecoach.inference.cuda import cuda_devices

Gpu = Literal["auto", "never"]

_CPU, _CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
_ERRORS_ONLY, _NOTHING = 3, 4
"""Log severities of ONNX Runtime."""

_SPIN_US = "20"
"""Microseconds that an idle thread waits before it sleeps. That spans the gaps between the eighty layers of a
network: a sixth to a fifth faster than sleeping at once, for the same processor time, and no slower beside a busy
neighbour. Longer, or without end as by default, gains nothing more and takes the cores from the rest."""

_SPIN_DURATION_FROM = (1, 28)
"""The oldest runtime seen to know the setting; older ones sleep at once."""


def _runtime() -> ModuleType:
    """ONNX Runtime, imported at the first call and made quiet."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    runtime = importlib.import_module("onnxruntime")
    runtime.set_default_logger_severity(_ERRORS_ONLY)
    return runtime


@attrs.frozen
class TensorInfo:
    """An input or output of a network.

    Attributes:
        name: as the file has it.
        shape: sizes; None where the network takes any size.
    """

    name: str
    shape: tuple[int | None, ...]

    @classmethod
    def _of(cls, argument: Any) -> "TensorInfo":
        return cls(argument.name, tuple(n if isinstance(n, int) else None for n in argument.shape))


class Session:
    """A network that is loaded and ready to run. Made by `open_session`; may be used from several threads.

    Attributes:
        path: the file it came from.
        inputs: in the order `run` takes them.
        outputs: in the order `run` gives them.
        providers: what it runs on, best first, as the runtime reports it after loading.
        metadata: text properties stored in the file.
    """

    def __init__(self, path: Path, native: Any) -> None:
        self.path = path
        self.inputs: tuple[TensorInfo, ...] = tuple(TensorInfo._of(a) for a in native.get_inputs())
        self.outputs: tuple[TensorInfo, ...] = tuple(TensorInfo._of(a) for a in native.get_outputs())
        self.providers: tuple[str, ...] = tuple(native.get_providers())
        self.metadata: dict[str, str] = dict(native.get_modelmeta().custom_metadata_map)
        self._native = native
        self._names = tuple(t.name for t in self.inputs)

    def run(self, *arrays: NDArray[Any]) -> list[NDArray[np.float32]]:
        """Run the network once.

        Args:
            arrays: one for each of `inputs`, in that order.

        Returns:
            One array for each of `outputs`, in that order.

        Raises:
            ModelError: the network cannot take these arrays, or fails (out of memory).
        """
        try:
            outputs: list[NDArray[np.float32]] = self._native.run(None, dict(zip(self._names, arrays, strict=True)))
        except Exception as problem:  # ONNX Runtime's own errors share no base class but this
            text = _("the network cannot be run ({reason})").format(reason=_reason(problem))
            raise ModelError(text, subject=self.path) from problem
        return outputs


def open_session(path: Path, *, threads: int | None = None, gpu: Gpu = "auto") -> Session:
    """Load a network, or give the one that was loaded before.

    Loading stops every thread of the program for a tenth of a second, so the last few networks are kept (`_MOST_KEPT`,
    about three times their files' size in memory).

    Args:
        path: the ``.onnx`` file.
        threads: CPU threads within one run; None leaves it to `default_threads`.
        gpu: "auto" uses a CUDA device where a driver offers one, "never" keeps to the CPU.

    Raises:
        ModelError: the file is missing, corrupt, or of a kind this runtime does not know.
    """
    path = Path(path)
    if not path.is_file():
        raise ModelError(_("the network file is missing"), subject=path, remedy=_("install dancecoach again"))
    threads = default_threads() if threads is None else max(1, threads)
    facts = path.stat()
    wanted = (str(path.absolute()), facts.st_mtime_ns, facts.st_size, threads, gpu)
    with _loading:
        session = _kept.pop(wanted, None) or _loaded(path, threads, gpu)
        _kept[wanted] = session
        for oldest in list(_kept)[:-_MOST_KEPT]:
            del _kept[oldest]
    return session


_MOST_KEPT = 6
"""Detector, landmarks, phases, style, and two more for a change of settings."""

_kept: dict[tuple[str, int, int, int, Gpu], Session] = {}
"""The networks used last, the latest at the end."""

_loading = threading.Lock()


def _loaded(path: Path, threads: int, gpu: Gpu) -> Session:
    """A network fresh from its file."""
    runtime = _runtime()
    try:
        # The runtime passes texts of the file on as they are: what is no text is noticed when they are read.
        return Session(path, _load(runtime, path, _options(runtime, threads), gpu))
    except Exception as problem:  # as in `run`
        text = _("is corrupt or not a network for this program ({reason})").format(reason=_reason(problem))
        raise ModelError(text, subject=path, remedy=_("install dancecoach again")) from problem


def default_threads() -> int:
    """Threads for one network when nobody asked for a number: the cores we may use, 4 at most.

    The networks are small; beyond four threads they only disturb the rest of the program.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(4, usable))


def describe_providers() -> Sequence[tuple[str, str]]:
    """What networks run on here, as (what, finding) pairs for people.

    Raises:
        ModelError: ONNX Runtime cannot be imported.
    """
    try:
        runtime = _runtime()
    except ImportError as problem:
        text = _("ONNX Runtime cannot be loaded ({reason})").format(reason=_reason(problem))
        raise ModelError(text, remedy=_("install dancecoach again")) from problem
    devices = cuda_devices()
    usable = devices > 0 and _CUDA in runtime.get_available_providers()
    return (
        ("ONNX Runtime", str(runtime.__version__)),
        (_("processor"), _("{count} threads a network").format(count=default_threads())),
        ("CUDA", _("{count} devices").format(count=devices) if usable else _("none, the processor is used")),
    )


def _options(runtime: ModuleType, threads: int) -> Any:
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    if _version(runtime) >= _SPIN_DURATION_FROM:
        options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN_US)
    else:
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _version(runtime: ModuleType) -> tuple[int, ...]:
    """(major, minor) of the runtime."""
    return tuple(int(part) for part in re.findall(r"\d+", str(runtime.__version__))[:2])


def _load(runtime: ModuleType, path: Path, options: Any, gpu: Gpu) -> Any:
    """The runtime's own session, on CUDA if that works, else on the CPU."""
    wanted: list[Any] = [_CPU]
    if gpu == "auto" and cuda_devices() and _CUDA in runtime.get_available_providers():
        # The exhaustive search for the fastest convolution would take seconds at every start.
        wanted.insert(0, (_CUDA, {"cudnn_conv_algo_search": "HEURISTIC"}))
        if hasattr(runtime, "preload_dlls"):
            with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find
                runtime.preload_dlls(directory="")
    if len(wanted) == 1:
        return runtime.InferenceSession(str(path), options, providers=wanted)
    # A driver without the CUDA libraries makes the runtime shout and fall back by itself: let it do so quietly.
    runtime.set_default_logger_severity(_NOTHING)
    try:
        return runtime.InferenceSession(str(path), options, providers=wanted)
    finally:
        runtime.set_default_logger_severity(_ERRORS_ONLY)


def _reason(problem: BaseException) -> str:
    """The runtime's status in words ("invalid protobuf") instead of its source paths and signatures."""
    status = re.match(r"\[ONNXRuntimeError\] : \d+ : (\w+)", str(problem))
    if status:
        return status[1].lower().replace("_", " ")
    lines = str(problem).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(problem).__name__
