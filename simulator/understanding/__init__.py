"""Words to meaning: dialogue acts and slots."""
