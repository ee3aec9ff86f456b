"""Reading kept articles again for who says what. The machine does it: nobody's right is asked."""

from django.db import transaction
from django.db.models import F

from tearsheet.engine.quotes import find_quotes
from tearsheet.newsroom.intake.mapping import quote_rows
from tearsheet.newsroom.intake.models import Quote, Revision

#: Articles read at a time.
QUOTE_BATCH = 200


def read_quotes_again(*, after: int = 0, limit: int = QUOTE_BATCH, everything: bool = False) -> list[int]:
    """Find the quotations in current texts anew, in place of those kept. Run twice, same quotations.

    Args:
        after: only revisions with a key greater than this.
        limit: how many at most.
        everything: also texts whose quotations are known, because the rules by which they are read have changed.

    Returns:
        The keys of the revisions read, in order; fewer than `limit` when there are no more.
    """
    wanted = Revision.objects.filter(article__current=F("pk"), pk__gt=after).select_related("article")
    if not everything:
        wanted = wanted.filter(quotes__isnull=True)
    with transaction.atomic():
        revisions = list(wanted.order_by("pk").defer("blocks", "fingerprint")[:limit])
        Quote.objects.filter(revision__in=revisions).delete()
        rows = [
            row
            for revision in revisions
            for row in quote_rows(revision, find_quotes(revision.text, language=revision.article.language))
        ]
        Quote.objects.bulk_create(rows, batch_size=500)
    return [revision.pk for revision in revisions]
