"""One delivery through the real intake and the real work, in this process, against an emulated Siigo."""

import os
import shutil
from pathlib import Path
from unittest import mock

from sqlalchemy import Engine

from connector import clock
from connector.connecting import unpaced
from connector.db.database import reading
from connector.db.orders import due_orders, find_orders
from connector.db.tables import OrderRow
from connector.db.together import Together
from connector.engine import Lanes
from connector.issuing.work import Work
from connector.sandbox.siigo import Options, running
from connector.settings import Settings
from connector.web import create_app
from connector.wiring import Connections, Installation
from tests.journeys.world import MAPPING
from tests.stores.woocommerce.evidence import SECRET, delivery


def worked(folder: Path, engine: Engine, body: bytes) -> OrderRow:
    """The order after one look at it; in a migrated database."""
    url = engine.url.render_as_string(hide_password=False)
    (folder / "mappings").mkdir(exist_ok=True)
    shutil.copy(MAPPING, folder / "mappings")
    with running(Options(rate_per_minute=None, any_product=True)) as siigo:
        environ = {**os.environ, "SIIGO_URL": siigo.url, "TIENDA_SECRET": SECRET}
        with mock.patch.dict(os.environ, environ):
            connections = Connections(folder / "mappings", unpaced, environ)
            connections.load()
            lanes = Lanes(engine)
            installation = Installation(Settings(database_url=url), engine, lanes, connections, Together(engine))
            client = create_app(installation).test_client()
            headers = delivery(body, "order.updated", source="http://127.0.0.1:8089/")
            assert client.post("/hooks/tienda", data=body, headers=headers).status_code == 200
            work = Work(engine, lanes, lambda name: connections.find(name) or "", retry_base=1, retry_cap=1)
            with reading(engine) as connection:
                [row] = find_orders(connection)
                assert due_orders(connection, row.lane, clock.now(), 10)
            work.work_on(row)
            with reading(engine) as connection:
                [row] = find_orders(connection)
            lanes.close()
    return row
