// Sliders that answer while they move. Without this file the numbers and the button do.
const form = document.getElementById("levers");
const result = document.getElementById("result");
let timer = 0;
let asked = 0;
const query = () => {
  const moved = [...form.querySelectorAll("input[type=number]")].filter((n) => n.value !== "" && n.value !== n.min).map((n) => [n.name, n.value]);
  return new URLSearchParams(moved).toString();
};
const ask = async (tries = 0) => {
  const own = ++asked;
  const now = query();
  result.setAttribute("aria-busy", "true");
  const answer = await fetch(`${form.getAttribute("action")}?handler=Result${now ? `&${now}` : ""}`, { headers: { accept: "text/html" } });
  if (own !== asked) return;
  result.removeAttribute("aria-busy");
  if (!answer.ok) return;
  result.innerHTML = await answer.text();
  history.replaceState(null, "", form.getAttribute("action") + (now ? `?${now}` : ""));
  if (result.querySelector("[data-again]") && tries < 30) timer = setTimeout(() => ask(tries + 1).catch(() => {}), 2000);
};
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => form.checkValidity() && ask().catch(() => {}), 250);
};
for (const number of form.querySelectorAll("input[type=number]")) {
  const range = document.getElementById(`r-${number.name}`);
  range.hidden = false;
  range.addEventListener("input", () => {
    number.value = range.value;
    soon();
  });
  number.addEventListener("input", () => {
    range.value = number.value;
    soon();
  });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  ask().catch(() => form.submit());
});
if (result.querySelector("[data-again]")) timer = setTimeout(() => ask().catch(() => {}), 2000);
