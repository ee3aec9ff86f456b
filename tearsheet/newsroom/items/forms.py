"""The item editor's form: a draft may be anything, a publication must be proved."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class ItemPageForm(WagtailAdminPageForm):
    """Refuses to publish or submit what cannot be proved, names the block, and keeps what was typed."""

    def is_valid(self) -> bool:
        """Whether it may be saved as asked: as a draft if the fields are readable, else only if proved."""
        valid: bool = super().is_valid()
        if not valid or self.is_deferred_validation:
            return valid
        from tearsheet.newsroom.items.checks import find_problems

        for problem in find_problems(self.instance, updates=self._typed_updates()):
            self.add_error(problem.field if problem.field in self.fields else None, str(problem))
        return not self.errors

    def _typed_updates(self) -> list[Any]:
        """The updates as typed; the item itself holds them only after saving."""
        formset = self.formsets.get("updates")
        if formset is None:
            return list(self.instance.updates.all())
        return [form.instance for form in formset.forms if not form.cleaned_data.get("DELETE")]
