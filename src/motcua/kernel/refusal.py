"""Refusals: an act that the rules do not allow, told in words that say what to do."""


class Refusal(Exception):
    """An act that is not allowed as asked; nothing was changed.

    `message_id` names the refusal for pages and machines; the docstring of each subclass is its default sentence.
    `details` are the facts a page shows with it.
    """

    status = 409

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(f"{self.message_id}: {details}" if details else self.message_id)

    @property
    def message_id(self) -> str:
        return type(self).__name__
