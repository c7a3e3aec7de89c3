"""A call on the terminal: live, read back, scored, and among all the calls before it."""

from simulator.review.terminal.comparison import print_comparison
from simulator.review.terminal.history import print_history
from simulator.review.terminal.live import LiveTranscript
from simulator.review.terminal.review import print_review
from simulator.review.terminal.scorecard import print_scorecard

__all__ = ["LiveTranscript", "print_comparison", "print_history", "print_review", "print_scorecard"]
