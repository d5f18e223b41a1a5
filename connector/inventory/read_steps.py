"""Steps that read: the ledger page by page or code by code, the shop page by page, each page kept with its place."""

from datetime import datetime, timedelta

from connector import clock
from connector.clock import AHEAD
from connector.db.database import reading, writing
from connector.db.runs import change_run, run_of
from connector.db.stock import (
    company_of,
    forget_balances,
    forget_other_places,
    forget_times_to_come,
    forget_variants,
    has_times_to_come,
    keep_balances,
    keep_company,
    keep_stock,
    not_read_since,
    stock_of,
    unseen_variants,
    variants_of,
)
from connector.db.stock_tables import CompanyRow
from connector.inventory.kept import balance_values, variant_of
from connector.inventory.places import resolved
from connector.inventory.policy import ALL
from connector.inventory.problems import StockProblem
from connector.inventory.run import Run, mark_of
from connector.json_text import parse, write
from connector.messages import say

OVERLAP = timedelta(minutes=5)
"""What changed so shortly before the last reading is read again: clocks never agree, and invoices are linked late."""

MOST_GONE = 200
"""Products that a reading of everything has not met are asked for by code, so many at most in a run."""


def begin(run: Run) -> None:
    """What must be read: since when the ledger, and whether the shop."""
    fresh_from = clock.now()
    _claim(run)
    name, policy = run.connection.name, run.connection.policy
    with reading(run.engine) as database:
        company = company_of(database, run.connection.ledger.company)
        stock = stock_of(database, name)
    read_from = None if run.row.is_full or _was_ahead(run, company) else company.read_from
    since = read_from - OVERLAP if read_from else None
    is_resolved = set(parse(stock.places)) == set(policy.locations)
    is_known = stock.shop_read_at is not None
    needs_shop = not is_resolved if run.skus else run.row.is_full or not is_known or not is_resolved
    run.progress = {
        "since": since.isoformat() if since else "",
        "shop": needs_shop,
        "round": 1,
        "fresh_from": fresh_from.isoformat(),
        "policy": mark_of(run.connection),
    }
    first = "places" if needs_shop else after_places(run)
    named = policy.warehouses.keys() - {ALL}
    if named and (run.row.is_full or named - parse(company.warehouses).keys()):
        run.progress["then"], first = first, "warehouses"
    run.goes_on(first)


def _was_ahead(run: Run, company: CompanyRow) -> bool:
    """The clock has been put back far: what was read in times to come is no ground to leave out what changed since."""
    name, latest = run.connection.ledger.company, clock.now() + AHEAD
    with reading(run.engine) as database:
        is_ahead = has_times_to_come(database, name, latest)
    if is_ahead:
        with writing(run.engine) as database:
            forget_times_to_come(database, name, latest)
    return is_ahead or (company.read_from is not None and company.read_from > latest)


def _claim(run: Run) -> None:
    """From here on it runs; whoever wants a full run before that finds it waiting and makes it one.

    One that begins anew has begun when it began first.
    """
    now = clock.now()
    with writing(run.engine) as database:
        stock_of(database, run.connection.name, for_update=True)
        run.row.is_full = run_of(database, run.row.id or 0).is_full
        change_run(database, run.row, state="running", began_at=min(run.row.began_at or now, now))


def warehouses(run: Run) -> None:
    """Those of the file must be there: one that is not would empty the shop. Raises StockProblem."""
    source, named = run.connection.ledger, run.connection.policy.warehouses.keys() - {ALL}
    known = source.warehouses()
    with run.kept(run.progress["then"]) as database:
        keep_company(database, source.company, warehouses=write(dict(known)))
    if missing := sorted(named - known.keys()):
        shown = ", ".join(f"{name} ({id_})" for id_, name in known.items()) or "-"
        raise StockProblem(say("inventory.no_warehouses", ids=", ".join(missing), known=shown))


def after_places(run: Run) -> str:
    if run.skus:
        return "codes"
    if run.connection.ledger.lists_changes:
        return "ledger"
    return "shop" if run.progress["shop"] else "codes"


def after_ledger(run: Run) -> str:
    return "shop" if run.progress["shop"] else "plan"


def places(run: Run) -> None:
    """The locations of the file in the shop. Raises StockProblem."""
    found = resolved(run.connection.policy.locations, run.connection.shop.locations())
    is_new = not set(found.values()) <= set(run.place_ids())
    unread = {"shop_read_at": None} if is_new else {}  # by this run or, if it does not get so far, by the next
    with run.kept(after_places(run)) as database:
        keep_stock(database, run.connection.name, places=write(found), **unread)
        forget_other_places(database, run.connection.name, list(found.values()))


