"""The embedded recogniser learns the speaker: its features, its Gaussians, and the transform that brings both together.

PocketSphinx takes cepstra as well as samples. They are made here just as it makes them (`cepstra.py`), so that what
noise or a narrow line has hidden can be guessed (`line.py`), and so that they can be moved towards the voices that its
model was trained on (`adaptation.py`), before they are handed over.
"""
