"""ND61.18.3: a dossier taken in for another place goes there, data at once and papers by their own deadline."""

from motcua.dossiers.models import Transfer
from tests.law.examples import words
from tests.world import World, accepted, at


def test_data_leave_with_the_receipt_and_papers_within_a_day(world: World) -> None:
    dossier = accepted(world, "1.004873", at("2026-09-07T08:30"))
    data, papers = Transfer.objects.filter(leg__dossier=dossier).order_by("kind")
    assert (data.kind, words(data.sent_at)) == ("electronic", "08:30 07/09/2026")
    assert (papers.kind, papers.sent_at) == ("paper", None)
    assert words(papers.due_at) == "17:00 08/09/2026", "one working day: the day of receipt is not counted"
