"""Papers asked for inside an e-form are components of the procedure, and say before the upload what is taken."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.catalogue.rules.edition import Component, PaperForm
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding

FILE_FORMATS = ("pdf", "jpg", "png")
MEGABYTES_MAX = 20
FILES_MAX = 20


def check_papers(form: Mapping[str, Any], components: Sequence[Component]) -> Iterator[Finding]:
    """Fields for files fit the components; once a form takes files, it takes every required one."""
    known = {component.key: component for component in components}
    declared = form.get("declares")
    if declared is not None and declared not in known:
        yield fault("form_component_unknown", None, "form.declares", key=declared)
    taken = set()
    for index, page in enumerate(form["pages"]):
        for place, field in enumerate(page["fields"]):
            if field.get("widget") != "file":
                continue
            path, key = f"form.pages[{index}].fields[{place}]", field["component"]
            taken.add(key)
            yield from _check_limits(field, path)
            if key not in known:
                yield fault("form_component_unknown", None, f"{path}.component", key=key)
            else:
                yield from _check_component(field, page, known[key], path)
    for component in components if taken else ():
        if _is_to_be_uploaded(component) and component.key not in taken | {declared}:
            yield fault("form_paper_missing", None, "form.pages", key=component.key)


def _is_to_be_uploaded(component: Component) -> bool:
    return component.required and not component.shown_only and PaperForm.ELECTRONIC in component.accepts


def _check_limits(field: Mapping[str, Any], path: str) -> Iterator[Finding]:
    formats, size, count = field["formats"], field["max_megabytes"], field.get("max_files", 1)
    fits = (
        isinstance(formats, list)
        and bool(formats)
        and set(map(str, formats)) <= set(FILE_FORMATS)
        and all(isinstance(number, int) and not isinstance(number, bool) for number in (size, count))
        and 1 <= size <= MEGABYTES_MAX
        and 1 <= count <= FILES_MAX
    )
    if not fits:
        limits = {"known": ", ".join(FILE_FORMATS), "most": MEGABYTES_MAX, "files": FILES_MAX}
        yield fault("form_file_limits", None, path, **limits)


def _check_component(
    field: Mapping[str, Any], page: Mapping[str, Any], component: Component, path: str
) -> Iterator[Finding]:
    if bool(field.get("required")) != component.required:
        yield fault("form_file_required", None, path, key=component.key)
    if component.when and component.when not in (field.get("show_if"), page.get("show_if")):
        yield fault("form_file_condition", None, path, key=component.key, when=component.when)
