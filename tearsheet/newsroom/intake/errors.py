"""What can go wrong with what came in. The docstring is the message."""


class IntakeError(Exception):
    """Something could not be taken in."""

    def __init__(self, detail: str = "") -> None:
        sentence = (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(f"{sentence} {detail}".strip())


class EvidenceNotKept(IntakeError):
    """The page could not be kept, so nothing was taken in; it will be tried again."""


class EvidenceMissing(IntakeError):
    """A kept page is no longer in the evidence store."""


class EvidenceDamaged(IntakeError):
    """A kept page no longer holds the bytes that were kept."""


class RulesNotAllowed(IntakeError):
    """You do not have the right to make or change rules."""


class RuleNotPreviewed(IntakeError):
    """The rule is not as it was when you looked at its preview: look again, then switch it on."""


class RuleImpossible(IntakeError):
    """This rule can never match, so it was not switched on."""
