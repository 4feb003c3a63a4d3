"""What is measured on a page, in JavaScript, of whatever stands there."""

from typing import Final

CONTROLS: Final = "button, select, input:not([type=hidden]), textarea, summary, a[href]"

# How large each control is that can be pressed, with the label around it where it has one.
TARGETS: Final = """all => all.filter((node) => node.checkVisibility()).map((node) => {
  const { width, height } = (node.closest("label") ?? node).getBoundingClientRect();
  const place = node.closest(".place, section, main");
  return { kind: node.tagName + (node.type ? ` ${node.type}` : ""), width, height,
    where: place.dataset.name ?? place.textContent.slice(0, 40) };
})"""

# What stands out of the page, or out of its own box where that hides it.
OVERFLOW: Final = """() => {
  const seen = [...document.querySelectorAll("body *")].filter((node) => {
    const style = getComputedStyle(node);
    return node.checkVisibility() && style.clipPath === "none" && !node.closest("svg, option");
  });
  const wide = innerWidth;
  const place = (node) => node.closest(".place")?.dataset.name;
  const name = (node) => `${node.tagName}.${node.className} in ${place(node)}`;
  const out = seen.filter((node) => {
    if (node.closest("[tabindex='0']")) return false;
    const { left, right, width } = node.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > wide + 0.5);
  });
  return [document.documentElement.scrollWidth > wide ? "the page scrolls" : "", ...out.map(name)]
    .filter(Boolean);
}"""

# Words of text that begin on one line and end on another; an address and code may.
BROKEN: Final = r"""() => {
  const seen = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const out = [];
  for (let node = seen.nextNode(); node; node = seen.nextNode()) {
    const holder = node.parentElement;
    if (!holder.checkVisibility() || holder.closest("svg, a, code, textarea, option")) continue;
    for (const word of node.data.matchAll(/[\p{L}\p{M}’]+/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom)));
      if (lines.size > 1) out.push(word[0]);
    }
  }
  return out;
}"""

MOVING: Final = """() => [
  ...document.getAnimations().map((one) => one.effect.target.outerHTML.slice(0, 80)),
  ...[...document.querySelectorAll("*")].filter((node) => {
    const { animationName, transitionDuration } = getComputedStyle(node);
    return animationName !== "none" || /[1-9]/.test(transitionDuration);
  }).map((node) => node.className),
]"""

# Controls and what asks without a border that can be seen, when the system chooses the colours.
UNBORDERED: Final = """() => {
  const bordered = (node) => {
    const { borderTopWidth, borderTopStyle } = getComputedStyle(node);
    return parseFloat(borderTopWidth) > 0 && borderTopStyle !== "none";
  };
  const asks = "[data-asking] legend, [data-asking] > [role=heading]:not([hidden])";
  const controls = ".place :is(button, select, textarea, [type=text])";
  const framed = (node) => bordered(node) || bordered(node.closest("[data-asking]") ?? node);
  return [...document.querySelectorAll(`${asks}, ${controls}`)]
    .filter((node) => node.checkVisibility() && !node.classList.contains("link"))
    .filter((node) => !(node.matches(asks) ? framed : bordered)(node))
    .map((node) => `${node.outerHTML.slice(0, 80)} in ${node.closest(".place")?.dataset.name}`);
}"""

# The contrast of the border of each control against the ground that it stands on.
FAINT: Final = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [16, 25, 29] : [255, 255, 255];
  };
  return [...document.querySelectorAll("button, select, textarea, [type=text]")]
    .filter((node) => node.checkVisibility() && parseFloat(getComputedStyle(node).borderTopWidth))
    .map((node) => {
      const [one, two] = [light(parse(getComputedStyle(node).borderTopColor)),
        light(ground(node.parentElement))].sort((a, b) => b - a);
      return [(one + 0.05) / (two + 0.05), node.outerHTML.slice(0, 80)];
    }).filter(([ratio]) => ratio < 3);
}"""

# Each control in turn, as the keyboard reaches it; those that do not show that they have the focus.
UNFOCUSED: Final = """all => all
  .filter((node) => node.checkVisibility() && !node.disabled).filter((node) => {
    node.focus({ focusVisible: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return outlineStyle === "none" || parseFloat(outlineWidth) < 3;
  }).map((node) => `${node.outerHTML.slice(0, 80)} in ${node.closest(".place")?.dataset.name}`)"""
