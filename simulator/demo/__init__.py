"""Two recorded candidates, one who does well and one who does badly, for the demonstration and for tests."""
