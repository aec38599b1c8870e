/* The sheet in memory: what stands in each cell, live totals, undo. It knows nothing of keys, network or notes;
   it tells whoever listens: `onchange(cell)` after a commit, `onverdict(cell)` when a cell turns good or bad. */

import { BLANK, Bad, added, fill, fold } from "./numbers.js";

export const key = (row, column) => `${row}|${column}`;

class Cell {
  constructor(input) {
    const d = input.dataset;
    Object.assign(this, { input, row: d.row, column: d.col, kind: d.kind ?? "open", type: d.type ?? "number" });
    this.rules = { exponent: +(d.exp ?? 0), money: "money" in d, over: "over" in d, unit: d.unit ?? "" };
    this.parts = d.sum ? d.sum.split(" ") : [];
    this.revision = +(d.rev ?? 0);
    this.text = input.value;   // what was last committed, as shown
    this.raw = input.value;    // the same, as the person typed it: this is what is sent
    this.saved = input.value;  // what the server holds, as shown
    this.verdict = null;       // a Bad, when it cannot be read
  }
  get key() { return key(this.row, this.column) }
  get open() { return this.kind === "open" && !this.input.readOnly && !this.input.disabled }
  get td() { return this.input.closest("td") }
}

export class Sheet {
  constructor(table, reader) {
    Object.assign(this, { table, reader, cells: new Map(), past: [], future: [], onchange() {}, onverdict() {} });
    this.adopt(table);
  }

  adopt(root) { for (const input of root.querySelectorAll("[data-row]")) { const cell = new Cell(input); this.cells.set(cell.key, cell) } }
  of(input) { return input?.dataset?.row ? this.cells.get(key(input.dataset.row, input.dataset.col)) : undefined }
  at(row, column) { return this.cells.get(key(row, column)) }

  /* The lines as they stand on screen; a heading is a line without cells, so a block pasted from paper keeps its place. */
  lines() {
    return [...this.table.tBodies].flatMap((body) => [...body.rows]).filter((tr) => !tr.hidden && !tr.classList.contains("beside"))
      .map((tr) => [...tr.querySelectorAll("[data-row]")].map((input) => this.of(input)));
  }

  place(cell) {
    const lines = this.lines(), y = lines.findIndex((line) => line.includes(cell));
    return { lines, y, x: lines[y]?.indexOf(cell) ?? -1 };
  }

  /* Reads text as the cell's type. Throws Bad. */
  read(cell, text) {
    if (cell.type === "number") return this.reader.number(text, cell.rules);
    if (cell.type === "date") return this.reader.date(text);
    if (cell.type === "choice") return { ...BLANK, text: this.choice(cell, text) };
    return { ...BLANK, text: text.normalize("NFC").trim() };
  }

  choice(cell, text) {
    const wanted = fold(text), options = [...cell.input.options];
    const found = options.find((option) => wanted === fold(option.value) || wanted === fold(option.label));
    if (found) return found.value;
    const { words } = this.reader, all = options.filter((o) => o.value).map((o) => o.label).join(", ");
    throw new Bad(fill(words.notChoice, { x: text }), fill(words.notChoiceDo, { all }));
  }

  shown(cell, content) { return cell.type === "number" ? this.reader.showCell(content, cell.rules.exponent) : content.text }

  /* What a cell holds now; a bad one holds nothing. */
  content(cell) {
    if (cell.verdict) return BLANK;
    try { return this.read(cell, cell.raw) } catch { return BLANK }
  }

  /* One step that can be undone: [[cell, text], …]. Returns how many cells changed. */
  change(wanted) {
    const step = wanted.filter(([cell, text]) => cell.open && this.differs(cell, text)).map(([cell, text]) => ({ cell, before: cell.raw, after: text }));
    for (const { cell, after } of step) this.set(cell, after);
    if (step.length) { this.past.push(step); this.future.length = 0; this.addUp() }
    for (const [cell] of wanted) if (!step.some((s) => s.cell === cell)) this.show(cell);
    return step.length;
  }

  differs(cell, text) { return text !== cell.text && text !== cell.raw }
  commit(cell) { return this.change([[cell, cell.input.value]]) }

  undo() { return this.replay(this.past, this.future, "before") }
  redo() { return this.replay(this.future, this.past, "after") }
  replay(from, to, which) {
    const step = from.pop();
    if (!step) return [];
    for (const change of step) this.set(change.cell, change[which]);
    to.push(step);
    this.addUp();
    return step.map((change) => change.cell);
  }

  set(cell, text) {
    cell.raw = text;
    try {
      cell.text = this.shown(cell, this.read(cell, text));
      cell.verdict = null;
    } catch (verdict) {
      if (!(verdict instanceof Bad)) throw verdict;
      Object.assign(cell, { verdict, text });
    }
    this.show(cell);
    cell.input.closest("tr").hidden &&= !cell.text;
    this.onverdict(cell);
    this.onchange(cell);
  }

  /* The server's word for a cell: it becomes what is committed, without being a change of ours. */
  settle(cell, { shown, revision, register, keep = false }) {
    if (register !== undefined) cell.td.classList.toggle("reg", register);
    Object.assign(cell, { revision, saved: shown });
    cell.input.dataset.rev = revision;
    if (!keep) { Object.assign(cell, { text: shown, raw: shown, verdict: null }); this.show(cell); this.onverdict(cell) }
  }

  show(cell) {
    if (cell.input.value !== cell.text) cell.input.value = cell.text;
    cell.td.classList.toggle("nil", cell.type === "number" && cell.text === this.reader.words.nil);
    if (document.activeElement === cell.input && cell.input.select && cell.input.tagName !== "SELECT") cell.input.select();
  }

  /* Totals, innermost first: a total may itself be a part. One whose parts are not all on this page is the server's. */
  addUp() {
    const done = new Map();
    const total = (cell) => {
      if (!cell) return BLANK;
      if (!cell.parts.length) return this.content(cell);
      if (!done.has(cell.key)) done.set(cell.key, added(cell.parts.map((row) => total(this.at(row, cell.column)))));
      return done.get(cell.key);
    };
    for (const cell of this.cells.values()) {
      if (!cell.parts.length || !cell.parts.every((row) => this.at(row, cell.column))) continue;
      cell.text = cell.raw = this.shown(cell, total(cell));
      this.show(cell);
    }
  }
}
