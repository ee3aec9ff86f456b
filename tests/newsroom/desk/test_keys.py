"""Every action of the desk's own templates has a key; read from the templates, so that no page is forgotten."""

import re
from pathlib import Path

import pytest

import tearsheet.newsroom.desk

FOLDER = Path(tearsheet.newsroom.desk.__file__).parent / "templates" / "desk"
TEMPLATES = sorted(FOLDER.glob("*.html"))
TAG = r"(?:[^>\"]|\"[^\"]*\")*>"
#: Buttons, what opens and closes, and links that look like buttons.
ACTING = re.compile(rf"<(?:button|summary)\b{TAG}|<a class=\"button\b[^\"]*\"{TAG}")
DIALOG = re.compile(r"<dialog\b.*?</dialog>", re.DOTALL)
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
TEXT = re.compile(r"<textarea\b|<input type=\"text\"|\{% formattedfield ")
SEND = re.compile(rf"<button\b(?![^>]*type=\"button\"){TAG}")


def find_keyless(template):
    """The actions of a template that no key reaches.

    In a dialog the focus is among its buttons; the only button of a form with a text is pressed from within the text, by
    Enter or Ctrl+Enter.
    """
    template = DIALOG.sub("", template)
    sent = {
        button
        for form in FORM.findall(template)
        if TEXT.search(form) and len(SEND.findall(form)) == 1
        for button in SEND.findall(form)
    }
    return [tag for tag in ACTING.findall(template) if "data-key=" not in tag and tag not in sent]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_action_of_a_template_has_a_key(path):
    assert find_keyless(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_key_says_what_it_does(path):
    for tag in re.findall(rf"<\w+\b{TAG}", path.read_text("utf-8")):
        if "data-key=" in tag:
            assert re.search(r'data-key-label="[^"]', tag), tag
            assert not re.search(r'data-key="[jk?/\[\]]"', tag), "these walk through lists, or are Wagtail's"


@pytest.mark.parametrize(
    "template",
    [
        "<button>Merge</button>",
        '<form><button type="submit">Poll</button></form>',
        "<details><summary>More</summary></details>",
        '<a class="button button-small" href="/">Follow</a>',
        "<form><textarea></textarea><button>One</button><button>Two</button></form>",
    ],
)
def test_an_action_without_a_key_is_seen(template):
    assert find_keyless(template)


def test_the_templates_are_there():
    assert len(TEMPLATES) > 30
