"""What the manager does: pure, without sound, clock or files."""
