/* A list form: lines that are added, moved and removed. A line is its cells and nothing else: moving exchanges the
   contents of two lines, removing empties one, so that saving, conflicts, undo and history are those of any cell. A line that
   comes from a record (data-record) stays where it is. */

export class Lines {
  constructor(form, sheet, { announce }) {
    Object.assign(this, { form, sheet, announce });
    this.pattern = form.querySelector("template[data-line]");
    this.next = +(this.pattern?.dataset.line.slice(1) ?? 1);
    this.ceded = new Map();
    form.addEventListener("click", (event) => this.pressed(event));
    this.number();
  }

  get body() { return this.sheet.table.tBodies[0] }
  get trs() { return [...this.body.rows].filter((tr) => !tr.hidden && !tr.classList.contains("beside")) }
  cells(tr) { return [...tr.querySelectorAll("[data-row]")].map((input) => this.sheet.of(input)) }

  pressed(event) {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    event.preventDefault();
    const [act, row] = button.value.split(":");
    if (act === "add") return this.cells(this.add())[0].input.focus();
    const tr = button.closest("tr");
    if (act === "remove") return this.remove(tr);
    this.move(tr, act === "up" ? -1 : 1, act);
  }

  add() {
    const code = `n${String(this.next++).padStart(4, "0")}`, tr = this.pattern.content.firstElementChild.cloneNode(true);
    for (const element of [tr, ...tr.querySelectorAll("*")])
      for (const { name, value } of [...element.attributes])
        if (value.includes(this.pattern.dataset.line)) element.setAttribute(name, value.replaceAll(this.pattern.dataset.line, code));
    this.body.append(tr);
    this.sheet.adopt(tr);
    this.number();
    return tr;
  }

  remove(tr) {
    const all = this.trs, near = all[all.indexOf(tr) + 1] ?? all[all.indexOf(tr) - 1];
    this.sheet.change(this.cells(tr).map((cell) => [cell, ""]));
    tr.hidden = true;
    this.number();
    (near ? this.cells(near)[0].input : this.form.querySelector("button[value=add]")).focus();
  }

  move(tr, by, act) {
    const all = this.trs, other = all[all.indexOf(tr) + by];
    if (!other || "record" in other.dataset || ![...this.cells(tr), ...this.cells(other)].every((cell) => cell.open)) return;
    const mine = this.cells(tr), theirs = this.cells(other);
    this.sheet.change([...mine.map((cell, i) => [cell, theirs[i].raw]), ...theirs.map((cell, i) => [cell, mine[i].raw])]);
    other.querySelector(`button[value^="${act}:"]`)?.focus();
  }

  /* Someone else made the same new line first: theirs stands, ours goes to a fresh one, and whoever types goes with it. */
  cede(cell, sent) {
    const tr = cell.input.closest("tr");
    if (!this.ceded.has(cell.row)) this.ceded.set(cell.row, this.add());
    const to = this.ceded.get(cell.row), target = this.cells(to)[this.cells(tr).indexOf(cell)];
    this.sheet.set(target, sent);
    const here = this.sheet.of(document.activeElement);
    if (here?.row === cell.row) this.cells(to)[this.cells(tr).indexOf(here)].input.focus();
    this.announce(["moved", { n: this.trs.indexOf(to) + 1 }]);
  }

  number() { this.trs.forEach((tr, i) => { const stt = tr.querySelector("[data-stt]"); if (stt) stt.textContent = i + 1 }) }
}
