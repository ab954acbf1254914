// Files dropped onto the page, and how far their reading is; without scripts a form and a link do the same.
"use strict";

const upload = document.querySelector(".upload");
if (upload) watchFiles(upload, upload.querySelector("input[type=file]"));

function watchFiles(form, input) {
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
    if (input.checkValidity()) form.requestSubmit();
  });
  input.addEventListener("change", () => check(form, input));
}

function check(form, input) {
  const files = [...input.files];
  const megabytes = files.reduce((sum, file) => sum + file.size, 0) / 1048576;
  const tooMuch = files.length > Number(form.dataset.mostFiles) || megabytes > Number(form.dataset.mostMegabytes);
  input.setCustomValidity(tooMuch ? form.dataset.tooMuch : "");
  form.querySelector(".chosen-files").textContent = tooMuch ? form.dataset.tooMuch : files.map((file) => file.name).join(", ");
}

const watched = document.querySelector("[data-events]");
if (watched) {
  const source = new EventSource(watched.dataset.events);
  source.addEventListener("message", (event) => {
    const view = JSON.parse(event.data);
    tell(document.getElementById("tien-do"), view);
    view.files.forEach((file, place) => tell(document.getElementById(`tep-${place + 1}`), file));
    if (view.over) {
      source.close();
      location.reload();
    }
  });
}

function tell(place, { text, value, most }) {
  const said = place.querySelector(".text");
  if (said.textContent !== text) said.textContent = text;
  const bar = place.querySelector("progress");
  bar.hidden = !most;
  if (most) Object.assign(bar, { max: most, value });
}
