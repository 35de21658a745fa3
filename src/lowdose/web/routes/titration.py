"""Dose steps by date: the form, the plan, and the calendar file."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lowdose.report.titration.ics import titration_ics
from lowdose.report.titration.page import TitrationLinks, titration_sections
from lowdose.safety.titration_fields import read_options
from lowdose.safety.titration_plan import TitrationError, TitrationRules
from lowdose.web.views import show, texts_of
from lowdose.workflow.titrate import load_rules, titrate

pages = APIRouter()

#: Fields of the form, and the limit that gives the usual value of each.
FIELDS = {
    "start": "",
    "start_dose": "start-dose",
    "step": "step",
    "every": "interval",
    "ceiling": "ceiling",
    "at": "hour",
    "weeks": "",
    "strengths": "",
    "liquid": "",
    "lines": "",
    "zone": "",
    "prescriber": "",
    "confirmed": "",
    "sleep_trouble": "",
}
#: Fields that a choice which can't be planned was typed into.
TYPED_INTO = {
    "first day": "start",
    "start dose": "start_dose",
    "step": "step",
    "interval": "every",
    "ceiling": "ceiling",
    "time of day": "at",
    "weeks": "weeks",
    "strengths": "strengths",
    "liquid": "liquid",
    "lines": "lines",
    "time zone": "zone",
}
#: Longest text of a field that is read.
LONGEST = 200


@pages.get("/titration")
def titration_page(request: Request) -> HTMLResponse:
    """Show the form, and the plan where its fields are in the address."""
    rules, today = load_rules(), date.today()
    typed = _read_fields(request)
    if "start" not in typed:
        return _show(request, rules, _usual_fields(rules, today))
    try:
        titration = titrate(read_options(typed, today + timedelta(days=1)), today)
    except TitrationError as error:
        return _show(request, rules, typed, error=error)
    query = urlencode(typed)
    links = TitrationLinks(
        screen="/screen",
        blockade=f"/blockade?{urlencode({'regimen': titration.plan.regimen})}",
        calendar=f"/titration.ics?{query}",
        calendar_with_dose=f"/titration.ics?{query}&with_dose=yes",
    )
    sections = titration_sections(titration, texts_of(request), links)
    return _show(request, rules, typed, sections=sections)


@pages.get("/titration.ics")
def titration_calendar(request: Request) -> Response:
    """Return the plan of an address as a calendar file; its entries name no medicine."""
    today = date.today()
    options = read_options(_read_fields(request), today + timedelta(days=1))
    titration = titrate(options, today, has_blockade=False)
    content = titration_ics(
        titration, datetime.now(UTC), with_dose="with_dose" in request.query_params
    )
    # The name says as little as the entries.
    headers = {"Content-Disposition": 'attachment; filename="diary.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _read_fields(request: Request) -> dict[str, str]:
    """Return what was typed into the fields that the form has."""
    given = request.query_params
    return {name: given[name][:LONGEST] for name in FIELDS if given.get(name, "").strip()}


def _usual_fields(rules: TitrationRules, today: date) -> dict[str, str]:
    """Return the fields as they stand before anybody chose."""
    usual = {"start": (today + timedelta(days=1)).isoformat()}
    for field, name in FIELDS.items():
        if name and (default := rules.limits[name].default) is not None:
            minutes = round(60 * default)
            is_time = name == "hour"
            usual[field] = f"{minutes // 60:02}:{minutes % 60:02}" if is_time else f"{default:g}"
    return usual


def _show(
    request: Request,
    rules: TitrationRules,
    fields: dict[str, str],
    *,
    sections: str = "",
    error: TitrationError | None = None,
) -> HTMLResponse:
    """Return the page with what was typed, and with the plan or with what is wrong."""
    return show(
        request,
        "titration.html",
        400 if error else 200,
        sections=sections,
        problem=str(error) if error else "",
        wrong=TYPED_INTO.get(error.field, "") if error else "",
        fields={name: fields.get(name, "") for name in FIELDS},
        limits={field: rules.limits[name] for field, name in FIELDS.items() if name},
        most=rules.limits["ceiling"].confirmed_highest,
        hold=rules.limits["hold"].default,
    )
