"""Official forms as PDF, as they were issued."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.desks.access import needs
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.documents.queries.rendering import render_issued
from motcua.dossiers.actions.reading import open_form_at_desk
from motcua.kernel import clock


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def issued_form(request: DeskRequest, form_id: int) -> HttpResponse:
    issued = open_form_at_desk(form_id=form_id, actor=request.actor, at=clock.now())
    content = render_issued(issued.form, issued_at=issued.issued_at, data=issued.data)
    return pdf(content, f"{issued.form}-{issued.number}")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, from where it is printed."""
    safe_name = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{safe_name}.pdf"'},
    )
