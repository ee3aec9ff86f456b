"""An item's audit trail: what the desk does with it, written into Wagtail's own history beside what Wagtail writes."""

from typing import Any

from wagtail.log_actions import LogFormatter, log

#: Action -> what it is called in the history's filter.
ACTIONS = {
    "tearsheet.nominate": "Nominated",
    "tearsheet.clip": "Clip added",
    "tearsheet.offer.accept": "Offered update accepted",
    "tearsheet.offer.dismiss": "Offered update dismissed",
    "tearsheet.offer.restore": "Offered update taken back",
    "tearsheet.check": "Passages checked",
    "tearsheet.refuse": "Publication refused",
}


class TrailFormatter(LogFormatter):
    """Shows a line as it was written, with its detail beneath; the label is set for each action."""

    def format_message(self, log_entry: Any) -> str:
        """What happened, in a sentence."""
        return str(log_entry.data.get("said") or self.label)

    def format_comment(self, log_entry: Any) -> str:
        """The words or the reason that belong to it; may be empty."""
        return str(log_entry.data.get("detail", ""))


def write_trail(*, item: Any, action: str, said: str, detail: str = "", actor: Any = None, **facts: Any) -> None:
    """Add a line to an item's history.

    Args:
        item: an ItemPage that is stored.
        action: one of `ACTIONS`.
        said: what happened, as a short sentence in the past tense.
        detail: words or a reason that belong to it.
        actor: who did it; None for the machine, unless a request says who is at work.
        facts: what a program may want to know of it later; JSON.
    """
    log(instance=item, action=action, user=actor, data={"said": said, "detail": detail, **facts})
