"""The engine's process without the process: its inbox and its engine."""

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.pose.apart import there
from dancecoach.pose.apart.messages import (
    Failed,
    Follow,
    Found,
    HasMemory,
    Made,
    Make,
    PassedOver,
    Picture,
    Reset,
    Rest,
    UseMemory,
)
from dancecoach.pose.apart.pictures import SharedPictures
from dancecoach.pose.apart.there import Inbox, Look
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame

SHAPE = (2, 2, 3)


class Line:
    """Keeps what is said."""

    def __init__(self):
        self.said = []
        self.on_send = lambda _: None

    def send(self, answer):
        self.said.append(answer)
        self.on_send(answer)


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def memory():
    pictures = SharedPictures(12)
    yield pictures
    pictures.close()


@pytest.fixture
def inbox(line, memory):
    inbox = Inbox(line)
    with memory.offered() as name:
        inbox.take(UseMemory(name, 12))
    assert line.said == [HasMemory()]
    line.said.clear()
    return inbox


def picture(ticket, place=0):
    return Picture(ticket, place, SHAPE, ticket / 30, ticket)


class TestInbox:
    def test_of_the_pictures_the_newest_is_looked_at_and_the_others_answered(self, inbox, line, memory):
        for ticket in range(4):
            memory.write(ticket, np.full(SHAPE, ticket, np.uint8))
            inbox.take(picture(ticket, ticket))
        look = inbox.exchange(None)
        assert (look.ticket, look.frame.index, look.frame.time_s) == (3, 3, 0.1)
        assert (look.frame.image == 3).all()
        assert line.said == [PassedOver(0), PassedOver(1), PassedOver(2)]

    def test_orders_come_before_pictures_in_their_order(self, inbox, line):
        inbox.take(picture(5))
        for order in (Follow(0.5, 0.5), Reset(), Follow(0.1, 0.2)):
            inbox.take(order)
        got = [inbox.exchange(None) for _ in range(4)]
        assert got[:3] == [Follow(0.5, 0.5), Reset(), Follow(0.1, 0.2)]
        assert got[3].ticket == 5
        assert line.said == []

    @pytest.mark.parametrize("order", [Make("blazepose", "lite"), Rest()])
    def test_a_picture_for_the_engine_before_is_passed_over(self, inbox, line, order):
        inbox.take(picture(5))
        inbox.take(order)
        assert inbox.exchange(None) is order
        assert line.said == [PassedOver(5)]

    def test_a_picture_in_the_memory_before_is_passed_over(self, inbox, line):
        inbox.take(picture(5))
        bigger = SharedPictures(48)
        with bigger.offered() as name:
            inbox.take(UseMemory(name, 48))
        assert line.said == [PassedOver(5), HasMemory()]
        bigger.write(1, np.full((4, 4, 3), 9, np.uint8))
        inbox.take(Picture(6, 1, (4, 4, 3), 0.2, 6))
        assert (inbox.exchange(None).frame.image == 9).all()
        bigger.close()

    def test_what_comes_because_of_an_answer_does_not_replace_what_waits(self, inbox, line):
        inbox.take(picture(1))
        line.on_send = lambda answer: inbox.take(picture(2)) if answer == "found 0" else None
        assert inbox.exchange("found 0").ticket == 1
        assert inbox.exchange(None).ticket == 2

    def test_what_comes_while_it_answers_is_not_missed(self, inbox, line):
        line.on_send = lambda answer: inbox.take(picture(2)) if answer == "found 1" else None
        assert inbox.exchange("found 1").ticket == 2


class FakeEngine:
    skeleton, people_seen = BODY_13, 3

    def __init__(self):
        self.heard = []
        self.fails = None

    def estimate(self, frame):
        if self.fails:
            raise self.fails
        self.heard.append(frame.index)
        return ["somebody"]

    def follow_at(self, x, y):
        self.heard.append((x, y))

    def reset(self):
        self.heard.append("reset")

    def close(self):
        self.heard.append("close")


class TestEngine:
    @pytest.fixture
    def engines(self, monkeypatch):
        made = []

        def make(wanted):
            if wanted.model == "missing":
                raise ModelError("is missing", subject="missing.onnx")
            made.append(FakeEngine())
            return made[-1]

        monkeypatch.setattr(there, "_make", make)
        return made

    @pytest.fixture
    def look(self):
        return Look(7, Frame(np.zeros(SHAPE, np.uint8), 0.1, 3))

    def test_it_does_what_it_is_told(self, engines, look):
        engine = there._Engine()
        assert engine.do(Make("blazepose", "lite")) == Made(BODY_13)
        assert engine.do(Follow(0.1, 0.2)) is None
        found = engine.do(look)
        assert isinstance(found, Found)
        assert (found.ticket, found.poses, found.people_seen) == (7, ("somebody",), 3)
        assert engine.do(Reset()) is None
        assert engine.do(Make("blazepose", "full")) == Made(BODY_13)
        assert engines[0].heard == [(0.1, 0.2), 3, "reset", "close"]
        assert engine.do(Rest()) is None
        assert engines[1].heard == ["close"]

    def test_without_an_engine_pictures_are_passed_over_and_orders_do_no_harm(self, engines, look):
        engine = there._Engine()
        assert engine.do(look) == PassedOver(7)
        assert [engine.do(order) for order in (Follow(0, 0), Reset(), Rest())] == [None] * 3

    def test_what_it_throws_says_which_picture_it_was(self, engines, look):
        engine = there._Engine()
        failed = engine.do(Make("blazepose", "missing"))
        assert isinstance(failed, Failed)
        assert (type(failed.error), failed.ticket) == (ModelError, None)
        engine.do(Make("blazepose", "lite"))
        engines[0].fails = ZeroDivisionError("in a network")
        failed = engine.do(look)
        assert failed.ticket == 7
        assert "in a network" in str(failed.error)
