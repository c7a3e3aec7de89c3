"""What past calls say together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.review.progress import progress, trend
from tests.review.samples import past_calls


def test_calls_without_a_score_are_no_practice() -> None:
    so_far = progress(past_calls(("2026-03-01T10:00:00", 40), ("2026-03-02T10:00:00", None)))

    assert (so_far.calls, so_far.days) == (1, 1)


def test_a_call_in_which_nobody_spoke_counts_for_nothing() -> None:
    silent, spoken = past_calls(("2026-03-01T10:00:00", 90), ("2026-03-02T10:00:00", 40))
    so_far = progress([replace(silent, spoken=False), spoken])

    assert (so_far.calls, so_far.days, so_far.points["asking"]) == (1, 1, (40,))
    assert so_far.best is not None and so_far.best.overall == 40


def test_a_moment_played_again_is_practice_of_its_criteria_and_no_call() -> None:
    whole, again = past_calls(("2026-03-01T10:00:00", 40), ("2026-03-01T11:00:00", 90))
    so_far = progress([whole, replace(again, retry_of=whole.id)])

    assert so_far.calls == 1 and so_far.points["asking"] == (40, 90)
    assert so_far.best is not None and so_far.best.overall == 40


def test_two_calls_on_one_day_are_one_day_of_practice() -> None:
    rows = [("2026-03-01T10:00:00", 40), ("2026-03-01T18:00:00", 50), ("2026-03-04T10:00:00", 45)]
    so_far = progress(past_calls(*rows))

    assert so_far.days == 2
    assert so_far.best is not None
    assert so_far.best.overall == 50


def test_points_run_from_the_oldest_call_to_the_latest_whatever_order_they_come_in() -> None:
    calls = past_calls(("2026-03-01T10:00:00", 10), ("2026-03-02T10:00:00", 20), ("2026-03-03T10:00:00", 30))

    assert progress(calls[::-1]).points["asking"] == (10, 20, 30)


@pytest.mark.parametrize(
    ("points", "heading"),
    [([], None), ([50], None), ([50, 75], "up"), ([75, 50], "down"), ([50, 55], "steady"), ([100, 0, 0, 0, 25], "up")],
)
def test_a_trend_compares_the_latest_call_with_the_three_before_it(points: list[int], heading: str | None) -> None:
    assert trend(points) == heading


def test_the_goal_counts_up_to_nine_and_then_lets_go() -> None:
    nine = [(f"2026-03-0{day}T10:00:00", 50) for day in range(1, 10)]

    assert progress(past_calls(*nine[:4])).goal.startswith("Call 4 of 9: 5 more")
    assert progress(past_calls(*nine)).goal.startswith("Call 9: all 9 done")
