"""How a finished call is shown: on the terminal, and as a page to keep. From a record and a scorecard, nothing live."""
