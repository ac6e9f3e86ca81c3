// What a hand does in the grid: choose a cell, type, tick, pick from a list, insert, delete, sort.

import { ask, by, cellAt, choicesAt, draw, load, pick, refresh, reveal, say, sheet, shownColumns, shownRows, tdAt, watch } from "./grid.js";

const formula = document.getElementById("formula");
const place = document.getElementById("place");
const note = document.getElementById("note");
const typedAt = (row, column) => { const cell = cellAt(row, column); return cell?.e ?? cell?.t ?? ""; };
let editor = null, menu = null;

const send = async (path, body) => {
  say("Enregistrement…");
  try {
    await ask(path, body);
    await refresh();
    say("Enregistré");
  } catch (error) {
    say(error.message, true);
  }
};
const write = (row, column, values) => send("/cells", { gid: sheet.gid, row, column, values });
const apply = (...requests) => send("/requests", { requests });

const begin = () => {
  sheet.picked = () => {
    const { row, column } = sheet.at;
    place.textContent = `${sheet.frame.columns[column].name}${row + 1}`;
    if (document.activeElement !== formula) formula.value = typedAt(row, column);
  };
  sheet.fold = (group) => apply({ updateDimensionGroup: { fields: "collapsed", dimensionGroup: {
    range: span("COLUMNS", group.start, group.end), depth: group.depth, collapsed: !group.folded } } });
  formula.readOnly = !sheet.writes;
  for (const button of document.querySelectorAll("[data-do]")) {
    button.disabled = !sheet.writes;
    button.addEventListener("click", () => { acts[button.dataset.do](sheet.at); sheet.view.focus(); });
  }
  sheet.at.row = sheet.loose[0] ?? 0;
  pick();
  sheet.view.focus({ preventScroll: true });
};

const span = (dimension, startIndex, endIndex) => ({ sheetId: sheet.gid, dimension, startIndex, endIndex });
const insert = (dimension, at, before) => apply({ insertDimension: { range: span(dimension, at, at + 1), inheritFromBefore: before } });
const remove = (dimension, at) => apply({ deleteDimension: { range: span(dimension, at, at + 1) } });
const hide = (start, end, hiddenByUser, dimension) => ({ updateDimensionProperties: {
  range: span(dimension, start, end), properties: { hiddenByUser }, fields: "hiddenByUser" } });
const sort = (dimensionIndex, sortOrder) => apply({ sortRange: {
  range: { sheetId: sheet.gid, startRowIndex: sheet.frame.frozenRows }, sortSpecs: [{ dimensionIndex, sortOrder }] } });
const acts = {
  rowAbove: ({ row }) => insert("ROWS", row, row > 0 && row >= sheet.frame.frozenRows + 1),
  rowBelow: ({ row }) => insert("ROWS", row + 1, true),
  rowDelete: ({ row }) => remove("ROWS", row),
  columnLeft: ({ column }) => insert("COLUMNS", column, false),
  columnRight: ({ column }) => insert("COLUMNS", column + 1, true),
  columnDelete: ({ column }) => remove("COLUMNS", column),
  ascending: ({ column }) => sort(column, "ASCENDING"),
  descending: ({ column }) => sort(column, "DESCENDING"),
  hide: ({ column }) => apply(hide(column, column + 1, true, "COLUMNS")),
  show: () => apply(hide(0, sheet.frame.columns.length, false, "COLUMNS"), hide(0, sheet.frame.rowCount, false, "ROWS")),
};

const go = (down, right) => {
  const step = (all, from, by) => all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + by))] ?? from;
  sheet.at = { row: step(shownRows(), sheet.at.row, down), column: step(shownColumns(), sheet.at.column, right) };
  reveal();
  pick();
};

const close = () => {
  editor?.remove();
  menu?.remove();
  editor = menu = null;
};

const edit = (text) => {
  close();
  const { row, column } = sheet.at, cell = cellAt(row, column);
  if (!sheet.writes || cell?.b !== undefined) return;
  const td = tdAt(row, column), frame = sheet.view.getBoundingClientRect();
  if (!td) return;
  const box = td.getBoundingClientRect();
  const value = text ?? typedAt(row, column);
  editor = by("textarea", { id: "editor", value, rows: 1, spellcheck: false });
  Object.assign(editor.style, {
    left: `${box.left - frame.left + sheet.view.scrollLeft}px`, top: `${box.top - frame.top + sheet.view.scrollTop}px`,
    width: `${Math.max(box.width, Math.min(420, value.length * 7 + 24))}px`, height: `${Math.max(box.height, Math.min(200, Math.ceil(value.length / 56) * 19 + 6))}px`,
  });
  sheet.view.append(editor);
  const options = choicesAt(row, column);
  if (options.length) offer(options, box, frame);
  editor.focus();
  editor.setSelectionRange(value.length, value.length);
  editor.addEventListener("keydown", editing);
  editor.addEventListener("input", () => { formula.value = editor.value; filter(options, box, frame); });
  editor.addEventListener("blur", () => setTimeout(() => { if (editor && document.activeElement !== editor) commit(0, 0); }, 150));
};

