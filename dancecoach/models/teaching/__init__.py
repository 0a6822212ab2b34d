"""A style network is taught one more style from a few clips, on any computer and without its training data.

What the network makes of a clip before its last layer, the *embedding*, stays as it is; only the last layer gets a
column more. Beside the network lie the embeddings of clips it was trained on (`support`), so that the new column learns
what is not the new style, and the old styles stay what they were.
"""
