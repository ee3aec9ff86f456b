"""A trained reader of attributions, to see how far one gets: it is measured, and never shipped.

It is trained on PolNeAR's training articles, which state no licence, so its weights stay in the folder of whoever trains it.
A conditional random field labels every word as content, source or cue; a second model of one step pairs contents
with sources. What the shipped rules read is among the features of both.
"""
