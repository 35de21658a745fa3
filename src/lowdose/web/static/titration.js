// Adds to the plan: a button that prints. The form and the plan work without it.
for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
