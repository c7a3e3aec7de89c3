"""Neural recognisers and voices: what there is to download, what is installed, and the way from one to the other.

catalogue.json   the models there are, one entry each; adding a model is adding an entry
catalogue        the entries as typed data, and the user's own
download         an archive from its address to a file: resumed, mirrored, checked
unpack           an archive into a folder: only plain files, only inside, only so much
onnx_file        whether a model file is whole, and what it says of itself, without loading it
installed        the models on this machine: install, find, check, remove
"""
