"""The live call: a frame of the candidate's sound in, a frame of the manager's sound out."""
