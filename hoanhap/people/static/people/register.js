/* While a new file is typed: who may be the same person. The page asks again by itself when it is sent. */
const form = document.querySelector("form[data-alike]");
const box = form.querySelector("[data-found]"), list = form.querySelector("[data-list]");
const told = form.querySelector("[data-told]");  // always there: a region that appears with its words is not read out
const ASKED = ["name", "birth", "sex", "paper_kind", "paper_number"];
let waiting, last = "";

form.addEventListener("input", ({ target }) => {
  if (!ASKED.includes(target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, 500);
});

async function ask() {
  const typed = new FormData(form), sent = new URLSearchParams();
  for (const name of [...ASKED, "csrfmiddlewaretoken"]) sent.set(name, typed.get(name) ?? "");
  if (sent.toString() === last || sent.get("name").trim().split(/\s+/).length < 2) return;
  last = sent.toString();
  const answer = await fetch(form.dataset.alike, { method: "POST", body: sent, headers: { Accept: "application/json" } });
  if (answer.ok && sent.toString() === last) show((await answer.json()).found);
}

function show(found) {
  list.replaceChildren(...found.map(({ url, words, why }) => {
    const item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("span");
    link.href = url;
    link.target = "_blank";
    link.textContent = words;
    small.className = "small";
    small.textContent = why;
    item.append(link, document.createElement("br"), small);
    return item;
  }));
  box.hidden = !found.length;
  told.textContent = found.length ? told.dataset.words : "";
}
