"""States of a draft in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.rules.drafts import TaskState

TASK_STATES: dict[TaskState, str | Promise] = {
    TaskState.NOT_STARTED: _("Chưa bắt đầu"),
    TaskState.IN_PROGRESS: _("Đang làm"),
    TaskState.TO_MEND: _("Cần sửa"),
    TaskState.DONE: _("Đã xong"),
}
