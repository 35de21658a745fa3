// Adds to the form: a file may be dropped on it, and it says that it is at work.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const drop = form.querySelector(".drop");
  const file = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  form.querySelector(".drop-hint").hidden = !matchMedia("(hover: hover)").matches;

  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
    });
  }
  form.addEventListener("submit", () => {
    form.querySelector(".busy").textContent = form.dataset.busy;
    button.disabled = true;
  });
  // Coming back with the browser's button finds the form ready again.
  addEventListener("pageshow", () => {
    form.querySelector(".busy").textContent = "";
    button.disabled = false;
  });
}
