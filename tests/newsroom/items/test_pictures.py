"""Pictures: what is broken is refused in words, and nothing is kept of it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images.models import Image

from tearsheet.newsroom.items.checks import find_problems
from tests.newsroom.factories import comment, make_item

pytestmark = pytest.mark.django_db


def jpeg():
    file = io.BytesIO()
    Pillow.new("RGB", (64, 48), "teal").save(file, "JPEG")
    return file.getvalue()


def upload(desk, body, name="quay.jpg"):
    file = SimpleUploadedFile(name, body, content_type="image/jpeg")
    return desk.post(reverse("wagtailimages:add"), {"title": "The quay", "file": file})


def test_a_whole_picture_is_kept(desk):
    assert upload(desk, jpeg()).status_code == 302
    assert Image.objects.get().title == "The quay"


@pytest.mark.parametrize("body", [b"", b"no picture at all", jpeg()[:30], b"<svg><script>alert(1)</script></svg>"])
def test_a_broken_picture_is_refused_in_words_and_the_title_stays(desk, body):
    answer = upload(desk, body)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert 'value="The quay"' in answer.content.decode()
    assert not Image.objects.exists()


def test_a_picture_without_alternative_text_or_credit_stands_against_publication(desk, section):
    upload(desk, jpeg())
    item = make_item(body=[comment()], picture=Image.objects.get())
    assert [problem.field for problem in find_problems(item)] == ["picture_alt", "picture_credit"]


def test_a_picture_block_says_what_it_lacks(desk, section):
    upload(desk, jpeg())
    lacking = {"image": Image.objects.get(), "alt": "", "caption": "", "credit": "", "source": "", "source_url": ""}
    said = [str(problem) for problem in find_problems(make_item(body=[("picture", lacking)]))]
    assert ["no alternative text" in said[0], "no credit" in said[1]] == [True, True]
