/* What stands beside the cells: the list of problems, the line under a row that says what is wrong or who else wrote. */

import { fill } from "./numbers.js";

const TONES = { error: "wrong", warning: "bad", question: "back" };

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
};

export class Notes {
  constructor(form, sheet, words) {
    Object.assign(this, { form, sheet, words, panels: new Map() });
    this.list = document.querySelector("[data-problems]");
    this.pattern = document.querySelector("template[data-note]");
    this.count = document.querySelector("[data-warnings]");
    this.list.addEventListener("click", (event) => this.jump(event));
    this.list.addEventListener("submit", (event) => this.explain(event));
  }

  where(cell) {
    const head = this.sheet.table.querySelector(`[data-column="${CSS.escape(cell.column)}"]`)?.dataset.title ?? cell.column;
    const line = cell.input.closest("tr").querySelector("th[data-title]")?.dataset.title;
    return `${line ?? fill(this.words.line, { n: this.sheet.place(cell).y + 1 })}, ${head}`;
  }

  jump(event) {
    const link = event.target.closest("a[data-to]"), input = link && document.getElementById(link.dataset.to);
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.scrollIntoView({ block: "center", inline: "nearest" });
  }

  /* Replaces the whole list by what the server found; a half-written explanation stays. The same list again is left
     alone, so that a screen reader does not read it out after every save. */
  show({ problems, warnings, blanks }) {
    this.left(blanks);
    if (!problems) return;
    const said = JSON.stringify(problems.map((problem) => [problem, this.sheet.at(problem.row, problem.column)?.text]));
    if (said === this.said) return;
    this.said = said;
    const drafts = new Map([...this.list.querySelectorAll("[data-key]")].map((note) => [note.dataset.key, note.querySelector("details[open] textarea")?.value]).filter(([, text]) => text));
    for (const cell of this.sheet.cells.values()) if (!cell.verdict) { cell.td.classList.remove(...Object.values(TONES)); this.unmark(cell) }
    this.list.replaceChildren(...problems.map((problem) => this.note(problem, drafts)));
    if (this.count && warnings !== undefined) { this.count.textContent = warnings; this.count.hidden = !warnings }
    document.querySelector("[data-no-problems]")?.toggleAttribute("hidden", problems.length > 0);
  }

  /* How many cells are still blank, where the page says so. */
  left(blanks) {
    const told = document.querySelector("[data-blanks]");
    if (!told || blanks === undefined) return;
    told.textContent = blanks;
    told.closest("form").hidden = !blanks;
  }

  note(problem, drafts) {
    const note = this.pattern.content.firstElementChild.cloneNode(true), find = (name) => note.querySelector(`[data-${name}]`);
    const cell = this.sheet.at(problem.row, problem.column), open = problem.severity === "warning" && !problem.explained;
    note.dataset.key = [problem.row, problem.column, problem.check].join("|");
    note.classList.toggle("law", problem.severity === "error" || problem.severity === "question");
    note.classList.toggle("ok", Boolean(problem.explained));
    note.id = `p-${problem.row}-${problem.column}-${problem.check}`;
    const place = find("to");
    if (cell) {
      place.textContent = this.where(cell) + (cell.text ? `: ${cell.text}` : "");
      Object.assign(place, { href: `#${cell.input.id}` }).dataset.to = cell.input.id;
      this.mark(cell, problem.severity, note.id, Boolean(problem.explained));
    } else place.closest("p").remove();
    find("message").textContent = problem.message;
    find("remedy").textContent = problem.remedy ?? "";
    find("remedy").hidden = !problem.remedy;
    const said = find("explained");
    said.hidden = !problem.explained;
    said.querySelector("span").textContent = problem.explained ?? "";
    const link = find("link");
    if (problem.link) Object.assign(link, { href: problem.link, textContent: problem.link_text });
    else link.closest("p").remove();
    const take = note.querySelector("[data-take]");
    if (problem.check !== "register") take?.remove();
    else if (take) take.querySelector("button").value = `take:${problem.row}|${problem.column}`;
    const form = note.querySelector("details");
    if (!open || !this.form.dataset.explainUrl) form?.remove();
    else {
      for (const name of ["row", "column", "check"]) form.querySelector(`[name=${name}]`).value = problem[name];
      const draft = drafts?.get(note.dataset.key);
      if (draft) { form.open = true; form.querySelector("textarea").value = draft }
    }
    return note;
  }

