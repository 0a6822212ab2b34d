"""One state, which is told."""

from dancecoach.gui.practice.take.state import PracticeState


def test_it_is_empty_at_first_and_busy_while_danced_or_measured(status):
    assert status.state is PracticeState.EMPTY
    busy = set()
    for state in PracticeState:
        status.become(state)
        busy |= {state} if status.busy else set()
    assert busy == {PracticeState.COUNTING, PracticeState.DANCING, PracticeState.MEASURING}


def test_who_hears_of_it_sees_the_new_state(status):
    seen = []
    status.changed.connect(lambda: seen.append(status.state))
    status.become(PracticeState.LOADING)
    status.become(PracticeState.READY)
    assert seen == [PracticeState.LOADING, PracticeState.READY]
