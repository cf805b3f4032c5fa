"""Receiving uploads: whatever a browser sends, no more than the limit is ever written to disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Lets a file that is too large run through without keeping it; it arrives empty, with its true size.

    The rest of the form is read as always, so that the page can say which file was too large.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_too_large:
            return
        if start + len(raw_data) > settings.UPLOAD_BYTES_MAX:
            self.is_too_large = True
            self.file.seek(0)
            self.file.truncate()
            return
        super().receive_data_chunk(raw_data, start)
