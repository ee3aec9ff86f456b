"""A story's articles in time order, each copy beneath the article it repeats."""

from collections.abc import Mapping


def fold_copies(copy_of: Mapping[int, int | None]) -> dict[int, list[int]]:
    """Fold copies under their representative; a copy of an article elsewhere stands for itself.

    Args:
        copy_of: for each article of a story, in time order, the article it copies, or None.

    Returns:
        For each representative its copies, all in time order. Of a circle the earliest stands for all.
    """
    order = {article: at for at, article in enumerate(copy_of)}
    leaders: dict[int, int] = {}
    for article in copy_of:
        path: list[int] = []
        passed: set[int] = set()
        at = article
        while at not in leaders and at not in passed:
            path.append(at)
            passed.add(at)
            of = copy_of[at]
            if of is None or of not in copy_of:
                leaders[at] = at
                break
            at = of
        if at not in leaders:
            circle = path[path.index(at) :]
            leaders[at] = min(circle, key=order.__getitem__)
        leaders.update(dict.fromkeys(path, leaders[at]))
    folds: dict[int, list[int]] = {article: [] for article in copy_of if leaders[article] == article}
    for article in copy_of:
        if leaders[article] != article:
            folds[leaders[article]].append(article)
    return folds
