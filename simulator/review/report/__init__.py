"""A call as one page to keep: opens in any browser, needs no network."""

from simulator.review.report.page import REPORT_NAME, write_report

__all__ = ["REPORT_NAME", "write_report"]
