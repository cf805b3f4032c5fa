"""The database is gone for a while: people are told, nothing typed is lost, and all recovers by itself."""

import subprocess
from time import monotonic, sleep

import psycopg
import pytest
from playwright.sync_api import Page

from tests.project.lines import START_SECONDS, Line

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_what_was_typed_survives_an_outage(visitor: Page, line: Line) -> None:
    visitor.goto("/dang-nhap/?next=/ban-lam-viec/")
    line.cut()
    visitor.get_by_label("Tên đăng nhập").fill("không-ai-tên-thế")
    visitor.get_by_label("Mật khẩu").fill("bí mật")
    with visitor.expect_response(lambda response: response.request.method == "POST") as answered:
        visitor.get_by_role("button", name="Đăng nhập").click()
    assert answered.value.status == 503
    assert answered.value.headers["retry-after"] == "30"
    assert "bí mật" not in visitor.content()

    line.mend()
    visitor.get_by_role("button", name="Gửi lại").click()
    assert visitor.get_by_label("Tên đăng nhập").input_value() == "không-ai-tên-thế"
    assert visitor.get_by_text("Hãy nhập mật khẩu.").first.is_visible()


def _jobs_done(jobs: psycopg.Connection) -> None:
    """Defer a job for real and wait until the worker is done with it."""
    job_id = jobs.execute(
        "SELECT (procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'motcua.unheard-of', 0, NULL, NULL, '{}', NULL)"
        "::procrastinate_job_to_defer_v1]))[1]"
    ).fetchone()
    assert job_id is not None
    give_up = monotonic() + START_SECONDS
    while jobs.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", job_id).fetchone() != ("failed",):
        assert monotonic() < give_up, "the worker did not take the job"
        sleep(0.1)


def test_the_worker_takes_jobs_again_after_an_outage(
    line: Line, jobs: psycopg.Connection, worker: subprocess.Popen[bytes]
) -> None:
    _jobs_done(jobs)
    line.cut()
    sleep(1)
    line.mend()
    _jobs_done(jobs)
    assert worker.poll() is None


def test_a_page_that_needs_no_database_opens_during_an_outage(visitor: Page, line: Line) -> None:
    line.cut()
    visitor.goto("/")
    assert visitor.get_by_role("heading", level=1).is_visible()
