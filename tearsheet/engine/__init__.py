"""The engine decides: typed values in, typed values out.

No framework, clock, randomness, logging or settings in here, and only `engine.fetching` touches the network.
Enter a part by its front door (`from tearsheet.engine.articles import extract_article`), never by an inner module.
"""
