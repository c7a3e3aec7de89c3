"""Where the candidate's frames come from, and where the manager's go to."""
