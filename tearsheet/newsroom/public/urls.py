"""What readers can ask for beside the pages themselves."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
