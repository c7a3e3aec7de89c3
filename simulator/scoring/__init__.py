"""From a call record to a scorecard: one file a criterion, each a pure function that lists its evidence."""
