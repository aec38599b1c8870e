/* A review by keyboard: 1–6 say what was found, the arrows go to the next person; after an answer one stands at the next
   who is not reviewed. Without this every answer is a button like any other. */
const people = [...document.querySelectorAll(".walk > li")];
const first = (person) => person?.querySelector("button");
const left = (from) => people.slice(from).find((person) => first(person) && !person.classList.contains("done"));

const answered = people.findIndex(({ id }) => `#${id}` === location.hash);
addEventListener("load", () => setTimeout(() => {  // after the browser itself has gone to the fragment
  if (location.hash) first(left(answered + 1) ?? left(0))?.focus();
}));

document.addEventListener("keydown", (event) => {
  const here = people.indexOf(event.target.closest(".walk > li"));
  if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = people[here].querySelectorAll("button")[Number(event.key) - 1];
  const next = { ArrowDown: people[here + 1], ArrowUp: people[here - 1] }[event.key];
  if (!button && !first(next)) return;
  event.preventDefault();
  button ? button.click() : first(next).focus();
});