def ledger(run: Run) -> None:
    """One page of everything, or of what changed."""
    source, now = run.connection.ledger, clock.now()
    began = run.progress.setdefault("began", now.isoformat())
    since = datetime.fromisoformat(run.progress["since"]) if run.progress["since"] else None
    products, cursor = source.page(run.progress.get("page", ""), since=since)
    run.add("ledger", len(products))
    run.progress["page"] = cursor
    following = "ledger" if cursor else (after_ledger(run) if since else "gone")
    with run.kept(following) as database:
        keep_balances(database, [balance_values(source.company, product, now) for product in products])
        if not cursor:
            at = datetime.fromisoformat(began)
            keep_company(database, source.company, read_from=at, **({} if since else {"full_at": at}))


def gone(run: Run) -> None:
    """What the reading of everything has not met: deleted, or on a page that moved while we read."""
    source, began = run.connection.ledger, datetime.fromisoformat(run.progress["began"])
    with reading(run.engine) as database:
        missing = not_read_since(database, source.company, began, source.most_codes)
    asked = run.progress.get("asked", 0)
    if not missing or asked >= MOST_GONE:
        run.goes_on(after_ledger(run))
        return
    now, found = clock.now(), source.by_code(missing)
    run.progress["asked"] = asked + len(missing)
    with run.kept("gone") as database:
        keep_balances(database, [balance_values(source.company, product, now) for product in found.values()])
        forget_balances(database, source.company, [code for code in missing if code not in found])


def shop(run: Run) -> None:
    """One page of everything that the shop sells."""
    ids, now = run.place_ids(), run.now()
    variants, cursor = run.connection.shop.page(run.progress.get("cursor", ""), ids)
    run.add("shop", len(variants))
    run.progress["cursor"] = cursor
    with run.kept("shop" if cursor else "unseen") as database:
        run.keep_variants(database, variants, ids, now, run=run.row.id)
        if not cursor:
            keep_stock(database, run.connection.name, shop_read_at=now)


def unseen(run: Run) -> None:
    """What the reading of the whole shop has not met: gone, or on a page that moved while we read.

    What nobody may write is left to the next reading: the pages may have left it out on purpose.
    """
    source, name, now = run.connection.shop, run.connection.name, run.now()
    with reading(run.engine) as database:
        rows = unseen_variants(database, name, run.row.id or 0, source.most_looked_at)
    if not rows:
        run.goes_on("plan" if run.connection.ledger.lists_changes else "codes")
        return
    places = run.place_ids()
    looked = source.look([variant_of(row) for row in rows], places)
    found = [variant for variant in looked.values() if not variant.refusal]
    gone = {row.variant_id for row in rows} - {variant.id for variant in found}
    run.add("gone", len(gone))
    with run.kept("unseen") as database:
        run.keep_variants(database, found, places, now, run=run.row.id)
        forget_variants(database, name, gone)


def codes(run: Run) -> None:
    """Code by code: in a run about some SKUs, and of a ledger that lists nothing."""
    source, now = run.connection.ledger, clock.now()
    if "codes" not in run.progress:
        _name_codes(run)
        return
    named: list[str] = run.progress["codes"]
    some = named[: source.most_codes]
    products = source.by_code(some) if some else {}
    run.progress["codes"] = named[source.most_codes :]
    run.add("ledger", len(products))
    with run.kept("codes" if run.progress["codes"] else "plan") as database:
        keep_balances(database, [balance_values(source.company, product, now) for product in products.values()])
        if not source.lists_changes:
            forget_balances(database, source.company, [code for code in some if code not in products])


def _name_codes(run: Run) -> None:
    """The codes that are to be asked for, and in a run about some SKUs their variants as they are now."""
    name, ids, now = run.connection.name, run.place_ids(), run.now()
    found = run.connection.shop.find(run.skus, ids) if run.skus else []
    with reading(run.engine) as database:
        rows = variants_of(database, name, [variant.id for variant in found] if run.skus else None)
    named = {row.code for row in rows if row.code} | {code for row in rows for code in _possible(run, row.sku)}
    named |= {code for variant in found for code in _possible(run, variant.sku)}
    named |= {code for sku in run.skus for code in _possible(run, sku)}
    run.progress["codes"] = sorted(named - {""})
    with run.kept("codes") as database:
        run.keep_variants(database, found, ids, now, run=None)


def _possible(run: Run, sku: str) -> set[str]:
    """The codes that a SKU may stand for."""
    match = run.connection.policy.match
    return {match.aliases.get(sku, ""), match.by_pattern(sku), sku} - {""}
