"""Ctrl+C asks once, and insists the second time."""

import signal

import pytest

from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import Cancelled

BOTH = (signal.SIGINT, signal.SIGTERM)


def handlers():
    return [signal.getsignal(number) for number in BOTH]


@pytest.mark.parametrize("number", BOTH)
def test_a_signal_is_a_request_that_the_work_hears(number):
    with cancelled_by_signals() as token:
        assert not token.cancelled
        signal.raise_signal(number)
        assert token.cancelled
        with pytest.raises(Cancelled):
            token.check()


def test_a_second_ctrl_c_stops_at_once_and_a_second_polite_kill_does_not():
    with cancelled_by_signals() as token:
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        assert token.cancelled
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_afterwards_signals_do_what_they_did_before():
    before = handlers()
    with cancelled_by_signals():
        assert handlers() != before
    assert handlers() == before
    with pytest.raises(ValueError, match="broken"), cancelled_by_signals():
        raise ValueError("broken")
    assert handlers() == before
