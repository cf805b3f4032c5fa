"""Doing the same act on several rows: each is an act of its own, and each refusal is told by its dossier."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.requests import DeskRequest
from motcua.dossiers.models import Task
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of

CHOSEN_MAX = 200


def chosen_ids(request: DeskRequest) -> frozenset[int]:
    """The rows that were ticked."""
    ticked = request.POST.getlist("task")[:CHOSEN_MAX]
    return frozenset(int(text) for text in ticked if text.isascii() and text.isdigit() and len(text) < 18)


def do_each(request: DeskRequest, tasks: Iterable[Task], act: Callable[[Task], Any]) -> None:
    """Do the act on every row and tell what was done and what was refused."""
    done = 0
    for task in tasks:
        try:
            act(task)
        except Refusal as refusal:
            words = mark_safe(f"{task.leg.dossier.code}: {words_of(refusal)}")
            messages.error(request, words)
        else:
            done += 1
    if done:
        text = ngettext("Đã làm xong %(count)d hồ sơ.", "Đã làm xong %(count)d hồ sơ.", done) % {"count": done}
        messages.success(request, text)
    elif not messages.get_messages(request):
        messages.error(request, _("Chưa chọn hồ sơ nào. Hãy đánh dấu ít nhất một dòng."))
