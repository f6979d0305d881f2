"""Asks axe whether a page in a browser breaks an accessibility rule: every rule on every page, each contrast once.

Contrast takes axe longer than all other rules together, and most of a page is drawn as on the page before. So it
measures each way of drawing a text once: by its element and classes, its colour, size and weight, and what is painted
behind it and by whatever floats over the page. A text drawn in a way that was not yet measured is measured, whichever
page, width or state it turns up in; a way that failed is never taken as known.
"""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_BUT_CONTRAST = {
    "runOnly": TAGS,
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
    "preload": False,  # our one stylesheet is in the page already: axe need not fetch it again
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"], "preload": False}
BROKEN_AND_DRAWN = """async ([rules, contrast, known]) => {
    const styles = new Map(), behind = new Map(), ways = new Map();
    const all = [...document.body.querySelectorAll("*")];
    const styleOf = (element) => {
        if (!styles.has(element)) styles.set(element, getComputedStyle(element));
        return styles.get(element);
    };
    const paints = (style) => [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
        style.mixBlendMode, style.position === "relative" ? "static" : style.position, style.zIndex].join(" ");
    const behindIt = (element) => {
        if (!element) return "";
        if (!behind.has(element)) {
            const own = paints(styleOf(element)), above = behindIt(element.parentElement);
            behind.set(element, own === nothing ? above : above + ">" + own);
        }
        return behind.get(element);
    };
    const plain = document.createElement("div");
    document.body.append(plain);
    const nothing = paints(getComputedStyle(plain));
    plain.remove();
    const floating = [...new Set(all.filter((element) => {
        const style = styleOf(element);
        const floats = !["static", "relative"].includes(style.position) || style.zIndex !== "auto"
            || [style.marginTop, style.marginLeft].some((margin) => margin.startsWith("-"));
        return floats && (style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none");
    }).map((element) => element.localName + "." + element.className + paints(styleOf(element))))].sort().join("+");
    for (const element of all) {
        const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!(hasText || element.matches("input, select, textarea")) || !element.checkVisibility()) continue;
        const style = styleOf(element);
        const way = [element.localName, element.className, element.matches(":disabled, [aria-disabled=true]"),
            element.control?.disabled, style.color, style.fontSize, style.fontWeight, style.textShadow,
            behindIt(element), floating].join(";");
        if (!ways.has(way)) ways.set(way, []);
        ways.get(way).push(element);
    }
    const seen = new Set(known);
    const unknown = [...ways].flatMap(([way, elements]) => seen.has(way) ? [] : elements);
    const found = (await axe.run(document, rules)).violations;
    if (unknown.length) found.push(...(await axe.run({include: unknown}, contrast)).violations);
    return [
        found.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`),
        [...ways.keys()].filter((way) => !seen.has(way)),
    ];
}"""

_measured: set[str] = set()


def load(page) -> None:
    """Bring axe into a page, once for each page that loads."""
    page.evaluate(Axe().axe_script)


def broken_rules(page) -> list[str]:
    """Each rule that is broken as the page now stands, with the first element that breaks it."""
    broken, ways = page.evaluate(BROKEN_AND_DRAWN, [ALL_BUT_CONTRAST, CONTRAST, sorted(_measured)])
    if not broken:
        _measured.update(ways)
    return broken
