"""What every page owes everybody: no accessibility violation, no broken layout, all within reach of the keyboard.

assert_clean(page)                  zero axe violations, every rule that axe ships (WCAG A, AA, best practices)
assert_no_overflow(page)            nothing sticks out at 360, 768, 1280, 2560 px, nor at 200 % zoom
assert_keyboard_reachable(page)     Tab reaches every control in order, shows where it is, and gets out again
assert_complete(page)               all three, and no inline style or script, no foreign address
"""

import re
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

WIDTHS = (360, 768, 1280, 2560)
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = (e) => /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX);
  const held = (e) => e.parentElement !== document.body && (scrolls(e.parentElement) || held(e.parentElement));
  return [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > wide + 1 && !held(e))
    .slice(0, 5).map((e) => e.outerHTML.slice(0, 160));
}"""
VISIBLE = """(selector) => {
  const named = (name, more) => document.querySelector(`[name="${name}"]${more}`);
  const one = (name) => named(name, ":checked") ?? named(name, "");  // Tab stops once at a group of radio buttons
  return [...document.querySelectorAll(selector)].filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0
    && !e.closest("dialog:not([open])") && (e.type !== "radio" || e === one(e.name))).length;
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
FROM_THE_TOP = """() => { const b = document.body; b.tabIndex = -1; b.focus(); b.blur(); b.removeAttribute("tabindex");
  scrollTo(0, 0) }"""
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const ringed = ({ outlineWidth, outlineStyle }) => parseFloat(outlineWidth) > 0 && outlineStyle !== "none";
  const cell = e.closest("td");  // in the grid the whole cell is ringed
  const ring = ringed(getComputedStyle(e)) || (cell && ringed(getComputedStyle(cell)));
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  return { name: e.outerHTML.slice(0, 140), ring, seen };
}"""


def assert_clean(page: Page) -> None:
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    said = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}\n  {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"][:5]
    ]
    assert not said, "\n".join(said)


def assert_no_overflow(page: Page, widths: tuple[int, ...] = WIDTHS) -> None:
    before = page.viewport_size
    for width, height in [*((w, 800) for w in widths), (640, 400)]:  # 640 × 400 is 1280 × 800 at 200 %
        page.set_viewport_size({"width": width, "height": height})
        out = page.evaluate(STICKING_OUT)
        assert not out, f"sticks out at {width} px: {out}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{wide} px too wide at {width} px"
    if before:
        page.set_viewport_size(before)


def assert_keyboard_reachable(page: Page) -> None:
    page.evaluate(FROM_THE_TOP)
    page.evaluate(SETTLED)
    wanted = page.evaluate(VISIBLE, CONTROLS)
    met: list[str] = []
    for _ in range(wanted * 2 + 10):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here is None:
            break
        assert here["ring"], f"no visible focus on {here['name']}"
        assert here["seen"], f"focus outside the screen on {here['name']}"
        met.append(here["name"])
    else:
        raise AssertionError(f"the keyboard is trapped after {met[-3:]}")
    assert len(met) >= wanted, f"Tab reached {len(met)} of {wanted} controls"


def assert_complete(page: Page) -> None:
    assert_plain(page.content())
    assert_clean(page)
    assert_no_overflow(page)
    assert_keyboard_reachable(page)


def assert_plain(html: str) -> None:
    """No inline style, script or handler, and no address that leaves the house."""
    assert not re.search(r"<[^>]+\sstyle\s*=", html), "inline style"
    assert not re.search(r"<[^>]+\son\w+\s*=", html), "inline handler"
    assert not re.search(r"<style[\s>]", html), "style element"
    assert not re.search(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", html), "inline script"
    away = [
        a for a in re.findall(r"(?:href|src|action)=\"(?:https?:)?//([^\"/]*)", html) if not a.startswith("127.0.0.1")
    ]
    assert not away, f"leaves the house: {away}"
