"""For which grounds an agency may end work without a result."""

from collections.abc import Collection
from datetime import datetime

from motcua.dossiers.rules.refusals import GroundNotGiven
from motcua.dossiers.rules.stages import StopGround


def check_ground(
    ground: StopGround, *, lawful: Collection[str], at: datetime, answer_due_at: datetime | None, owes: bool
) -> None:
    """Raises GroundNotGiven.

    `lawful` are the grounds of the dated setting. The applicant's own request is another act, at the desk that received
    the dossier. A supplement is missing only when its deadline, `answer_due_at`, has passed; payment only while the
    applicant `owes` something.
    """
    given = {
        StopGround.APPLICANT_REQUEST: False,
        StopGround.NO_SUPPLEMENT: answer_due_at is not None and at > answer_due_at,
        StopGround.NO_PAYMENT: owes,
        StopGround.SPECIAL_LAW: True,
    }
    if ground.value not in lawful or not given[ground]:
        raise GroundNotGiven(ground=ground.value)
