"""Practise the telephone call after a job interview."""

__version__ = "0.1.0"
