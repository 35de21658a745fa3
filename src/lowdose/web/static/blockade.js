// Adds to each number of the form a slider that says the same. Without it the form works too.
for (const box of document.querySelectorAll("input[data-slider]")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = box.dataset.low;
  slider.max = box.dataset.high;
  slider.step = box.dataset.step;
  slider.setAttribute("aria-label", box.dataset.slider);

  const follow = () => {
    const number = Number.parseFloat(box.value.replace(",", "."));
    slider.value = Number.isNaN(number) ? slider.min : number;
  };
  box.addEventListener("input", follow);
  slider.addEventListener("input", () => {
    box.value = slider.value;
  });
  follow();
  box.before(slider);
  // A form that is filled again by the browser's button tells its slider.
  addEventListener("pageshow", follow);
}