  mark(cell, severity, id, explained) {
    if (explained) return;
    cell.td.classList.add(TONES[severity]);
    cell.input.setAttribute("aria-describedby", id);
    if (severity === "error") cell.input.setAttribute("aria-invalid", "true");
  }
  unmark(cell) {
    cell.input.removeAttribute("aria-invalid");
    if (cell.td.classList.contains("reg") && document.getElementById("from-register")) cell.input.setAttribute("aria-describedby", "from-register");
    else cell.input.removeAttribute("aria-describedby");
  }

  async explain(event) {
    event.preventDefault();
    if ("take" in event.target.dataset) return this.take(event.target);
    const form = event.target, says = form.querySelector("[role=alert]");
    let reply;
    try {
      const response = await fetch(form.action, { method: "POST", credentials: "same-origin", headers: { Accept: "application/json" }, body: new FormData(form) });
      const json = response.headers.get("Content-Type")?.startsWith("application/json");
      if (response.ok && !json) return location.reload();  // a page, not a reply: it shows the outcome itself
      reply = json ? await response.json() : null;
      if (response.ok) { form.querySelector("textarea").value = ""; this.show(reply); return }
    } catch { reply = null }
    says.textContent = reply ? [reply.message ?? reply.error, reply.remedy].filter(Boolean).join(" ") : this.words.offline;
  }

  /* Back to what the register says: the server knows it, a cleared cell asks for it. */
  take(form) {
    const [row, column] = form.closest("[data-key]").dataset.key.split("|"), cell = this.sheet.at(row, column);
    if (!cell) return;
    this.sheet.change([[cell, ""]]);
    cell.input.focus();
  }

  /* A line under the cell's row. One per cell; `verdict` says what is wrong with what was typed. */
  verdict(cell) {
    cell.td.classList.toggle("wrong", Boolean(cell.verdict));
    if (!cell.verdict) { if (this.panels.get(cell.key)?.dataset.kind === "verdict") this.shut(cell); if (cell.input.getAttribute("aria-invalid")) this.unmark(cell); return }
    const { message, remedy } = cell.verdict, panel = this.open(cell, "verdict");
    panel.append(make("p", {}, make("b", { textContent: `${this.where(cell)}: ${message}.` })), make("p", { textContent: `${remedy}.` }));
    this.mark(cell, "error", panel.id, false);
  }

  /* Two people, one cell: both values, two buttons. */
  clash(cell, { mine, theirs, by, at }, keep, take) {
    const panel = this.open(cell, "clash"), { words } = this, shown = (text) => make("b", { textContent: text || words.empty });
    const when = at ? new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }) : "";
    const choice = (label, value, verb, act) => make("div", { className: "choice" }, make("span", { textContent: `${label}: ` }), shown(value),
      make("button", { type: "button", className: "btn small", textContent: verb, onclick: () => { this.shut(cell); cell.td.classList.remove("clash"); act(); cell.input.focus() } }));
    panel.append(make("p", { textContent: fill(words.clash, { where: this.where(cell) }) }), make("div", { className: "row" },
      choice(words.mine, mine, words.keepMine, keep), choice(by ? fill(words.theirs, { by, at: when }) : words.theirsNobody, theirs, words.takeTheirs, take)));
    cell.td.classList.add("clash");
  }

  open(cell, kind) {
    this.shut(cell);
    const panel = make("div", { className: `panel ${kind}`, id: `w-${cell.row}-${cell.column}` });
    panel.setAttribute("role", "alert");
    panel.dataset.kind = kind;
    const line = make("tr", { className: "beside" }, make("td", { colSpan: cell.input.closest("tr").cells.length }, panel));
    let after = cell.input.closest("tr");
    while (after.nextElementSibling?.classList.contains("beside")) after = after.nextElementSibling;
    after.after(line);
    this.panels.set(cell.key, panel);
    return panel;
  }

  shut(cell) {
    const panel = this.panels.get(cell.key);
    this.panels.delete(cell.key);
    panel?.closest("tr").remove();
    if (panel && !cell.verdict) this.unmark(cell);
  }
}
