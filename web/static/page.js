// What a keyboard and a clipboard add to pages that work without them.
"use strict";

const hits = [...document.querySelectorAll(".hit")];
const outline = document.getElementById("muc-luc");
const keys = document.getElementById("phim-tat");
let current = -1;

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const label = button.textContent;
  const said = (await write(button.dataset.copy)) ? document.body.dataset.copied : document.body.dataset.notCopied;
  button.textContent = said;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { button.textContent = label; }, 1600);
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeByCommand(text); // the clipboard is closed to pages that came over plain HTTP from elsewhere
  }
}

function writeByCommand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

function move(step) {
  if (!hits.length) return;
  hits[current]?.classList.remove("current");
  current = Math.min(hits.length - 1, Math.max(0, current + step));
  hits[current].classList.add("current");
  hits[current].querySelector("h3 a").focus({ preventScroll: true });
  hits[current].scrollIntoView({ block: "nearest" });
}

// Pages that follow one another.
function turn(where) {
  const link = document.querySelector(`main a[rel=${where}]`);
  link?.click();
  return link !== null;
}

const actions = {
  "/": () => { const box = document.getElementById("cau-hoi"); box?.focus(); box?.select(); return box !== null; },
  j: () => { if (!hits.length) return turn("next"); move(1); return true; },
  k: () => { if (!hits.length) return turn("prev"); move(-1); return true; },
  c: () => { const button = (hits[current] ?? document).querySelector("[data-copy]"); button?.click(); return button !== null; },
  "?": () => { keys.showModal(); return true; },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(actions, event.key) && actions[event.key]()) event.preventDefault();
});

// A list opened over the text closes once a line of it is chosen.
outline?.addEventListener("click", (event) => {
  if (event.target.closest("a") && outline.matches(":popover-open")) outline.hidePopover();
});

// The outline shows where the cited passage stands.
const here = outline?.querySelector("[aria-current]");
if (here) outline.scrollTop = here.offsetTop - outline.clientHeight / 2;

// An address that names a passage but has no fragment still leads to it.
if (!location.hash) document.querySelector(".passage.cited")?.scrollIntoView({ block: "center" });