const filter = (options, box, frame) => {
  menu?.remove();
  menu = null;
  const found = options.filter((option) => option.toLowerCase().includes(editor.value.toLowerCase()));
  if (found.length) offer(found, box, frame);
};

const offer = (options, box, frame) => {
  menu = by("div", { className: "menu" }, ...options.map((option) => {
    const made = by("button", { type: "button", textContent: option });
    made.addEventListener("mousedown", (event) => { event.preventDefault(); editor.value = option; commit(0, 0); });
    return made;
  }));
  const below = box.bottom - frame.top + sheet.view.scrollTop;
  Object.assign(menu.style, { left: `${box.left - frame.left + sheet.view.scrollLeft}px`, top: `${below + 2}px` });
  sheet.view.append(menu);
};

const commit = (down, right) => {
  if (!editor) return;
  const { row, column } = sheet.at, value = editor.value;
  const changed = value !== typedAt(row, column);
  close();
  go(down, right);
  sheet.view.focus();
  if (changed) write(row, column, [[value]]);
};

const editing = (event) => {
  event.stopPropagation();
  if (event.key === "Escape") { close(); sheet.view.focus(); pick(); }
  else if (event.key === "Enter" && !event.altKey && !event.shiftKey) { event.preventDefault(); commit(1, 0); }
  else if (event.key === "Tab") { event.preventDefault(); commit(0, event.shiftKey ? -1 : 1); }
};

const toggle = (row, column) => sheet.writes && write(row, column, [[cellAt(row, column).b !== 1]]);

const keys = {
  ArrowDown: () => go(1, 0), ArrowUp: () => go(-1, 0), ArrowLeft: () => go(0, -1), ArrowRight: () => go(0, 1),
  PageDown: () => go(20, 0), PageUp: () => go(-20, 0), Tab: (event) => go(0, event.shiftKey ? -1 : 1),
  Home: () => go(0, -1e9), End: () => go(0, 1e9), Enter: () => edit(), F2: () => edit(),
  Delete: () => sheet.writes && write(sheet.at.row, sheet.at.column, [[""]]),
  Backspace: () => sheet.writes && write(sheet.at.row, sheet.at.column, [[""]]),
};

sheet.view.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const ticked = cellAt(sheet.at.row, sheet.at.column)?.b !== undefined;
  if (ticked && event.key === " ") { event.preventDefault(); toggle(sheet.at.row, sheet.at.column); }
  else if (keys[event.key]) { event.preventDefault(); keys[event.key](event); }
  else if (event.key.length === 1) { event.preventDefault(); edit(event.key); }
});

sheet.view.addEventListener("mousedown", (event) => {
  const td = event.target.closest("td[data-row], th[data-row], th[data-column]");
  if (!td || event.target.closest("#editor, .menu, a, .groups")) return;
  if (editor) commit(0, 0);
  const again = sheet.at.row === Number(td.dataset.row) && sheet.at.column === Number(td.dataset.column);
  sheet.at = { row: Number(td.dataset.row ?? sheet.at.row), column: Number(td.dataset.column ?? sheet.at.column) };
  pick();
  if (event.target.type === "checkbox") { event.preventDefault(); toggle(sheet.at.row, sheet.at.column); }
  else if (td.classList.contains("list") && again) { event.preventDefault(); edit(); }
});
sheet.view.addEventListener("click", (event) => { if (event.target.type === "checkbox") event.preventDefault(); });
sheet.view.addEventListener("dblclick", (event) => { if (event.target.closest("td[data-row]")) edit(); });

sheet.view.addEventListener("mouseover", (event) => {
  const td = event.target.closest("td[data-row]"), text = td && cellAt(Number(td.dataset.row), Number(td.dataset.column))?.c;
  note.hidden = !text;
  if (!text) return;
  const box = td.getBoundingClientRect();
  note.textContent = text;
  Object.assign(note.style, { left: `${Math.min(box.right + 6, innerWidth - 300)}px`, top: `${Math.min(box.top, innerHeight - 120)}px` });
});

document.addEventListener("paste", (event) => {
  if (!sheet.writes || editor || document.activeElement === formula) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  write(sheet.at.row, sheet.at.column, text.split("\n").map((line) => line.split("\t")));
});
document.addEventListener("copy", (event) => {
  if (editor || document.activeElement === formula) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", cellAt(sheet.at.row, sheet.at.column)?.t ?? "");
});

formula.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { formula.value = typedAt(sheet.at.row, sheet.at.column); sheet.view.focus(); }
  if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { row, column } = sheet.at;
  if (sheet.writes && formula.value !== typedAt(row, column)) write(row, column, [[formula.value]]);
  sheet.view.focus();
});
formula.addEventListener("focus", () => { formula.style.height = `${Math.min(200, Math.max(30, formula.scrollHeight))}px`; });
formula.addEventListener("blur", () => { formula.style.height = "30px"; draw(true); });
document.getElementById("person").addEventListener("change", (event) => event.target.form.submit());

load().then(() => {
  begin();
  say(sheet.writes ? "Enregistré" : "Lecture seule");
  setTimeout(watch, 3000);
}).catch((error) => say(error.message, true));
