// Judging a pool by the keyboard, without leaving the page; forms do the same without scripts.
"use strict";

const pooled = [...document.querySelectorAll(".pooled:has(form)")];
const column = document.querySelector("[data-next]");
const bar = document.querySelector("progress");
let atHand = pooled.findIndex((one) => !("judged" in one.dataset));

for (const hint of document.querySelectorAll(".keys-hint, .pooled kbd")) hint.hidden = false;
for (const one of pooled) {
  one.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); judge(one, event.submitter); });
  one.addEventListener("focusin", () => mark(pooled.indexOf(one)));
}
mark(atHand);

function mark(place) {
  pooled[atHand]?.classList.remove("current");
  atHand = place;
  pooled[atHand]?.classList.add("current");
}

function go(place) {
  if (!pooled[place]) return;
  mark(place);
  pooled[place].querySelector("button").focus({ preventScroll: true });
  pooled[place].scrollIntoView({ block: "nearest" });
}

async function judge(one, button) {
  const said = one.querySelector(".judging-error");
  said.textContent = (await send(one.querySelector("form"), button)) ?? "";
  if (said.textContent) return;
  for (const other of one.querySelectorAll(".grades button")) other.setAttribute("aria-pressed", other === button);
  if (!("judged" in one.dataset)) count(one);
  const left = pooled.map((other, place) => place).filter((place) => !("judged" in pooled[place].dataset));
  if (left.length) go(left.find((place) => place > pooled.indexOf(one)) ?? left[0]);
  else location.assign(column.dataset.next);
}

function count(one) {
  one.dataset.judged = "";
  bar.value += 1;
  const told = document.querySelector(".progress-said");
  told.textContent = told.dataset.said.replace("#", bar.value);
}

// Returns what went wrong, in a sentence; nothing where the judgement was kept.
async function send(form, button) {
  try {
    const headers = { accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", headers, body: new FormData(form, button) });
    return answer.ok ? undefined : (await answer.json()).error[document.documentElement.lang];
  } catch {
    return document.body.dataset.notSent;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("input, select, textarea, dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j" || event.key === "k") go(atHand + (event.key === "j" ? 1 : -1));
  else if ("123".includes(event.key) && pooled[atHand]) pooled[atHand].querySelectorAll(".grades button")[Number(event.key) - 1].click();
});
