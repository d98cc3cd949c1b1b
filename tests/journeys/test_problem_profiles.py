"""A problem profile in a browser: begun, written, sent back for what is missing, reviewed, approved and read."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Check = Callable[[Page], None]
TITLE = "Robbery in Swale"
SECTIONS = (
    *("terms-of-reference", "key-findings", "method", "what-when-where", "victims", "drivers", "harm", "response"),
    *("equality-and-privacy", "handling"),
)


def begin(page: Page) -> str:
    """Begin a profile; its address."""
    page.goto("/profiles/new/")
    for name, text in (("title", TITLE), ("customer", "Swale board"), ("purpose", "Patrols."), ("area", "Swale")):
        page.locator(f"[name={name}]").fill(text)
    for name, parts in {
        "period_from": ("1", "1", "2026"),
        "period_until": ("31", "8", "2026"),
        "review_on": ("1", "5", "2030"),
    }.items():
        for part, text in zip(("day", "month", "year"), parts, strict=True):
            page.locator(f"[name={name}_{part}]").fill(text)
    page.get_by_label("OFFICIAL", exact=True).check()
    page.get_by_role("button", name="Begin it").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    return page.url


def give(page: Page, address: str, person: str, part: str) -> None:
    """Give somebody a part."""
    page.goto(f"{address}parts/")
    page.get_by_label("Who?").select_option(label=person)
    page.get_by_label(part).check()
    page.get_by_role("button", name="Give them the part").click()


def write(page: Page, address: str) -> None:
    """Fill every section that a review needs."""
    for key in SECTIONS:
        page.goto(f"{address}sections/{key}/")
        page.get_by_label("Text", exact=True).fill("What is known.\n- One thing.")
        page.get_by_role("button", name="Save this section").click()
    page.goto(f"{address}sections/what-when-where/figure/")
    page.get_by_label("What does it show?").fill("Robbery by ward, 2026")
    page.get_by_label("Places and times").check()
    page.get_by_label("Paste the table").fill("Ward,Robberies\nSheerness,41\nMilton,c")
    page.get_by_label("Where does it come from?").fill("Recorded crime")
    page.get_by_label("Draw bars").check()
    page.get_by_role("button", name="Add it").click()
    page.goto(f"{address}judgement/")
    page.get_by_label("What do you expect?").fill("It goes on.")
    page.get_by_label("Likely or probable").check()
    page.get_by_label("Moderate confidence").check()
    page.get_by_label("On what does it rest?").fill("It did last year.")
    page.get_by_role("button", name="Add it").click()
    for path, owner in (("gap", "Jo Farrow"), ("recommendation", "Swale")):
        page.goto(f"{address}{path}/")
        if path == "recommendation":
            page.get_by_label("Prevent").check()
        page.locator("[name=text]").fill("Who sells the telephones on.")
        labels = page.locator("[name=owner] option").all_inner_texts()
        page.locator("[name=owner]").select_option(label=next(one for one in labels if owner in one))
        for part, text in (("day", "1"), ("month", "3"), ("year", "2030")):
            page.locator(f"[name=due_on_{part}]").fill(text)
        page.get_by_role("button", name="Add it").click()


def decide(page: Page, address: str, path: str) -> None:
    """Read all of it, and find it sound."""
    page.goto(f"{address}{path}/")
    expect(page.locator("main")).to_contain_text("Sheerness")
    page.get_by_label("It is sound").check()
    page.get_by_label("Why?").fill("Sources and limits are stated.")
    page.get_by_role("button", name="Keep what I found").click()


def test_a_profile_is_written_reviewed_approved_and_read(signed_in: Callable[..., Page], check_page: Check) -> None:
    # given an author at Kent Police, a colleague who becomes their accountable officer, and a peer elsewhere
    administrator, author = signed_in("ruth-callender"), signed_in("adaeze-cole")
    officer, peer, stranger = signed_in("tom-hadlow"), signed_in("marianne-osei"), signed_in("daniel-whitlock")
    administrator.goto("/people/?q=Tom+Hadlow")
    administrator.get_by_role("link", name="Tom Hadlow").first.click()
    if "Accountable officer" not in administrator.locator("main").inner_text():
        administrator.get_by_role("button", name="Give a role").click()
        administrator.get_by_role("button", name="Confirm as").click()
        administrator.get_by_label("Agency", exact=True).select_option(label="Kent Police")
        administrator.get_by_label("Accountable officer", exact=True).check()
        administrator.get_by_role("button", name="Give the role").click()
        expect(administrator.locator("main")).to_contain_text("Accountable officer")

    # when the author begins one, and sends it too early
    address = begin(author)
    check_page(author)
    give(author, address, "Marianne Osei, KCC", "Reviews it as a peer")
    give(author, address, "Tom Hadlow, Kent Police", "Approves it")
    author.goto(f"{address}send/")
    author.get_by_role("button", name="Send it").click()

    # then it is said what is missing, and once it is there the peer reads all of it
    expect(author.locator("main")).to_contain_text("“11. Outlook” is empty.")
    write(author, address)
    author.goto(f"{address}sections/outlook/")
    check_page(author)
    author.goto(f"{address}send/")
    author.get_by_role("button", name="Send it").click()
    expect(author.locator("main")).to_contain_text("Being reviewed")
    decide(peer, address, "review")
    expect(peer.locator("main")).to_contain_text("It is sound")
    check_page(peer)
    officer.goto(f"{address}approve/")
    check_page(officer)
    decide(officer, address, "approve")

    # and it is an edition, of which a stranger learns nothing
    officer.goto("/profiles/")
    expect(officer.locator("main")).to_contain_text("Edition 1")
    check_page(officer)
    officer.goto(f"{address}read/")
    expect(officer.locator("main")).to_contain_text("Likely or probable")
    check_page(officer)
    with officer.expect_download() as taken:
        officer.get_by_role("button", name="Download the PDF").click()
    assert taken.value.suggested_filename == "problem-profile-edition-1.pdf"
    assert stranger.goto(f"{address}read/").status == 404  # type: ignore[union-attr]
