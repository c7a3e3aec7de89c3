"""The store of past calls, and the user's profile."""
