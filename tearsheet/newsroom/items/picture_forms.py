"""The form that takes pictures in (`WAGTAILIMAGES_IMAGE_FORM_BASE`)."""

from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's form, but for files that begin like a picture and break off: they are refused, not crashed into."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except OSError as error:
            self.add_error("file", f"This file is broken and cannot be read as a picture ({error}). Try another copy.")
