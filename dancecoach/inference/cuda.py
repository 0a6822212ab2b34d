"""Whether this machine can run networks on an NVIDIA card: asked of the driver itself, once.

The GPU build of ONNX Runtime lists CUDA as available on every machine, and complains loudly when asked for it in
vain. The driver's own library knows better and is there only where a driver is.
"""

import ctypes
import sys
from functools import cache

_SUCCESS = 0


@cache
def cuda_devices() -> int:
    """Number of CUDA devices that the driver offers; 0 where there is no driver."""
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        driver = ctypes.CDLL(name)
        count = ctypes.c_int(0)
        if driver.cuInit(0) != _SUCCESS or driver.cuDeviceGetCount(ctypes.byref(count)) != _SUCCESS:
            return 0
    except (OSError, AttributeError):
        return 0
    return count.value
