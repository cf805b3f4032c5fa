"""Text files that stewards give: read at once, refused in words when they are no text."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

TEXT_BYTES_MAX = 5 * 1024 * 1024


@dataclass(frozen=True)
class TextFile:
    name: str
    text: str


class BoundedFileField(forms.FileField):
    """A file that is small enough to be read at once; its bytes."""

    default_error_messages = {
        "too_large": _("Tệp quá lớn: nhiều nhất 5 MB. Hãy tách thành nhiều tệp."),
        "empty": _("Tệp trống. Hãy chọn tệp khác."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and (upload.size or 0) > TEXT_BYTES_MAX:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return upload


class TextFileField(BoundedFileField):
    """A text file in UTF-8; cleans to its name and text."""

    default_error_messages = {
        "not_utf8": _("Tệp không phải văn bản UTF-8. Hãy lưu lại dưới dạng UTF-8 rồi chọn lại."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return TextFile(upload.name or "", upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as problem:
            raise ValidationError(self.error_messages["not_utf8"], code="not_utf8") from problem
