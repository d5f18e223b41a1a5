"""The folder that merchants edit: its connections without secrets, and an order file as the right store reads it."""

import re
from pathlib import Path
from shutil import copyfile, copytree

from connector.json_text import parse
from connector.mapping import ConnectionFile, load
from connector.model.order import Order
from connector.stores import store_module

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "mappings"
STORES = ROOT / "tests" / "stores"
EXAMPLES = {"tienda-contraentrega": "woocommerce", "tienda-ejemplo": "woocommerce", "tienda-shopify": "shopify"}

ENVIRON = {
    "TIENDA_URL": "https://tienda.example",
    "TIENDA_WEBHOOK_SECRET": "secreto-de-prueba",
    "SHOPIFY_URL": "https://tienda-ejemplo.myshopify.com",
    "SHOPIFY_WEBHOOK_SECRET": "secreto-de-prueba",
    "SIIGO_USERNAME": "ventas@example.co",
    "SIIGO_ACCESS_KEY": "llave-de-prueba",
}
"""Everything that the examples cannot do without."""

CREDENTIALS = {"TIENDA_CK": "ck_prueba", "TIENDA_CS": "cs_prueba", "SHOPIFY_TOKEN": "shpat_prueba"}
"""Of the examples' shops: what `inventory` needs besides."""


def example(name: str) -> ConnectionFile:
    return load(MAPPINGS / f"{name}.yaml", environ=ENVIRON, presets=MAPPINGS)


def order_in(path: Path, platform: str) -> Order:
    """Raises OrderHeld when the store cannot read it."""
    order: Order = store_module(platform).to_order(parse(path.read_bytes()))
    return order


def laid_over(example_name: str, fragment: str, folder: Path) -> ConnectionFile:
    """These lines, from line 4 on, over an example that serves as preset. Raises MappingError."""
    path = connection_over(example_name, fragment, folder)
    environ = ENVIRON | CREDENTIALS if re.search(r"^inventory:", fragment, re.M) else ENVIRON
    return load(path, environ=environ, presets=path.parent)


def connection_over(example_name: str, fragment: str, folder: Path) -> Path:
    """The file `mappings/mi-tienda.yaml` in this folder."""
    mappings = folder / "mappings"
    copytree(MAPPINGS, mappings, dirs_exist_ok=True)
    copyfile(MAPPINGS / f"{example_name}.yaml", mappings / "base" / f"{example_name}.yaml")
    path = mappings / "mi-tienda.yaml"
    path.write_text(f"mapping: 1\nconnection: mi-tienda\nextends: base/{example_name}\n{fragment}", encoding="utf-8")
    return path
