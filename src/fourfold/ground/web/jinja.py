"""The one Jinja2 environment: GOV.UK macros, our components, dates as people write them, gettext."""

from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from fourfold.ground.kernel import clock
from fourfold.ground.web import fields, wording


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named view. Raises NoReverseMatch, so that a wrong name is found by the first test."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def setting(name: str) -> object:
    """A setting that pages may show (a closed list), or an empty string when it is not set."""
    if name not in {"SOURCE_CODE_URL", "SUPPORT_CONTACT"}:
        raise KeyError(f"Templates may not read the setting {name}.")
    return getattr(settings, name, "")


def environment(**options: Any) -> jinja2.Environment:
    """What Django's Jinja2 backend calls once, with the loader it has made for DIRS and the apps' folders.

    The macros of govuk-frontend-jinja follow undefined values, hence `ChainableUndefined`.
    """
    govuk = jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")})
    own = options.get("loader")
    made = jinja2.Environment(
        autoescape=True,
        auto_reload=bool(options.get("auto_reload", False)),
        extensions=["jinja2.ext.i18n"],
        loader=jinja2.ChoiceLoader([own, govuk] if own else [govuk]),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.ChainableUndefined,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        date=clock.show_date,
        time=clock.show_time,
        moment=clock.show_moment,
        plural=wording.plural,
        by_month=wording.by_month,
        lower_first=wording.lower_first,
    )
    made.globals.update(
        static=static,
        url=url,
        setting=setting,
        language=get_language,
        flash=get_messages,
        form_component=fields.component,
        form_errors=fields.error_items,
    )
    return made
