"""A clinic's own site at another address: pages that are strict, hostile, or read from right to left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}">
<head><meta charset="utf-8"><title>A clinic</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><main><h1>A clinic</h1><p id="words">Words of the page.</p><p><a href="#words">A link</a></p></main></body>
</html>
"""
SCRIPT = '<script async src="{bot}/widget.js" {data}></script>'
HOSTILE = Path(__file__).with_name("hostile.css")


class ClinicSite:
    """The site's pages by path; `policies` are their Content-Security-Policy headers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, str] = {}
        self.policies: dict[str, str] = {}

    def build(self, bot: str) -> None:
        """Write the pages for a bot at this address."""
        script = SCRIPT.format(bot=bot, data="")
        self._add("/without")
        self._add("/with", script)
        self._add("/strict", script)
        self._add("/hostile", f"<style>{HOSTILE.read_text(encoding='utf-8')}</style>{script}")
        self._add("/right-to-left", script, lang="ar", direction="rtl")
        self._add("/spanish", SCRIPT.format(bot=bot, data='data-language="es"'))
        pale = 'data-color="#ffe680" data-text-color="#ffffff" data-position="start"'
        self._add("/pale", SCRIPT.format(bot=bot, data=pale))
        colors = "<style>:root { --clinic-chat-color: #7a1f5c; --clinic-chat-text-color: #fff; }</style>"
        self._add("/colored", colors + script)
        self._add("/nowhere", SCRIPT.format(bot=bot, data='data-phone="+1 555 010 0199"'))
        self.policies["/strict"] = (
            f"default-src 'none'; script-src {bot}; connect-src {bot} {bot.replace('http', 'ws', 1)};"
            f" img-src {bot}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        )

    def _add(self, path: str, head: str = "", lang: str = "en", direction: str = "ltr") -> None:
        self.pages[path] = PAGE.format(head=head, lang=lang, dir=direction)


@contextmanager
def served() -> Iterator[ClinicSite]:
    """The site on a free port of this machine, until the tests are done."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path)
            # A browser asks for an icon by itself.
            self.send_response(200 if page else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if self.path in site.policies:
                self.send_header("Content-Security-Policy", site.policies[self.path])
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = ClinicSite(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
