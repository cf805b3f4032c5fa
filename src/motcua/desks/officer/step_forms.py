"""Finishing a step and giving work to somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.routing import facts_behind, steps_after
from motcua.desks.e_forms import in_language
from motcua.desks.officer.act_forms import ActForm, long_text
from motcua.desks.officer.answers import fact_name
from motcua.desks.officer.ground import Ground
from motcua.directory.models import Account
from motcua.directory.queries.people import holders
from motcua.directory.rules.roles import Permission, RoleName
from motcua.kernel.worktime import local

_FACT = "fact_"


class CompletionForm(ActForm):
    """Finishes a step; asks for the facts on which the steps behind it depend."""

    note = long_text(_("Ghi chú cho bước sau"), max_length=1000, required=False)

    def prepare(self) -> None:
        task, route = self.ground.task, self.ground.edition.route
        assert task is not None, "a step is a task"
        if route is None:
            return
        for name in facts_behind(route, task.step):
            field = self._fact_field(name)
            if field is not None:
                self.fields[f"{_FACT}{name}"] = field
        if self.ground.actor.may(Permission.ASSIGN_TASK, task.agency_id):
            roles = {step.role for step in steps_after(route, task.step)} - {RoleName.LEADER}
            people = people_of(roles, task.agency_id, self.ground)
            if people:
                self.fields["next_assignee_id"] = _person_field(people, required=False)
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def _fact_field(self, name: str) -> forms.Field | None:
        """What the applicant has not answered; a fact the officer found may be changed."""
        definition = self.ground.edition.form or {}
        asked = {field["name"]: field for page in definition.get("pages", []) for field in page["fields"]}
        schema = definition.get("schema", {}).get("properties", {}).get(name, {})
        data = self.ground.dossier.data
        if name in asked and name in data:
            return None
        label = in_language(asked[name]["label"]) if name in asked else fact_name(name)
        if "enum" in schema:
            words = {choice["value"]: in_language(choice["label"]) for choice in asked.get(name, {}).get("choices", ())}
            choices = [("", _("Chưa rõ")), *((value, words.get(value, value)) for value in schema["enum"])]
            return forms.ChoiceField(label=label, choices=choices, required=False, initial=data.get(name, ""))
        choices = [("", _("Chưa ghi nhận")), ("true", _("Có")), ("false", _("Không"))]
        known = {True: "true", False: "false"}.get(data.get(name), "")
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=known)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that were given."""
        given = {
            name.removeprefix(_FACT): value
            for name, value in self.cleaned_data.items()
            if name.startswith(_FACT) and value
        }
        return {name: {"true": True, "false": False}.get(value, value) for name, value in given.items()}


class AssignmentForm(ActForm):
    """Whom to give an open step to."""

    def prepare(self) -> None:
        task = self.ground.task
        assert task is not None, "a task is assigned"
        people = people_of({RoleName(task.role)}, task.agency_id, self.ground)
        self.fields["assignee_id"] = _person_field(people, required=True)


def people_of(roles: set[RoleName], agency_id: int, ground: Ground) -> list[Account]:
    """Who holds one of the roles at the agency today, given name first."""
    on = local(ground.at).date()
    found = {account.id: account for role in sorted(roles) for account in holders(role, agency_id, on)}
    return sorted(found.values(), key=lambda account: account.sort_key)


def _person_field(people: list[Account], *, required: bool) -> forms.TypedChoiceField:
    choices = [("", _("Chưa giao cho ai")), *((account.id, account.name) for account in people)]
    return forms.TypedChoiceField(
        label=_("Giao cho"),
        choices=choices,
        coerce=int,
        empty_value=None,
        required=required,
        error_messages={"required": _("Hãy chọn một người trong danh sách.")},
    )
