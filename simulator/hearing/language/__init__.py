"""What the embedded recogniser expects to hear: language model, and the words of this very call.

`model.py` is all that runs in a call. The rest builds `follow-up.lm.bin` from the corpus and from
the general English model in PocketSphinx's wheel: `python -m simulator.hearing.language.build`.
"""
