"""What is known of stock as people and scripts read it: one row for each variant and location, and runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from connector import clock
from connector.colombia.dates import BOGOTA
from connector.db.database import reading
from connector.db.stock import levels_of, stock_of, variants_of
from connector.db.stock_tables import LevelRow, RunRow, VariantRow
from connector.json_text import parse
from connector.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """A variant at a location; `level` is None for a variant of which the shop tells no number."""

    variant: VariantRow
    level: LevelRow | None
    place: str = ""
    """The location as the connection file names it."""

    @property
    def why(self) -> str:
        return (self.level.why if self.level and self.level.why else "") or self.variant.why

    @property
    def result(self) -> str:
        """same, written, pending, refused, dry; for a variant that is left alone, its problem."""
        return self.variant.problem or (self.level.result if self.level else "")

    @property
    def reckoning(self) -> Mapping[str, object]:
        """How the number came about: units by warehouse, units of open orders."""
        found: Mapping[str, object] = parse(self.level.reckoning) if self.level and self.level.reckoning else {}
        return found

    def cells(self) -> list[str]:
        """SKU, code, location, balances, open orders, before, after, result, why; nothing comes after what waits."""
        level, told = self.level, self.reckoning
        before, after = (level.before, level.after) if level and level.done_at else (None, None)
        if level and level.result in ("dry", "pending"):
            before, after = shown_number(level, told), level.planned if level.result == "dry" else None
        return [
            self.variant.sku or self.variant.title,
            self.variant.code,
            self.place,
            balances_words(told),
            str(told.get("open", "")),
            _number(before),
            _number(after),
            say(f"stock.result.{self.result}") if self.result else "",
            self.why,
        ]

    def as_object(self) -> dict[str, object]:
        """What scripts read."""
        level, variant, told = self.level, self.variant, self.reckoning
        found: dict[str, object] = {
            "connection": variant.connection,
            "variant_id": variant.variant_id,
            "sku": variant.sku,
            "title": variant.title,
            "code": variant.code,
            "matched_by": variant.how,
            "result": self.result,
            "why": self.why,
        }
        if level is None:
            return found
        return found | {
            "location_id": level.location_id,
            "location": self.place,
            "warehouses": told.get("warehouses", {}),
            "open_orders": told.get("open", "0"),
            "expected": level.expected,
            "available": level.available,
            "on_hand": level.on_hand,
            "looked_at": _text(level.looked_at),
            "planned": level.planned if level.result == "dry" else None,
            "before": level.before,
            "after": level.after,
            "written_at": _text(level.done_at),
            "drift_since": _text(level.drift_since),
        }


def stock_rows(engine: Engine, name: str, skus: Collection[str] = ()) -> list[StockRow]:
    """All of a connection by SKU; of some SKUs, or codes, only those."""
    with reading(engine) as database:
        variants = variants_of(database, name)
        levels = levels_of(database, name)
        places = {id_: place for place, id_ in parse(stock_of(database, name).places).items()}
    by_variant: dict[str, list[LevelRow | None]] = {}
    for level in levels:
        by_variant.setdefault(level.variant_id, []).append(level)
    wanted = [row for row in variants if not skus or row.sku in skus or row.code in skus]
    return [
        StockRow(variant=row, level=level, place=places.get(level.location_id, level.location_id) if level else "")
        for row in sorted(wanted, key=lambda row: (row.sku, row.id or 0))
        for level in by_variant.get(row.variant_id) or [None]
    ]


def changed_rows(engine: Engine, run: RunRow) -> list[StockRow]:
    """What the run has changed, or wanted to."""
    began, only = run.began_at, set(parse(run.skus))
    if began is None:
        return []
    return [
        row
        for row in stock_rows(engine, run.connection)
        if row.level is not None
        and (not only or row.variant.sku in only or row.variant.code in only)
        and (
            (row.level.done_at is not None and row.level.done_at >= began)
            or row.level.planned_in == run.id
            or row.level.result == "pending"
        )
    ]


def unknown_skus(engine: Engine, run: RunRow) -> list[str]:
    """Those that the run was about and that are in neither the shop nor the ledger."""
    wanted: list[str] = parse(run.skus)
    if not wanted:
        return []
    variants = [row.variant for row in stock_rows(engine, run.connection, wanted)]
    known = {variant.sku for variant in variants} | {variant.code for variant in variants}
    return [sku for sku in wanted if sku not in known]


def shown_number(level: LevelRow, reckoning: Mapping[str, object]) -> int | None:
    """What the shop shows, of the number that is set there."""
    return level.on_hand if reckoning.get("number") == "on_hand" else level.available


def run_object(engine: Engine, run: RunRow, *, with_rows: bool = False) -> dict[str, object]:
    """What scripts read of a run."""
    found: dict[str, object] = {
        "connection": run.connection,
        "cause": run.cause,
        "is_full": run.is_full,
        "is_dry": run.is_dry,
        "state": run.state,
        "why": run.why,
        "counts": parse(run.counts),
        "ledger_calls": run.ledger_calls,
        "shop_calls": run.shop_calls,
        "began_at": _text(run.began_at),
        "ended_at": _text(run.ended_at),
    }
    if with_rows:
        found["rows"] = [row.as_object() for row in changed_rows(engine, run)]
        found["unknown_skus"] = unknown_skus(engine, run)
    return found


def run_words(run: RunRow) -> str:
    """The run in a sentence: what it is doing, or what it came to."""
    counts = parse(run.counts)
    numbers = {name: counts.get(name, 0) for name in COUNTED}
    told = ", ".join(say(f"stock.counted.{name}", count=number) for name, number in numbers.items() if number)
    if problems := sum(counts.get("problems", {}).values()):
        told = ", ".join(filter(None, [told, say("stock.counted.problems", count=problems)]))
    calls = say("stock.counted.calls", ledger=run.ledger_calls, shop=run.shop_calls)
    seconds = int(((run.ended_at or clock.now()) - run.began_at).total_seconds()) if run.began_at else 0
    state = say(f"stock.run.{run.state}", seconds=seconds)
    why = f": {run.why}" if run.why else ""
    return f"{run.connection}: {state}{why}; {', '.join(filter(None, [told, calls]))}"


COUNTED = (
    *("ledger", "shop", "looked", "same", "written", "dry", "stale", "pending", "refused", "gone", "prices"),
    "dry_prices",
)


def balances_words(reckoning: Mapping[str, object]) -> str:
    """`1270: 10, 1271: 4`; one warehouse alone is its number."""
    warehouses = reckoning.get("warehouses")
    if not isinstance(warehouses, dict) or not warehouses:
        return ""
    if len(warehouses) == 1:
        return str(next(iter(warehouses.values())))
    return ", ".join(f"{warehouse}: {units}" for warehouse, units in warehouses.items())


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(BOGOTA).isoformat(timespec="seconds")
