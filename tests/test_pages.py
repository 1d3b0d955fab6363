"""The pages: the widget, the drawings and the demo page are served as browsers need them."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from bot.channels.pages import Pages, static_paths

pytestmark = pytest.mark.slow


@pytest.fixture
def client() -> TestClient:
    """The pages alone."""
    return TestClient(Pages())


def test_every_file_is_served(client: TestClient) -> None:
    """Each file of the folder, and the demo page at the root, can be got and kept for a while."""
    for path in static_paths():
        response = client.get(path)
        assert response.status_code == 200, path
        assert response.headers["cache-control"] == "public, max-age=300"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"


def test_demo_page_has_the_one_line(client: TestClient) -> None:
    """The page at the root brings the widget with one script line, and nothing inline."""
    page = client.get("/").text
    assert page.count("<script") == 1
    assert '<script async src="widget.js"' in page
    assert "<style" not in page
    assert " style=" not in page


def test_script_has_its_type_and_no_comments(client: TestClient) -> None:
    """A script comes as one, without the comments of its file, and not again while it is the same."""
    response = client.get("/widget.js")
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "The chat button on a clinic" not in response.text
    assert "customElements.define" in response.text
    again = client.get("/widget.js", headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/../settings.py", "/%2e%2e/settings.py", "/widget/%2e%2e/%2e%2e/settings.py"]
)
def test_nothing_outside_of_the_folder_is_served(client: TestClient, path: str) -> None:
    """A path that leads out of the folder is not found."""
    with pytest.raises(HTTPException, match="404"):
        client.get(path)
