"""A call as one page to keep, and two side by side: opens in any browser, needs no network."""

from simulator.review.report.comparison import write_comparison
from simulator.review.report.page import REPORT_NAME, write_report

__all__ = ["REPORT_NAME", "write_comparison", "write_report"]
