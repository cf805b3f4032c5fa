"""People for tests of the pages' frame."""

from datetime import date

from motcua.directory.models import Account, Posting
from motcua.directory.rules.roles import RoleName
from motcua.kernel.text import name_sort_key

PASSWORD = "cầu-Mỹ-Thuận-2000"


def person(username: str, name: str, role: RoleName | None = None) -> Account:
    """An account with the test password, and a posting without an agency when a role is given."""
    account = Account(username=username, name=name, sort_key=name_sort_key(name))
    account.set_password(PASSWORD)
    account.save()
    if role:
        Posting.objects.create(account=account, role=role, start=date(2020, 1, 1))
    return account
