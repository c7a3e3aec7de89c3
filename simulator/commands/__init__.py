"""The commands of `followup`, one module each."""
