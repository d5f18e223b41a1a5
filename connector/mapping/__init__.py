"""The mapping engine: YAML in, functions out. Knows no store and no ledger; `load` and `run_cases` read files."""

from connector.mapping.cases import CaseResult, run_cases
from connector.mapping.connection import ConnectionFile, load, load_all
from connector.mapping.environment import Placeholders
from connector.mapping.explain import Row, explain
from connector.mapping.lint import is_notice, lint
from connector.mapping.sections import Section
from connector.mapping.spec import RuleTree
from connector.mapping.transforms import TRANSFORMS, Transform
from connector.mapping.view import order_view

__all__ = [
    "TRANSFORMS",
    "CaseResult",
    "ConnectionFile",
    "Placeholders",
    "Row",
    "RuleTree",
    "Section",
    "Transform",
    "explain",
    "is_notice",
    "lint",
    "load",
    "load_all",
    "order_view",
    "run_cases",
]
