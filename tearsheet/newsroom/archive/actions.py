"""The only writers of the archive. The machine keeps it: nobody's right is asked."""

from django.db import transaction

from tearsheet.newsroom.archive.mapping import write_documents
from tearsheet.newsroom.archive.models import Archived
from tearsheet.newsroom.archive.querysets import unarchived
from tearsheet.newsroom.archive.searching import open_archive

#: Articles put in at a time.
ARCHIVE_BATCH = 500


#: How far behind the newest archived revision others may still be written, where several machines take in at once.
OVERLAP = 1000


def archive_articles(*, limit: int = ARCHIVE_BATCH, everything: bool = False) -> int:
    """Put articles into the archive that it does not know, or not as they are now. Run twice, same index.

    An index that is empty although rows say otherwise (a new folder, a restored backup) is built anew.

    Args:
        limit: how many at most.
        everything: look at all articles, not only at those with revisions newer than what is archived.

    Returns:
        How many were put in; less than `limit` when there are no more.
    """
    archive = open_archive()
    if archive.is_empty():
        Archived.objects.all().delete()
    wanted = unarchived()
    if not everything:
        wanted = wanted.filter(current_id__gt=Archived.objects.newest_revision() - OVERLAP)
    articles = list(wanted.select_related("current").defer("current__blocks", "current__fingerprint")[:limit])
    if not articles:
        return 0
    with transaction.atomic():
        Archived.objects.bulk_create(
            [Archived(article=article, revision=article.revision) for article in articles],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["revision"],
        )
        # Last: if it fails, no row says what the index does not know; if the commit fails, the batch is put in again.
        archive.add(write_documents(articles))
    return len(articles)


def forget_archive() -> None:
    """Forget the index; `archive_articles` builds it anew."""
    open_archive().clear()
    Archived.objects.all().delete()
