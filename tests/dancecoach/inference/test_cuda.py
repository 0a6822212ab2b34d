"""Asking the driver for CUDA devices."""

import ctypes

import pytest

from dancecoach.inference.cuda import cuda_devices


@pytest.fixture(autouse=True)
def _ask_anew():
    cuda_devices.cache_clear()
    yield
    cuda_devices.cache_clear()


class Driver:
    def __init__(self, init: int, count: int) -> None:
        self.init, self.count = init, count

    def cuInit(self, flags):
        return self.init

    def cuDeviceGetCount(self, pointer):
        pointer._obj.value = self.count
        return 0


def test_no_driver_library_means_no_devices(monkeypatch):
    def missing(name):
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert cuda_devices() == 0


@pytest.mark.parametrize(("driver", "devices"), [(Driver(0, 2), 2), (Driver(0, 0), 0), (Driver(100, 2), 0)])
def test_driver_is_believed_when_it_starts(monkeypatch, driver, devices):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: driver)
    assert cuda_devices() == devices


def test_library_that_is_no_driver(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert cuda_devices() == 0
