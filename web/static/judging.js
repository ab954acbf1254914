// Judging without leaving the page, and evidence taken from what is selected; forms do the same without scripts.
"use strict";

for (const form of document.querySelectorAll(".judging form")) {
  form.addEventListener("submit", (event) => { event.preventDefault(); judge(form, event.submitter); });
}

async function judge(form, button) {
  const said = form.querySelector(".judging-error");
  const answer = await send(form, button);
  said.textContent = answer.sentence ?? "";
  if (answer.sentence) return;
  for (const other of form.querySelectorAll(".grades button")) other.setAttribute("aria-pressed", other === button);
  form.closest("details").querySelector(".given").textContent = `: ${button.textContent}`;
  for (const name of document.querySelectorAll(".judging .name")) name.remove(); // given once
}

async function send(form, button) {
  try {
    const headers = { accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", headers, body: new FormData(form, button) });
    const body = await answer.json();
    return answer.ok ? body : { sentence: body.error[document.documentElement.lang] };
  } catch {
    return { sentence: document.body.dataset.notSent };
  }
}

const paper = document.querySelector(".paper");
const take = document.getElementById("lay-bang-chung");
if (paper && take) {
  document.addEventListener("selectionchange", () => { take.hidden = selectedWords().length < 8; });
  take.addEventListener("click", () => {
    const box = document.getElementById("bang-chung");
    const words = document.getElementById("bc-loi");
    words.value = selectedWords();
    box.open = true;
    box.scrollIntoView({ block: "nearest" });
    (document.getElementById("bc-cau-hoi").value ? words : document.getElementById("bc-cau-hoi")).focus();
    take.hidden = true;
  });
}

// What is selected of the text, without the marks that the page sets into it.
function selectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || !paper.contains(selection.getRangeAt(0).commonAncestorContainer)) return "";
  const copy = selection.getRangeAt(0).cloneContents();
  for (const mark of copy.querySelectorAll(".permalink, .mark-note, .note")) mark.remove();
  return [...copy.childNodes].map((node) => node.textContent).join(" ").replace(/\s+/g, " ").trim();
}
