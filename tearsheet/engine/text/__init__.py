"""Text: from bytes to characters, repaired; words, sentences, languages and addresses.

The one part that other parts may use.
"""

from tearsheet.engine.text.addresses import canonical_url
from tearsheet.engine.text.decoding import Decoded, decode_page
from tearsheet.engine.text.languages import detect_language, list_common_words, primary_tag
from tearsheet.engine.text.repairing import Repair, repair_text
from tearsheet.engine.text.words import split_sentences, tokenize

__all__ = [
    "Decoded",
    "Repair",
    "canonical_url",
    "decode_page",
    "detect_language",
    "list_common_words",
    "primary_tag",
    "repair_text",
    "split_sentences",
    "tokenize",
]
