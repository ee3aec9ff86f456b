"""People and items for browser tests, made in the running newsroom by its own actions."""

import json
import os
import subprocess
import sys

PASSWORD = "look-at-the-desk"

#: Three people, four live items, a nomination and two rules.
SEED = (
    f"PASSWORD = {PASSWORD!r}\n"
    """
import json
from datetime import timedelta
from django.contrib.auth.models import Group
from django.db.models import Count
from tearsheet.newsroom.core.models import User
from tearsheet.newsroom.intake.rule_actions import digest_rule
from tearsheet.newsroom.items.actions import clip_passage, nominate, publish_item, start_item
from tearsheet.newsroom.items.models import Clip, ItemPage, SectionPage, SourceChange
from tearsheet.newsroom.items.offers import find_offers
from tearsheet.newsroom.pipeline.ruling import save_rule, switch_on
from tearsheet.newsroom.stories.models import Copy, Story

def join(name, role):
    user = User.objects.create_user(username=name, password=PASSWORD)
    user.groups.add(Group.objects.get(name=role))
    return user

ines, mara, jon = join("ines", "Contributors"), join("mara", "Editors"), join("jon", "Editors")
section = SectionPage.objects.first()

def publish(story, blocks):
    article = story.placements.order_by("article__sorted_at").first().article
    clip = clip_passage(actor=mara, revision=article.current, selection=article.current.text.split("\\n\\n")[0])
    item = start_item(actor=mara, section=section, headline=article.headline, story=story)
    draft = item.get_latest_revision_as_object()
    draft.body = [("excerpt", {"clip": clip, "text": ""}), *blocks]
    draft.save_revision(user=mara)
    publish_item(actor=mara, item=item)
    ItemPage.objects.filter(pk=item.pk).update(first_published_at=article.sorted_at)
    return item.pk

stories = list(Story.objects.filter(language="en").order_by("-article_count")[:4])
said = ("comment", {"text": "<p>First words.</p>"})
items = [publish(story, [said]) for story in stories]
offered = max(items, key=lambda pk: len(find_offers([ItemPage.objects.get(pk=pk)]).get(pk, ())))
nominated = stories[0].placements.first().article
nominate(actor=ines, article=nominated, section=section, note="Readers ask.")
rule = save_rule(actor=mara, data={"name": "Sea", "action": "mark", "any_words": "harbour"})
switch_on(actor=mara, rule=rule, previewed=digest_rule(rule))
never = save_rule(actor=mara, data={"name": "Never", "all_words": "port strike", "no_words": "strike"})
print("ANSWER" + json.dumps({"offered": offered, "items": [pk for pk in items if pk != offered], "rule": rule.pk,
    "never": never.pk, "story": stories[0].pk, "article": nominated.pk,
    "clip": Clip.objects.last().pk, "pair": Copy.objects.values_list("of_id", "article_id").first(),
    "change": SourceChange.objects.first().pk}))
"""
)


def run_inside(newsroom, code):
    """Run code in the running newsroom's database.

    Returns:
        What it prints after "ANSWER", as JSON; None if it prints no such line.
    """
    env = {**os.environ, "TEARSHEET_HOME": str(newsroom.home)}
    done = subprocess.run(
        [sys.executable, "-m", "tearsheet", "manage", "shell", "-v", "0", "-c", code],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = [line for line in done.stdout.splitlines() if line.startswith("ANSWER")]
    return json.loads(answers[-1].removeprefix("ANSWER")) if answers else None
