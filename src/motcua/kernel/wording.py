"""The words of a refusal for people, in the language of the request; one template for each refusal."""

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.html import escape, strip_tags

from motcua.kernel.refusal import Refusal


def words_of(refusal: Refusal) -> str:
    """What is the matter and what to do, as HTML: `refusals/<message id>.html`, else the refusal's own docstring."""
    try:
        template = get_template(f"refusals/{refusal.message_id}.html")
    except TemplateDoesNotExist:
        return escape(" ".join((type(refusal).__doc__ or refusal.message_id).split()))
    return template.render({"refusal": refusal, **refusal.details}).strip()


def plain_words_of(refusal: Refusal) -> str:
    """The same without tags, for the problem details that machines read."""
    return strip_tags(words_of(refusal))
