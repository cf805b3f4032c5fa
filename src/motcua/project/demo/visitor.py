"""Somebody with a browser: keeps cookies, fills in forms with what they carry along, sends files."""

import re
from html import unescape
from http.cookiejar import CookieJar
from secrets import token_hex
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

PAGE_SECONDS = 60


class Visitor:
    """One browser at the server on loopback."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.page = ""
        self.path = ""

    def open(self, path: str) -> str:
        """The page at the address, redirects followed."""
        return self._go(Request(self.site + path))

    def send(self, fields: dict[str, str], path: str = "", files: dict[str, tuple[str, bytes]] | None = None) -> str:
        """Send the form of the open page with these fields; what it carries along hidden goes with it."""
        boundary = token_hex(16)
        body = b"".join(
            [_part(boundary, name, text.encode()) for name, text in {**self._hidden(), **fields}.items()]
            + [_part(boundary, name, content, file) for name, (file, content) in (files or {}).items()]
        )
        request = Request(self.site + (path or self.path), body + f"--{boundary}--\r\n".encode(), method="POST")
        request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        request.add_header("Referer", self.site + self.path)
        return self._go(request)

    def _go(self, request: Request) -> str:
        try:
            with self.opener.open(request, timeout=PAGE_SECONDS) as answer:
                self.page, self.path = answer.read().decode(), answer.url.removeprefix(self.site)
        except HTTPError as problem:
            self.page, self.path = problem.read().decode(), request.full_url.removeprefix(self.site)
        return self.page

    def _hidden(self) -> dict[str, str]:
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page)
        return {name: unescape(value) for name, value in found}


def _part(boundary: str, name: str, content: bytes, file: str = "") -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
    if file:
        head += f'; filename="{file}"\r\nContent-Type: application/octet-stream'
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"
