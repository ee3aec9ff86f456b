"""The desk's own pages, under the admin's address."""

from django.urls import path

from tearsheet.newsroom.desk.views.article import ArticleView
from tearsheet.newsroom.desk.views.articles import ArticlesView
from tearsheet.newsroom.desk.views.corrections import ItemCorrectionsView
from tearsheet.newsroom.desk.views.deciding import DecideView, undo
from tearsheet.newsroom.desk.views.editor import evidence
from tearsheet.newsroom.desk.views.health import EntriesView, HealthView
from tearsheet.newsroom.desk.views.inbox import InboxView
from tearsheet.newsroom.desk.views.offers import accept, dismiss, restore
from tearsheet.newsroom.desk.views.passages import PassagesView
from tearsheet.newsroom.desk.views.quotes import QuotesView
from tearsheet.newsroom.desk.views.quoting import judge_words
from tearsheet.newsroom.desk.views.rights import ItemRightsView, TakedownsView, TakedownView
from tearsheet.newsroom.desk.views.rules import RuleFormView, RulePreviewView, RulesView, remove, switch
from tearsheet.newsroom.desk.views.sources import FollowView, SourcesView, poll
from tearsheet.newsroom.desk.views.story import StoryView
from tearsheet.newsroom.desk.views.threshold import ThresholdView
from tearsheet.newsroom.desk.views.waiting import WaitingView, decide, propose
from tearsheet.newsroom.desk.views.watch import ChangeView, WatchView, look_now

app_name = "desk"

urlpatterns = [
    path("inbox/", InboxView.as_view(), name="inbox"),
    path("inbox/results/", InboxView.as_view(results_only=True), name="inbox_results"),
    path("stories/<int:pk>/", StoryView.as_view(), name="story"),
    path("stories/<int:pk>/decide/", DecideView.as_view(), name="decide"),
    path("stories/<int:pk>/quotes/", QuotesView.as_view(), name="story_quotes"),
    path("decisions/<int:pk>/undo/", undo, name="undo"),
    path("passages/<int:one>/<int:other>/", PassagesView.as_view(), name="passages"),
    path("grouping/", ThresholdView.as_view(), name="threshold"),
    path("articles/", ArticlesView.as_view(), name="articles"),
    path("articles/results/", ArticlesView.as_view(results_only=True), name="articles_results"),
    path("articles/<int:pk>/", ArticleView.as_view(), name="article"),
    path("items/<int:pk>/corrections/", ItemCorrectionsView.as_view(), name="item_corrections"),
    path("items/<int:pk>/rights/", ItemRightsView.as_view(), name="item_rights"),
    path("clips/<int:pk>/", TakedownView.as_view(), name="takedown"),
    path("clips/<int:pk>/words/", judge_words, name="judge_words"),
    path("clips/withdrawn/", TakedownsView.as_view(), name="takedowns"),
    path("sources/", SourcesView.as_view(), name="sources"),
    path("sources/results/", SourcesView.as_view(results_only=True), name="sources_results"),
    path("sources/follow/", FollowView.as_view(), name="follow"),
    path("sources/poll/", poll, name="poll"),
    path("watch/", WatchView.as_view(), name="watch"),
    path("watch/results/", WatchView.as_view(results_only=True), name="watch_results"),
    path("watch/<int:pk>/", ChangeView.as_view(), name="change"),
    path("watch/<int:pk>/look/", look_now, name="look"),
    path("items/<int:pk>/evidence.wacz", evidence, name="evidence"),
    path("health/", HealthView.as_view(), name="health"),
    path("health/entries/", EntriesView.as_view(), name="entries"),
    path("health/entries/results/", EntriesView.as_view(results_only=True), name="entries_results"),
    path("waiting/", WaitingView.as_view(), name="waiting"),
    path("articles/<int:pk>/nominate/", propose, name="nominate"),
    path("nominations/<int:pk>/take/", decide, {"decision": "take"}, name="take_up"),
    path("nominations/<int:pk>/decline/", decide, {"decision": "decline"}, name="decline"),
    path("nominations/<int:pk>/reopen/", decide, {"decision": "reopen"}, name="reopen"),
    path("items/<int:item>/offers/<int:article>/accept/", accept, name="accept_offer"),
    path("items/<int:item>/offers/<int:article>/dismiss/", dismiss, name="dismiss_offer"),
    path("items/<int:item>/offers/<int:article>/restore/", restore, name="restore_offer"),
    path("rules/", RulesView.as_view(), name="rules"),
    path("rules/new/", RuleFormView.as_view(), name="new_rule"),
    path("rules/<int:pk>/", RuleFormView.as_view(), name="rule"),
    path("rules/<int:pk>/preview/", RulePreviewView.as_view(), name="preview_rule"),
    path("rules/<int:pk>/switch/", switch, name="switch_rule"),
    path("rules/<int:pk>/delete/", remove, name="delete_rule"),
]
