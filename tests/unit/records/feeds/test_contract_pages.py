"""The pages in docs/feeds say what the contracts say. `scripts/feed_pages.py` writes them."""

from pathlib import Path

import pytest

from fourfold.engines.tabular.describing import index, page
from fourfold.records.feeds.domain.contracts import contract, contract_keys, contracts

DOCS = Path(__file__).resolve().parents[4] / "docs" / "feeds"


@pytest.mark.parametrize("key", contract_keys())
def test_a_page_says_what_its_contract_says(key: str) -> None:
    assert (DOCS / f"{key}.md").read_text(encoding="utf-8") == page(contract(key))


def test_there_is_a_page_for_every_contract_and_no_other() -> None:
    assert {file.stem for file in DOCS.glob("*.md")} == {"README", "api", *contract_keys()}  # api.md is by hand
    assert (DOCS / "README.md").read_text(encoding="utf-8") == index(contracts())


def test_a_page_names_every_column_check_and_code() -> None:
    missing = page(contract("missing-episodes"))
    assert all(f"`{column.key}`" in missing for column in contract("missing-episodes").columns)
    assert all(check.says in missing for check in contract("missing-episodes").checks)
    assert "`E07000114` Thanet" in missing
