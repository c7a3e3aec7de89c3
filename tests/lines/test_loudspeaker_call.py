"""A whole call over a sound server whose loudspeaker is heard by its microphone, and nobody says a word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.audio import RATE, read_channels
from simulator.record import read_call
from tests.lines.sound_server import missing_part, running
from tests.lines.test_sound_server_call import Caller

pytestmark = [
    pytest.mark.sound_server,
    pytest.mark.skipif(missing_part() is not None, reason=f"not installed: {missing_part()}"),
]


def test_the_manager_does_not_hear_themselves_through_the_loudspeaker(tmp_path: Path, home: Path) -> None:
    with running(tmp_path) as server:
        server.loop_back(share=0.5, delay=0.1)
        caller = Caller(server, home, "--loudspeaker")
        caller.wait_for("Karen Whitfield.")
        caller.wait_until_quiet()
        assert caller.hang_up() == 0, caller.output()
        echoed = server.microphone.sound

    folder = caller.folder()
    call = read_call(folder / "call.json")
    assert [turn.speaker for turn in call.turns].count("candidate") == 0
    assert not {event.kind for event in call.events} & {"interruption", "overlap", "backchannel", "not_understood"}
    assert "its echo is taken out" in caller.output()

    # the room did echo, and what is kept of the candidate is the cleaned sound
    greeting = next(turn for turn in call.turns if turn.speaker == "manager")
    kept = read_channels(folder / "call.flac")[int(greeting.start * RATE) : int(greeting.end * RATE), 0]
    assert float(np.abs(echoed).max()) > 2000
    assert 20 * np.log10(float(kept.std()) * 32_768 / float(echoed[echoed != 0].std()) + 1e-9) < -15
