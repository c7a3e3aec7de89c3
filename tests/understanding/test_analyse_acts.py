from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from simulator.errors import FollowupError
from simulator.understanding.analyse import BadLine, analyse


def test_a_line_of_text_gives_its_words_acts_and_slots() -> None:
    (result,) = analyse(["Hello, this is Marisol Reyes.\n"])
    assert result["text"] == "Hello, this is Marisol Reyes."
    assert "greeting" in result["acts"]
    assert result["slots"]["name"] == "Marisol Reyes"


def test_a_line_of_json_brings_its_context_along() -> None:
    line = {"text": "Yes.", "manager_said": "Did you interview with us last week?", "verdict": "unknown"}
    (result,) = analyse([json.dumps(line)])
    assert result["acts"] == ["confirmation"]


def test_what_the_manager_asked_tells_which_slot_is_filled() -> None:
    (result,) = analyse(['{"text": "Night auditor.", "manager_said": "And which position was that?"}'])
    assert result["slots"]["position"] == "night auditor"


def test_context_that_is_null_or_left_out_is_unknown() -> None:
    left_out, null = analyse(['{"text": "Hello."}', '{"text": "Hello.", "manager_said": null, "verdict": null}'])
    assert left_out == null


def test_an_empty_line_is_an_utterance_without_words() -> None:
    results = list(analyse(["\n", "Hello.\n"]))
    assert [result["text"] for result in results] == ["", "Hello."]
    assert results[0]["acts"] == []


def test_every_result_can_be_written_as_json() -> None:
    (result,) = analyse(["I interviewed last Thursday at 2:30, my number is 555-014-2298."])
    again = json.loads(json.dumps(result))
    assert again["slots"]["telephone"] == "5550142298"
    assert again.keys() == {"text", "acts", "slots"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"text": "Hel', "line 2 begins like JSON and is none"),
        ("{" * 100_000, "line 2 begins like JSON and is none"),
        ('{"a":' * 100_000, "line 2 begins like JSON and is none"),
        ('{"words": "Hello."}', 'line 2: the object has no "text"'),
        ('{"text": 7}', "line 2: text must be text"),
        ('{"text": "Yes.", "manager_said": ["Hello?"]}', "line 2: manager_said must be text"),
        ('{"text": "Yes.", "verdict": 1}', "line 2: verdict must be text"),
    ],
    ids=["cut off", "braces", "too deep", "no text", "text", "manager_said", "verdict"],
)
def test_a_faulty_line_is_named_by_its_number(line: str, fault: str) -> None:
    with pytest.raises(BadLine) as caught:
        list(analyse(["Hello.", line]))
    assert str(caught.value).startswith(fault)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, FollowupError)


def test_lines_before_the_faulty_one_are_answered() -> None:
    def typed() -> Iterator[str]:
        yield "Hello."
        yield "{"

    results = analyse(typed())
    assert next(results)["acts"] == ["greeting"]
    with pytest.raises(BadLine):
        next(results)
