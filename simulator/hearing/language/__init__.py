"""What the embedded recogniser expects to hear: language model, dictionary, and the words of this very call.

`model.py` is all that runs in a call. The rest builds `follow-up.lm.bin` and `follow-up.dict` from the corpus and from
the general English model in PocketSphinx's wheel: `python -m simulator.hearing.language.build`.
"""
