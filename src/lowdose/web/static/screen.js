// Adds to the form: one part at a time, and questions that earlier answers rule out are hidden.
// Without it the form is one long page that asks the same and gets the same result.
const form = document.querySelector(".screen-form form");
const parts = [...form.querySelectorAll(".part")];
const moves = form.querySelector(".moves");
const [back, next] = moves.querySelectorAll("button");
const all = form.querySelector("[data-move=all]");

// What is chosen or typed; null where it is not known.
function answer(name) {
  const field = form.elements[name];
  if (!field || field.disabled) return null;
  return field.value && field.value !== "unknown" ? field.value : null;
}

// True, false, or null where an answer is missing or is no plain choice or number.
function holds(line) {
  const [, name, operator, rest] = line.match(/^(\S+)\s+(is one of|is none of|is not|is|<=|>=|<|>)\s+(.+)$/);
  const value = answer(name);
  if (value === null) return null;
  const values = rest.split(",").map((one) => one.trim());
  if (operator === "is" || operator === "is one of") return values.includes(value);
  if (operator === "is not" || operator === "is none of") return !values.includes(value);
  const number = Number(value.replace(",", "."));
  if (Number.isNaN(number)) return null;
  const limit = Number(rest);
  return { "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit }[operator];
}

function hideWhatIsRuledOut() {
  for (const question of form.querySelectorAll("[data-if]")) {
    const alternatives = JSON.parse(question.dataset.if);
    const isRuledOut = alternatives.every((lines) => lines.some((line) => holds(line) === false));
    question.hidden = isRuledOut;
    for (const field of question.querySelectorAll("input, select")) field.disabled = isRuledOut;
  }
  for (const part of form.querySelectorAll("[data-only]")) {
    const typed = part.querySelector("input");
    part.hidden = holds(part.dataset.only) !== true && !typed.value;
  }
}
form.addEventListener("input", hideWhatIsRuledOut);
hideWhatIsRuledOut();
form.classList.add("scripted");

let at = 0;
function go(place) {
  at = place;
  parts.forEach((part, number) => { part.hidden = number !== at; });
  back.hidden = at === 0;
  next.hidden = at === parts.length - 1;
  form.classList.toggle("at-end", at === parts.length - 1);
}
function move(place) {
  go(place);
  parts[at].querySelector("h2").focus({ preventScroll: true });
  parts[at].scrollIntoView({ block: "start" });
}
// A link to a question, or to one of its fields, shows the part it stands in.
function show(hash) {
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  const place = parts.findIndex((part) => target && part.contains(target));
  if (place < 0) return;
  if (form.classList.contains("stepped")) go(place);
  target.scrollIntoView({ block: "start" });
  target.querySelector("input, select, textarea")?.focus({ preventScroll: true });
}

// Where several answers are to be mended, everything is shown at once.
if ("steps" in form.parentElement.dataset) {
  form.classList.add("stepped");
  moves.hidden = all.hidden = false;
  go(0);
  back.addEventListener("click", () => move(at - 1));
  next.addEventListener("click", () => move(at + 1));
  all.addEventListener("click", () => {
    form.classList.remove("stepped");
    moves.hidden = all.hidden = true;
    parts.forEach((part) => { part.hidden = false; });
    parts[at].querySelector("h2").focus();
  });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#q-"]');
  if (!link) return;
  event.preventDefault();
  show(link.hash);
});
// A mark leads to its source, which is folded away.
document.addEventListener("click", (event) => {
  if (event.target.closest("a.mark")) document.querySelector("#sources").open = true;
});
show(location.hash);
