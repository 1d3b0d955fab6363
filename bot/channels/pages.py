"""The pages: the widget's files and the demo page, as they lie in `bot/static/`."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.script import trimmed
from bot.settings import ROOT

FOLDER = ROOT / "bot" / "static"
KEPT_SECONDS = 300
"""A browser may use a file for so long before it asks again."""


class Pages(StaticFiles):
    """Serves the folder; `/` is its index.html."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, which any page may use and a browser may keep for a while."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def file_response(
        self,
        full_path: PathLike[str] | str,
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """A file as it is; a script without its comments, which are a quarter of it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        path = Path(full_path)
        if path.suffix != ".js" or not isinstance(response, FileResponse):
            return response
        kept = {name: response.headers[name] for name in ("etag", "last-modified")}
        return Response(trimmed(path.read_text(encoding="utf-8")), media_type="text/javascript", headers=kept)


def static_paths(folder: Path = FOLDER) -> list[str]:
    """The paths of all files, and of the index."""
    return ["/", *(f"/{path.relative_to(folder)}" for path in sorted(folder.rglob("*")) if path.is_file())]
