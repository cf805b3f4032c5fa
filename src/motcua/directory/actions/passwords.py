"""What a password must be, wherever it is set: long, not a common one, not made of the name."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from motcua.directory.models import Account
from motcua.directory.rules.people import PasswordTooWeak
from motcua.kernel.text import fold


def check_password_strength(password: str, account: Account) -> None:
    """Raises PasswordTooWeak with every reason, in words."""
    try:
        validate_password(password, account)
    except ValidationError as weakness:
        raise PasswordTooWeak(reasons=weakness.messages) from None
    names = (_letters(account.username), _letters(account.name))
    if any(name and name in _letters(password) for name in names):
        raise PasswordTooWeak(reasons=[gettext("Mật khẩu không được chứa họ tên hoặc tên đăng nhập.")])


def _letters(text: str) -> str:
    """Folded letters and digits alone, so that signs between them hide nothing."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
