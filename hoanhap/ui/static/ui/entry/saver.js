/* Autosave. Nothing typed is lost: a change waits here until the server has said what became of it.
   One request is under way at a time, so revisions never overtake each other. */

import { fill } from "./numbers.js";

const PAUSE = 600;
const PATIENCE = 30000;
const BACK_OFF = [1000, 2000, 4000, 8000, 15000, 30000];

export class Saver {
  constructor(form, sheet, words, { onreply, onclash, onrefused }) {
    Object.assign(this, { form, sheet, words, onreply, onclash, onrefused });
    Object.assign(this, { waiting: new Map(), underway: new Map(), refused: new Set(), clashes: new Map(), tries: 0, timer: 0, stopped: "", idle: null });
    this.line = document.querySelector("[data-save-state]");
    this.initial = this.line.textContent.trim();
    this.again = document.querySelector("[data-retry]");
    this.again.addEventListener("click", () => this.flush());
    addEventListener("online", () => this.soon(0));
    addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault() });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.soon(0) });
  }

  get unsaved() { return this.waiting.size + this.underway.size + this.refused.size + this.clashes.size }

  changed(cell) {
    this.clashes.delete(cell.key);
    this.refused.delete(cell.key);
    if (cell.verdict) { this.waiting.delete(cell.key); this.refused.add(cell.key) }
    else if (cell.text === cell.saved && !this.underway.has(cell.key)) this.waiting.delete(cell.key);
    else this.waiting.set(cell.key, cell.raw);
    this.stopped = "";
    this.soon(PAUSE);
    this.say();
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  /* Saves what waits, now; resolves when nothing is under way any more. True when all is safe. */
  async flush() {
    Object.assign(this, { tries: 0, stopped: "" });
    clearTimeout(this.timer);
    while (this.underway.size || (this.waiting.size && !this.stopped && !this.tries)) await (this.idle ?? this.send());
    return !this.unsaved;
  }

  send() {
    if (this.underway.size || !this.waiting.size || this.stopped) return Promise.resolve();
    [this.underway, this.waiting] = [this.waiting, new Map()];
    this.say();
    this.idle = this.exchange([...this.underway]).finally(() => { this.idle = null; this.say(); if (this.waiting.size && !this.tries) this.soon(PAUSE) });
    return this.idle;
  }

  async exchange(batch) {
    const cells = batch.map(([key, typed]) => { const { row, column, revision } = this.sheet.cells.get(key); return { row, column, typed, revision } });
    let reply, response;
    try {
      response = await fetch(this.form.dataset.saveUrl, {
        method: "POST", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ grid: this.form.dataset.grid, cells }),
      });
      if (response.headers.get("Content-Type")?.startsWith("application/json")) reply = await response.json();
    } catch { response = null }
    if (response?.ok && reply) return this.take(batch, reply);
    this.putBack(batch);
    if (response && response.status < 500) {
      const said = reply?.message ?? (response.status === 401 ? "" : reply?.error);
      this.stopped = said ? [said, reply.remedy].filter(Boolean).join(" ") : this.words.session;
      return;
    }
    this.trouble = response ? this.words.trouble : this.words.offline;
    this.soon(BACK_OFF[Math.min(this.tries, BACK_OFF.length - 1)]);
    this.tries += 1;
  }

  get token() { return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" }

  putBack(batch) {
    this.underway = new Map();
    for (const [key, typed] of batch) if (!this.waiting.has(key) && !this.refused.has(key)) this.waiting.set(key, typed);
  }

  take(batch, reply) {
    Object.assign(this, { tries: 0, underway: new Map() });
    const left = new Map(batch);
    const answer = (list, act) => { for (const item of list ?? []) { const cell = this.sheet.at(item.row, item.column); if (cell) { act(cell, item, left.get(cell.key)); left.delete(cell.key) } } };
    answer(reply.saved, (cell, item, sent) => this.sheet.settle(cell, { ...item, keep: this.newer(cell, sent) }));
    answer(reply.conflicts, (cell, item, sent) => this.onclash(cell, item, sent));
    answer(reply.computed, (cell, item) => { if (cell.kind === "sum") this.sheet.settle(cell, { ...item, keep: this.waiting.size > 0 }) });
    for (const [key] of left) if (!this.waiting.has(key)) { this.refused.add(key); this.onrefused(this.sheet.cells.get(key)) }
    this.at = new Date();
    this.onreply(reply);
  }

  /* Whether the person has gone on typing in the cell since it was sent. */
  newer(cell, sent) { return cell.raw !== sent || (document.activeElement === cell.input && cell.input.value !== cell.text) }

  say() {
    const { words } = this, busy = this.underway.size || this.waiting.size;
    const [tone, text] =
      this.stopped ? ["law", this.stopped]
      : this.tries ? ["law", this.trouble]
      : this.clashes.size ? ["warn", fill(words.clashes, { n: this.clashes.size })]
      : this.refused.size ? ["warn", fill(words.stuck, { n: this.refused.size })]
      : busy ? ["", words.saving]
      : this.at ? ["ok", fill(words.saved, { time: this.at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" }) })]
      : ["", this.initial];
    if (this.line.textContent.trim() !== text) this.line.textContent = text;
    this.line.dataset.tone = tone;
    this.again.hidden = !(this.stopped || this.tries);
    this.form.dataset.unsaved = this.unsaved;
  }
}
