"""Pages and filters of the lists: newest first, UTC moments, a day alone means its midnight (siigo-api.md 7)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from connector.sandbox.siigo import problems
from connector.sandbox.siigo.company import Body, Paper, Record
from connector.sandbox.siigo.problems import Refused
from connector.sandbox.siigo.shape import date_of

Args = Mapping[str, str]
Test = Callable[[Any], bool]

DEFAULT_SIZE = 25
LARGEST_PAGE = 100


def page(rows: list[Any], show: Callable[[Any], Body], args: Args, url: str, smallest: int = 1) -> Body:
    """One page of `rows`. Only the rows on it are shown. `url` is the list's address without its query."""
    number = _positive(args.get("page", ""), 1)
    size = max(smallest, min(_positive(args.get("page_size", ""), DEFAULT_SIZE), LARGEST_PAGE))
    first = (number - 1) * size
    links = {"self": {"href": _link(url, args, number, size)}}
    if number > 1:
        links = {"previous": {"href": _link(url, args, number - 1, size)}} | links
    if first + size < len(rows):
        links["next"] = {"href": _link(url, args, number + 1, size)}
    return {
        "pagination": {"page": number, "page_size": size, "total_results": len(rows)},
        "results": [show(row) for row in rows[first : first + size]],
        "_links": links,
    }


def _positive(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else otherwise


def _link(url: str, args: Args, number: int, size: int) -> str:
    return f"{url}?{urlencode({**args, 'page': number, 'page_size': size})}"


def chosen(rows: Iterable[Any], tests: list[Test]) -> list[Any]:
    """Newest first: the books keep their rows in order of creation."""
    kept = list(rows)
    for test in tests:
        kept = [row for row in kept if test(row)]
    kept.reverse()
    return kept


def customer_tests(args: Args) -> list[Test]:
    return [*_answers(args, "identification", "branch_office", "active", "type", "person_type"), *_system_dates(args)]


def product_tests(args: Args) -> list[Test]:
    """All but `code`, of which there is an index."""
    tests = [*_answers(args, "type", "stock_control", "active"), *_system_dates(args)]
    if wanted := args.get("ids", args.get("id", "")):
        ids = frozenset(id_.strip() for id_ in wanted.split(","))
        tests.append(lambda record: record.answer["id"] in ids)
    if group := args.get("account_group", ""):
        tests.append(lambda record: _is(record.answer["account_group"]["id"], group))
    return tests


def paper_tests(args: Args) -> list[Test]:
    """For invoices, credit notes and vouchers."""
    tests = [*_answers(args, "name"), *_document_dates(args), *_system_dates(args)]
    for name in ("identification", "branch_office"):
        if wanted := args.get(f"customer_{name}", ""):
            tests.append(_customer_is(name, wanted))
    if wanted := args.get("document_id", ""):
        tests.append(lambda paper: _is(paper.answer["document"]["id"], wanted))
    return tests


def _customer_is(name: str, wanted: str) -> Test:
    return lambda paper: _is(paper.answer["customer"][name], wanted)


def _answers(args: Args, *names: str) -> list[Test]:
    return [_answer_is(name, args[name]) for name in names if args.get(name)]


def _answer_is(name: str, wanted: str) -> Test:
    return lambda row: _is(row.answer[name], wanted)


def _is(value: object, wanted: str) -> bool:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text == (wanted.lower() if isinstance(value, bool) else wanted)


def _system_dates(args: Args) -> list[Test]:
    tests = []
    for name, attribute in (("created", "created"), ("updated", "touched")):
        start, end = _moment(args, f"{name}_start"), _moment(args, f"{name}_end")
        if start is not None and end is not None and start > end:
            raise Refused(problems.invalid("invalid_date_range", f"{name}_start"))
        if start is not None or end is not None:
            tests.append(_between(attribute, start, end))
    return tests


def _between(attribute: str, start: datetime | None, end: datetime | None) -> Test:
    moment_of = attrgetter(attribute)

    def holds(row: Record | Paper) -> bool:
        moment: datetime = moment_of(row)
        return (start is None or moment >= start) and (end is None or moment <= end)

    return holds


def _moment(args: Args, name: str) -> datetime | None:
    text = args.get(name, "")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(problems.invalid("invalid_date", name)) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _document_dates(args: Args) -> list[Test]:
    days = []
    for name in ("date_start", "date_end"):
        text = args.get(name, "")
        if text and date_of(text[:10]) is None:
            raise Refused(problems.invalid("invalid_date", name))
        days.append(text[:10])
    start, end = days
    return [
        lambda paper: (not start or paper.answer["date"] >= start) and (not end or paper.answer["date"] <= end),
    ] * bool(start or end)
