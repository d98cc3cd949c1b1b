"""Write docs/feeds from the contracts: `uv run python scripts/feed_pages.py`."""

from pathlib import Path

from fourfold.engines.tabular.describing import index, page
from fourfold.records.feeds.domain.contracts import contracts

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "feeds"
BY_HAND = "api.md"


def pages() -> dict[str, str]:
    """Every page by its file's name."""
    return {"README.md": index(contracts()), **{f"{one.key}.md": page(one) for one in contracts()}}


def main() -> None:
    """Write every page, and take out those without a contract; the one about the API is written by hand."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for file in FOLDER.glob("*.md"):
        if file.name not in made and file.name != BY_HAND:
            file.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"Wrote {len(made)} pages to {FOLDER}.")


if __name__ == "__main__":
    main()
