"""Before the call: whether to call, when, through whom, and what to have ready beside the telephone."""
