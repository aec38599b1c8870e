/* Keyboard, mouse and clipboard: a cell is either chosen ("nav": all of it selected, so typing replaces), being typed
   ("type"), or being edited in place ("edit": arrows move the caret). Tab is left to the browser: nobody is trapped. */

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keys {
  constructor(sheet, { nil, announce, grow = () => false }) {
    Object.assign(this, { sheet, nil, announce, grow, mode: "nav", last: null });
    const on = (type, handler) => sheet.table.addEventListener(type, (event) => {
      const cell = sheet.of(event.target);
      if (cell) handler.call(this, event, cell);
    });
    sheet.table.addEventListener("mousedown", (event) => this.beside(event));
    on("focusin", this.chosen);
    on("focusout", (event, cell) => sheet.commit(cell));
    on("mousedown", this.pressed);
    on("dblclick", (event, cell) => this.edit(cell));
    on("input", () => { if (this.mode === "nav") this.mode = "type" });
    on("change", (event, cell) => { if (cell.type === "choice") sheet.commit(cell) });
    on("keydown", this.pressedKey);
    on("paste", this.pasted);
  }

  chosen(event, cell) { this.mode = "nav"; this.last = cell; this.select(cell) }
  select(cell) { if (cell.type !== "choice") cell.input.select() }
  edit(cell) {
    if (!cell.open || cell.type === "choice") return;
    this.mode = "edit";
    cell.input.setSelectionRange(cell.input.value.length, cell.input.value.length);
  }

  pressed(event, cell) {
    if (cell.type === "choice" || event.button !== 0) return;
    if (document.activeElement === cell.input) { if (event.detail === 1 && this.mode === "nav") this.mode = "edit"; return }
    event.preventDefault();
    cell.input.focus();
  }

  /* In a tall line a cell is more than its input: a click anywhere in it chooses it. */
  beside(event) {
    const input = event.target.tagName === "TD" && event.button === 0 && event.target.querySelector("[data-row]");
    if (!input) return;
    event.preventDefault();
    input.focus();
  }

  pressedKey(event, cell) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key, shiftKey: shift, altKey: alt } = event, ctrl = event.ctrlKey || event.metaKey;
    const act = this.action(cell, key, event.code, { shift, alt, ctrl });
    if (!act) return;
    event.preventDefault();
    act();
  }

  /* What a key does here, or nothing when the browser knows better. */
  action(cell, key, code, { shift, alt, ctrl }) {
    const editing = this.mode === "edit", tall = cell.input.tagName === "TEXTAREA", choice = cell.type === "choice";
    if (alt && code === "Digit0") return () => this.sayNil(cell);
    if (key === "Enter" && alt && tall) return () => this.breakLine(cell);
    if (alt) return null;
    if (key === "Enter" && ctrl) return this.trace(cell);
    if (key === "Enter") return () => this.go(cell, shift ? -1 : 1, 0);
    if (key === "Escape" && this.mode !== "nav") return () => this.restore(cell);
    if (key === "F2") return () => this.edit(cell);
    if (ctrl && !shift && key.toLowerCase() === "z" && this.mode === "nav") return () => this.undo();
    if (ctrl && this.mode === "nav" && (key.toLowerCase() === "y" || (shift && key.toLowerCase() === "z"))) return () => this.redo();
    if (key === "Delete" && this.mode === "nav" && !choice) return () => this.sheet.change([[cell, ""]]);
    if (shift || (choice && (key === "ArrowUp" || key === "ArrowDown") && !ctrl)) return null;
    if (editing && (tall || !["ArrowUp", "ArrowDown"].includes(key))) return null;
    if (key in ARROWS) return () => (ctrl ? this.leap : this.go).call(this, cell, ...ARROWS[key]);
    if (key === "Home" || key === "End") return () => this.edge(cell, key === "Home" ? 0 : -1, ctrl);
    if (key === "PageUp" || key === "PageDown") return () => this.go(cell, key === "PageUp" ? -10 : 10, 0);
    return null;
  }

  /* Moves by lines and columns, over headings; stays inside. */
  go(cell, dy, dx) {
    this.sheet.commit(cell);
    const { lines, y, x } = this.sheet.place(cell), found = this.step(lines, y, x, dy, dx);
    found === cell ? (this.mode = "nav", this.select(cell)) : this.focus(found);
  }

  step(lines, y, x, dy, dx) {
    if (dx) return lines[y][x + dx] ?? lines[y][x];
    const way = Math.sign(dy);
    let best = y;
    for (let next = y + way, left = Math.abs(dy); left > 0 && lines[next]; next += way) if (lines[next].length) { best = next; left -= 1 }
    return lines[best][Math.min(x, lines[best].length - 1)];
  }

  /* Ctrl + arrow: to the end of what is filled, or to the next thing filled, or to the edge. */
  leap(cell, dy, dx) {
    this.sheet.commit(cell);
    const { lines } = this.sheet.place(cell);
    const next = (from) => { const { y, x } = this.sheet.place(from), to = this.step(lines, y, x, dy, dx); return to === from ? null : to };
    let here = cell, there = next(cell);
    const run = Boolean(cell.text && there?.text);
    while (there && (run ? there.text : !here.text || here === cell)) {
      here = there;
      if (!run && here.text) break;
      there = next(here);
    }
    this.focus(here);
  }

  /* Where the figure comes from, when the page says so. */
  trace(cell) {
    const link = cell.td.querySelector("a.from");
    return link && (() => link.click());
  }

  edge(cell, end, whole) {
    this.sheet.commit(cell);
    const { lines, y } = this.sheet.place(cell), filled = lines.filter((line) => line.length);
    this.focus((whole ? filled.at(end) : lines[y]).at(end));
  }

  focus(cell) { cell.input.focus(); cell.input.scrollIntoView({ block: "nearest", inline: "nearest" }) }
  restore(cell) { cell.input.value = cell.text; this.mode = "nav"; this.select(cell) }
  sayNil(cell) { if (cell.type === "number") { this.sheet.change([[cell, this.nil]]); this.mode = "nav" } }
  breakLine(cell) { cell.input.setRangeText("\n", cell.input.selectionStart, cell.input.selectionEnd, "end"); this.mode = "edit" }

  undo() { this.replayed(this.sheet.undo(), "undone") }
  redo() { this.replayed(this.sheet.redo(), "redone") }
  replayed(cells, word) {
    if (!cells.length) return;
    this.focus(cells[0]);
    this.announce([word, { n: cells.length }]);
  }

  pasted(event, cell) {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    const block = unpack(text);
    if (this.mode === "edit" || (block.length === 1 && block[0].length === 1 && cell.input.tagName === "TEXTAREA")) return;
    event.preventDefault();
    const { wanted, skipped } = this.spread(cell, block);
    this.sheet.change(wanted);
    this.mode = "nav";
    this.select(cell);
    this.announce(wanted.length !== 1 && ["pasted", { n: wanted.length }], skipped && ["skipped", { n: skipped }]);
  }

  /* Lays a block over the cells from the chosen one on. Totals, locked cells and what falls outside are counted, not lost silently. */
  spread(cell, block) {
    const { y, x } = this.sheet.place(cell), wanted = [];
    while (this.sheet.lines().length < y + block.length && this.grow());
    const lines = this.sheet.lines();
    let skipped = 0;
    block.forEach((texts, down) => texts.forEach((text, right) => {
      const target = lines[y + down]?.[x + right];
      if (target?.open) wanted.push([target, text]);
      else if (text.trim() && text.trim() !== target?.text && lines[y + down]?.length !== 0) skipped += 1;
    }));
    return { wanted, skipped };
  }
}

/* Excel's clipboard text: tabs and line ends; a cell with either, or with a quote, is quoted. */
export function unpack(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;
  for (const [whole, quoted, plain, end] of text.matchAll(pattern)) {
    if (whole === "" && rows.length > 1 && !rows.at(-1).length) break;
    rows.at(-1).push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  if (rows.length > 1 && !rows.at(-1).length) rows.pop();
  return rows;
}
