"""A call on the terminal, on consoles of every width and encoding."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from simulator.record import CallRecord, Scorecard
from simulator.review.terminal import print_history, print_review, print_scorecard
from tests.review.samples import console, hostile_call, hostile_card, past_calls, printed, sample_call, sample_card

HISTORY = past_calls(
    ("2026-03-01T10:00:00", 40),
    ("2026-03-02T10:00:00", 77),
    ("2026-03-03T10:00:00", None),
    silence=(25, 100),
)


def review(width: int = 80, encoding: str = "utf-8") -> str:
    """The sample call, printed."""
    target = console(width, encoding)
    print_review(target, sample_call(), sample_card(), scenario_title="Rejected, but second of forty")
    return printed(target)


def test_the_head_says_who_when_and_what_they_answered() -> None:
    head = review().splitlines()[:3]

    assert head[0].rstrip() == "Your call to Ruth Okafor, HR manager, Brightwater Logistics"
    assert head[1].rstrip() == "2 March 2026, 10:00 · 0:58 min · Rejected, but second of forty"
    assert head[2].startswith("They chose someone else.")


def test_the_transcript_shows_pauses_interruptions_and_findings_where_they_happened() -> None:
    lines = [line.strip() for line in review().splitlines()]

    asked = lines.index("0:12  Ruth  Ah, Daniel, yes. Let me just find my notes.")
    assert lines[asked + 1] == "↳ Silence: left a pause of 4.0 s alone"
    assert lines[asked + 2] == "(4 s of silence – Ruth thinks)"
    assert "(Ruth was thinking – you spoke after 1.2 s)" in lines
    cut_in = lines.index("0:40  You   I knew it. I always get nervous when it comes to numbers.")
    assert lines[cut_in - 1] == "(you began while Ruth was still speaking)"


def test_what_was_not_heard_is_listed_with_what_brings_it_out() -> None:
    text = " ".join(review().split())

    assert "What you heard (2 of 4)" in text
    assert "What you did not hear this time Ruth could have told you more." in text
    assert "not advertised yet. – by asking about other openings" in text


def test_each_criterion_has_its_level_reason_proof_and_advice() -> None:
    lines = [line.rstrip() for line in review().splitlines()]

    place = lines.index("Asking          ●●●○   75  good")
    assert lines[place + 1] == "  Asked for feedback, once"
    assert lines[place + 2].startswith("  ↳ 0:26 asked for feedback: “I understand.")
    assert lines[place + 4] == "  Next time: Follow up on what they answer with one question more."


def test_a_criterion_without_a_level_says_in_words_why() -> None:
    lines = [line.rstrip() for line in review().splitlines()]

    assert "Closing         no chance to show it in this call" in lines
    assert "Professionalism could not be measured" in lines


def test_a_second_kind_of_finding_comes_before_more_of_the_first() -> None:
    card = sample_card()
    silence = card.criteria["silence"]
    kept, filled, _ = silence.evidence
    silence.evidence = [kept, kept.model_copy(update={"finding": "left a pause of 2.5 s alone"}), filled]
    target = console()

    print_scorecard(target, card, sample_call())

    assert "spoke 1.2 s into a thinking pause" in printed(target)
    assert "left a pause of 2.5 s alone" not in printed(target)


def test_the_end_of_the_output_holds_the_total_and_one_thing_to_try() -> None:
    end = review().split("In short")[1]

    assert "70 of 100" in end
    assert "Went well  Introduction" in end
    assert "Try next   Enthusiasm" in end


def test_the_table_of_measures_names_range_and_source() -> None:
    text = " ".join(review().split("Measured")[1].split())

    assert "Pace 152 words/min 130–175 Street & Brady 1982; Feiler & Powell" in text
    assert "not measured" in text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii", "latin-1", "cp437", "shift_jis"])
@pytest.mark.parametrize("width", [20, 40, 63, 80, 200])
def test_no_console_is_too_narrow_or_too_old(encoding: str, width: int) -> None:
    target = console(width, encoding)

    print_review(target, sample_call(), sample_card())
    print_history(target, HISTORY)

    assert max(cell_len(line) for line in printed(target).splitlines()) <= width


def test_a_console_without_utf8_gets_plain_signs() -> None:
    text = review(encoding="ascii")

    assert "Asking          ###-   75  good" in text
    assert "(4 s of silence - Ruth thinks)" in text
    assert "?" not in text.split("In short")[1]


def test_letters_that_a_console_lacks_are_spelt_with_those_it_has() -> None:
    record = sample_call()
    record.turns[0].text = "Zoë Černý – ‘hello’ … 你"
    target = console(encoding="ascii")

    print_review(target, record)

    assert "Zoe Cerny - 'hello' ... ?" in printed(target)


def test_hostile_words_are_shown_and_do_nothing() -> None:
    target = console(100, colour=True)

    print_review(target, hostile_call(), hostile_card())

    assert "<script>alert('x')</script> & [bold red] [31m evil" in printed(target)
    assert "\x1b[31m" not in printed(target)
    assert "\u202e" not in printed(target)


def test_no_colour_is_used_where_none_is_wanted() -> None:
    # conftest sets NO_COLOR, so a terminal that could show colours gets weight and slant alone
    target = console(colour=True)

    print_review(target, sample_call(), sample_card())

    codes = {code for part in printed(target).split("\x1b[")[1:] for code in part.split("m")[0].split(";")}
    assert codes <= {"0", "1", "2", "3"}


def test_an_empty_call_without_a_scorecard_can_be_shown() -> None:
    target = console()

    print_review(target, CallRecord(id="x"))
    print_scorecard(target, Scorecard(), CallRecord(id="x"))

    assert "Nobody said anything in this call." in printed(target)
    assert "This call has not been scored." in printed(target)


def test_a_turn_whose_words_were_lost_says_so() -> None:
    record = sample_call()
    record.turns[1].text, record.turns[1].heard = "", "lost"
    target = console(120)

    print_review(target, record)

    assert "(you spoke, but no words were recognised; the sound is in the recording)" in " ".join(
        printed(target).split()
    )  # fmt: skip


def test_the_history_lists_calls_from_the_newest_with_the_best_marked() -> None:
    target = console()

    print_history(target, HISTORY)

    lines = [line.rstrip() for line in printed(target).splitlines()]
    assert lines[2].startswith("2026-03-03 10:00 rejected-runner-up 1:34   -")
    assert "77*" in lines[3]
    assert "2 days of practice. Personal best: 77 of 100, 2 March 2026, 10:00 (*)." in lines
    goal = lines.index("●●○○○○○○○")
    assert lines[goal + 1].startswith("Call 2 of 9")


def test_the_history_draws_each_criterion_over_time() -> None:
    target, plain = console(), console(encoding="ascii")

    print_history(target, HISTORY)
    print_history(plain, HISTORY)

    assert any(line.split() == ["Silence", "▃█", "100", "↑", "100"] for line in printed(target).splitlines())
    assert any(line.split() == ["Silence", "14", "100", "up", "100"] for line in printed(plain).splitlines())


def test_an_empty_history_says_how_to_begin() -> None:
    target = console()

    print_history(target, [])

    assert printed(target) == "No call has been kept yet. Make one: followup call\n"
