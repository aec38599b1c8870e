/* The entry grid: makes a spreadsheet of the form that the server has drawn. The form works without this file. */

import { Keys } from "./entry/keys.js";
import { Lines } from "./entry/lines.js";
import { Notes } from "./entry/notes.js";
import { Reader, fill } from "./entry/numbers.js";
import { Saver } from "./entry/saver.js";
import { Sheet } from "./entry/cells.js";

export function open(form) {
  const words = JSON.parse(document.getElementById("grid-words").textContent);
  const status = document.querySelector("[data-announce]");
  const announce = (...said) => { status.textContent = said.filter(Boolean).map(([word, values]) => fill(words[word], values)).join(" ") };
  const sheet = new Sheet(form.querySelector("table"), new Reader(words));
  const notes = new Notes(form, sheet, words);
  const lines = form.dataset.kind === "list" ? new Lines(form, sheet, { announce }) : null;
  const saver = new Saver(form, sheet, words, {
    onreply: (reply) => notes.show(reply),
    onrefused: (cell) => cell.td.classList.add("wrong"),
    onclash: (cell, clash, sent) => meet(cell, clash, sent),
  });
  const keys = new Keys(sheet, { nil: words.nil, announce, grow: lines ? () => lines.add() : undefined });

  sheet.onverdict = (cell) => notes.verdict(cell);
  sheet.onchange = (cell) => { settled(cell); saver.changed(cell); lines?.number() };

  /* Whoever types over a clash has seen both values: the new one stands on the other's revision. */
  function settled(cell) {
    if (!saver.clashes.has(cell.key)) return;
    cell.revision = saver.clashes.get(cell.key).revision;
    notes.shut(cell);
    cell.td.classList.remove("clash");
  }

  /* A clash waits for the person's choice; meanwhile neither value is lost and the cell is not sent. */
  function meet(cell, clash, sent) {
    const fresh = lines && cell.revision === 0 && clash.theirs !== "";
    if (saver.waiting.has(cell.key)) sent = saver.waiting.get(cell.key);
    saver.waiting.delete(cell.key);
    if (fresh || (lines && clash.theirs === "")) {
      sheet.settle(cell, { shown: clash.theirs, revision: clash.revision });
      return fresh ? lines.cede(cell, sent) : sheet.set(cell, sent);
    }
    saver.clashes.set(cell.key, clash);
    const choose = (text) => {
      saver.clashes.delete(cell.key);
      sheet.settle(cell, { shown: clash.theirs, revision: clash.revision });
      if (text !== null) sheet.set(cell, text);
      sheet.addUp();
      saver.say();
    };
    notes.clash(cell, { ...clash, mine: cell.text }, () => choose(sent), () => choose(null));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); saver.flush() });
  document.addEventListener("submit", (event) => { if (event.target !== form && !event.target.closest("[data-problems]")) safely(event, saver) });
  document.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); saver.flush() } });
  const button = (name, act) => document.querySelector(`[data-do=${name}]`)?.addEventListener("click", act);
  button("undo", () => keys.undo());
  button("redo", () => keys.redo());
  button("nil", () => { if (keys.last?.open) { keys.sayNil(keys.last); keys.last.input.focus() } });
  for (const cell of sheet.cells.values()) if (cell.kind !== "open") cell.input.tabIndex = -1;
  for (const link of sheet.table.querySelectorAll("a.from")) link.tabIndex = -1;
  document.documentElement.classList.add("live");
  form.dataset.unsaved = 0;
  return { sheet, saver, notes, keys, lines };
}

/* “Gửi”, “Nạp Excel” and the like wait until everything typed is saved; if that fails, they do not happen. */
async function safely(event, saver) {
  if (!saver.unsaved) return;
  event.preventDefault();
  const { target, submitter } = event;
  if (await saver.flush()) target.requestSubmit(submitter ?? undefined);
  else document.querySelector("[data-save-state]").scrollIntoView({ block: "center" });
}

const form = document.querySelector("form[data-grid]");
if (form?.dataset.saveUrl) open(form);
