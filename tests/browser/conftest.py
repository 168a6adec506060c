"""A Chromium with eyes on every page it opens: no broken policy, no error, no other site asked. A module may give its own `address`."""

import threading
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A later switch of this name takes the place of Playwright's own, so the first four are from there. The others are lists under the
    # address bar, which nobody sees here and which load as slowly as a page for every window.
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
# Only what is wrong comes back from the browser: all that axe looked at is far more than the page itself.
FOUND = """async (options) => (await axe.run(document, options)).violations.flatMap(
  (violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`))"""

FAINT = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number)
  const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0)
  const ground = (element) => {
    if (!element) return 'rgb(255, 255, 255)'
    const colour = getComputedStyle(element).backgroundColor
    return numbers(colour)[3] === 0 ? ground(element.parentElement) : colour
  }
  const faint = (element) => {
    const [dark, bright] = [getComputedStyle(element).color, ground(element)].map(light).sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05) < 4.5
  }
  const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && element.offsetParent
  return [...document.body.querySelectorAll('*')].filter((element) => speaks(element) && faint(element)).map((element) => element.outerHTML)
}"""


@pytest.fixture(scope="module")
def app(lasting_app):
    return lasting_app


@pytest.fixture(scope="module")
def cookies(app):
    """The session cookie of everyone who is signed in, by name. A module that needs people makes them here, before anything is served."""
    return {}


@pytest.fixture(scope="module")
def address(app, cookies):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(address):
    """For one module, and after its server is up: where Playwright runs, nothing else of the same thread may open the database."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing, so nothing here was checked. On Debian or Ubuntu: sudo apt install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def watched(context, address, complaints):
    """A page of this context. Whatever breaks the policy, fails or asks another site becomes a complaint."""
    page = context.new_page()
    page.set_default_timeout(15_000)  # A page may be slow to come on a machine that does much else.
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    return page


def signed_in(browser, address, session, **context):
    """A context with this session cookie, if any."""
    made = browser.new_context(**context)
    if session:
        made.add_cookies([{"name": "session", "value": session, "url": address}])
    return made


@pytest.fixture
def open_page(browser, address):
    """Open a path of `address` in a context of its own. At the end, none may have a complaint."""
    contexts, complaints = [], []

    def opened(path, width=1280, session=None, **context):
        contexts.append(signed_in(browser, address, session, viewport={"width": width, "height": 640}, **context))
        page = watched(contexts[-1], address, complaints)
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_as(open_page, cookies):
    """Open a page as one of the people of `cookies`, or signed out for None."""
    return lambda who, path, width=1280, **context: open_page(path, width, cookies.get(who), **context)


@pytest.fixture(scope="module")
def kept_pages():
    """The page of everyone who visited in this module, with its complaints."""
    return {}


@pytest.fixture
def visit(browser, address, cookies, kept_pages):
    """The same for a look alone, on a phone: in one page that goes from visit to visit, which is far quicker than a new one for each."""

    def visited(who, path):
        if who not in kept_pages:
            complaints = []
            kept_pages[who] = watched(signed_in(browser, address, cookies.get(who)), address, complaints), complaints
        page, _ = kept_pages[who]
        page.set_viewport_size({"width": 320, "height": 640})
        page.emulate_media(forced_colors="none", color_scheme="light")
        page.goto(address + path)
        return page

    yield visited
    found = [complaint for _, complaints in kept_pages.values() for complaint in complaints]
    for _, complaints in kept_pages.values():
        complaints.clear()
    assert found == []


def is_open_to_all(page):
    """Hold a page to what each must hold to: axe finds nothing, no width scrolls sideways, forced colours leave every word readable.

    One visit for all of it, because to open a page takes longer than to look at it.
    """
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert faint(page) == []


def violations(page, **rules):
    """What axe finds with everything unfolded, as `rule: element`."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}; null")
    return page.evaluate(FOUND, {**AXE, "rules": rules})


def faint(page):
    """Words with too little contrast as painted: axe reads the author's colours, and forced colours replace them."""
    return page.evaluate(FAINT)


def focused(page):
    """The words of what has the keyboard, which must be marked and in sight."""
    return page.evaluate("""() => {
      const it = document.activeElement, box = it.getBoundingClientRect()
      if (!it.matches(':focus-visible')) throw new Error(`not marked: ${it.outerHTML}`)
      if (box.bottom < 0 || box.top > innerHeight) throw new Error(`out of sight: ${it.outerHTML}`)
      return (it.textContent || it.name || '').replace(/\\s+/g, ' ').trim()
    }""")


def tab_to(page, words, presses=120):
    for _ in range(presses):
        page.keyboard.press("Tab")
        if focused(page).startswith(words):
            return
    raise AssertionError(f"{words} was not reached in {presses} presses")
