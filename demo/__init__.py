"""A fictional press, written for this project and replayed through the real pipeline.

Every place, person, party and firm in it is invented, and every address ends in `.example` (RFC 2606).
"""
