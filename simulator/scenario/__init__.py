"""What can happen in a call: the format, its loader, the catalogue."""
