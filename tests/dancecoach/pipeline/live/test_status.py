import threading

import pytest

from dancecoach.errors import DancecoachError
from dancecoach.pipeline.live.camera import CameraPhase
from dancecoach.pipeline.live.pose import PosePhase
from dancecoach.pipeline.live.records import CameraFacts, LiveState
from dancecoach.pipeline.live.status import StatusBoard

FACTS = CameraFacts("Built-in", (1280, 720), 30.0)
BROKEN = DancecoachError("is broken")


@pytest.fixture
def told():
    return []


@pytest.fixture
def board(told):
    return StatusBoard(told.append)


def test_a_good_session_goes_through_opening_loading_and_running(board, told):
    board.camera_reports(CameraPhase.OPENING, None, None)
    board.camera_reports(CameraPhase.DELIVERING, FACTS, None)
    board.pose_reports(PosePhase.READY, None)
    board.camera_reports(CameraPhase.ENDED, None, None)
    board.close()
    assert [one.state for one in told] == ["opening", "loading", "running", "ended", "stopped"]
    assert [one.pictures for one in told] == [False, True, True, False, False]
    assert [one.camera for one in told] == [None, FACTS, FACTS, FACTS, FACTS]


def test_a_network_that_is_ready_first_is_no_news_before_there_are_pictures(board, told):
    board.camera_reports(CameraPhase.OPENING, None, None)
    board.pose_reports(PosePhase.READY, None)
    assert [one.state for one in told] == [LiveState.OPENING]
    board.camera_reports(CameraPhase.DELIVERING, FACTS, None)
    assert board.status.state is LiveState.RUNNING


def test_a_camera_that_is_lost_is_said_with_the_reason_and_running_again_without(board, told):
    board.pose_reports(PosePhase.READY, None)
    board.camera_reports(CameraPhase.DELIVERING, FACTS, None)
    board.camera_reports(CameraPhase.LOST, None, BROKEN)
    assert (board.status.state, board.status.error, board.status.pictures) == (LiveState.LOST, BROKEN, False)
    board.camera_reports(CameraPhase.DELIVERING, None, None)
    assert (board.status.state, board.status.error, board.status.camera) == (LiveState.RUNNING, None, FACTS)


def test_a_pose_engine_that_fails_leaves_the_pictures(board):
    board.camera_reports(CameraPhase.DELIVERING, FACTS, None)
    board.pose_reports(PosePhase.FAILED, BROKEN)
    assert (board.status.state, board.status.error, board.status.pictures) == (LiveState.FAILED, BROKEN, True)


def test_a_notice_is_said_once_and_stays(board, told):
    board.camera_reports(CameraPhase.DELIVERING, FACTS, None)
    for sentence in ("No style.", "No style.", "No phases."):
        board.notice(sentence)
    assert [one.notices for one in told] == [(), ("No style.",), ("No style.", "No phases.")]
    board.close()
    assert told[-1].notices == ("No style.", "No phases.")


def test_what_changes_nothing_is_not_told_and_nothing_is_after_the_end(board, told):
    board.camera_reports(CameraPhase.OPENING, None, None)
    board.camera_reports(CameraPhase.OPENING, None, None)
    board.close()
    before = list(told)
    board.camera_reports(CameraPhase.DELIVERING, FACTS, None)
    board.pose_reports(PosePhase.READY, None)
    board.notice("No style.")
    board.close()
    assert told == before
    assert [one.state for one in told] == ["opening", "stopped"]


def test_of_several_threads_the_listener_hears_each_state_in_order(told):
    def listen(status):
        told.append((status, threading.current_thread()))
        if len(told) == 1:  # the other one may go on now, and has to wait until this one was heard
            begun.set()
            thread.join(0.2)

    begun, board = threading.Event(), StatusBoard(listen)

    def report():
        begun.wait()
        board.notice("No style.")

    thread = threading.Thread(target=report)
    thread.start()
    board.camera_reports(CameraPhase.OPENING, None, None)
    thread.join()
    assert [one.notices for one, _thread in told] == [(), ("No style.",)]
    assert told[-1][1] is thread
    assert board.status is told[-1][0]
