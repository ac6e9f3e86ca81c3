// The grid: only the rows one can see are in the page; their cells come from the server in blocks.

const ROW = 25, HEAD = 46;
const { book, gid, person, writes } = document.body.dataset;
const view = document.getElementById("view");
const grid = document.getElementById("grid");
const base = `/sandbox/sheets/${encodeURIComponent(book)}`;

export const sheet = {
  gid: Number(gid), person, writes: writes === "1", frame: null, rows: new Map(),
  at: { row: 0, column: 0 }, view, base,
};
let blocks = new Set(), drawn = "";

export const by = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};

export const ask = async (path, body) => {
  const options = body && {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...body, person }),
  };
  const joint = path.includes("?") ? "&" : "?";
  const answer = await fetch(body ? base + path : `${base}${path}${joint}person=${encodeURIComponent(person)}`, options);
  const found = await answer.json().catch(() => ({ error: `Erreur ${answer.status}` }));
  if (!answer.ok) throw new Error(found.error || `Erreur ${answer.status}`);
  return found;
};

export const say = (text, wrong = false) => {
  const alert = document.getElementById("alert");
  document.getElementById("state").textContent = wrong ? "Non enregistré" : text;
  alert.hidden = !wrong;
  alert.textContent = text;
  if (wrong) setTimeout(() => { alert.hidden = true; }, 6000);
};

export const cellAt = (row, column) => sheet.rows.get(row)?.cells[column];
export const shownColumns = () => sheet.frame.columns.map((_, index) => index).filter((index) => sheet.frame.columns[index].width);
export const shownRows = () => sheet.shown;

export const load = async () => {
  sheet.frame = await ask(`/tabs/${gid}`);
  const hidden = new Set(sheet.frame.hiddenRows);
  sheet.shown = [];
  for (let row = 0; row < sheet.frame.rowCount; row += 1) if (!hidden.has(row)) sheet.shown.push(row);
  sheet.frozen = sheet.shown.filter((row) => row < sheet.frame.frozenRows);
  sheet.loose = sheet.shown.filter((row) => row >= sheet.frame.frozenRows);
  blocks = new Set();
  await fetchRows([0]);
  document.getElementById("count").textContent =
    `${sheet.frame.rowCount.toLocaleString("fr-FR")} lignes × ${sheet.frame.columns.length} colonnes`;
  draw(true);
};

const fetchRows = async (starts) => {
  for (const start of starts) {
    blocks.add(start);
    const found = await ask(`/tabs/${gid}/rows?from=${start}`);
    for (let row = start; row < start + sheet.frame.block; row += 1) sheet.rows.delete(row);
    for (const [row, cells] of Object.entries(found.rows)) sheet.rows.set(Number(row), { cells, ...found, rows: null });
  }
};

const needed = (rows) => [...new Set(rows.map((row) => row - (row % sheet.frame.block)))].filter((start) => !blocks.has(start));

export const draw = (all = false) => {
  if (!sheet.frame) return;
  const first = Math.max(0, Math.floor(view.scrollTop / ROW) - 8);
  const seen = sheet.loose.slice(first, first + Math.ceil(view.clientHeight / ROW) + 16);
  const missing = needed(seen);
  if (missing.length) fetchRows(missing).then(() => draw(true)).catch((error) => say(error.message, true));
  if (!all && drawn === `${first}:${seen.length}`) return;
  drawn = `${first}:${seen.length}`;
  const columns = shownColumns(), lefts = edges(columns);
  grid.replaceChildren(widths(columns), head(columns, lefts), body(columns, lefts, first, seen));
  grid.style.width = `${HEAD + columns.reduce((sum, index) => sum + sheet.frame.columns[index].width, 0)}px`;
  pick();
};

const edges = (columns) => {
  const lefts = new Map();
  let left = HEAD;
  for (const index of columns) {
    if (index < sheet.frame.frozenColumns) lefts.set(index, left);
    left += sheet.frame.columns[index].width;
  }
  return lefts;
};

const widths = (columns) => by("colgroup", {}, by("col", { width: HEAD }),
  ...columns.map((index) => by("col", { width: sheet.frame.columns[index].width })));

const head = (columns, lefts) => {
  const letters = by("tr", {}, by("th", { className: "no" }), ...columns.map((index) => {
    const made = by("th", { textContent: sheet.frame.columns[index].name });
    made.dataset.column = index;
    return fixed(made, index, lefts);
  }));
  const made = by("thead", {}, ...groupRow(columns, lefts), letters, ...sheet.frozen.map((row) => line(row, columns, lefts)));
  if (sheet.frozen.length) made.lastChild.classList.add("last");
  return made;
};

const groupRow = (columns, lefts) => {
  const groups = sheet.frame.groups;
  if (!groups.length) return [];
  const row = by("tr", { className: "groups" }, by("th", { className: "no" }));
  for (const index of columns) {
    const made = by("th");
    if (groups.some((group) => group.start <= index && index < group.end)) made.className = "in";
    for (const group of groups) {
      if (group.end === index || (group.end === sheet.frame.columns.length && index === group.start - 1)) made.append(fold(group));
    }
    row.append(fixed(made, index, lefts));
  }
  return [row];
};

const fold = (group) => {
  const made = by("button", { textContent: group.folded ? "+" : "−", title: group.folded ? "Déplier les colonnes" : "Replier les colonnes" });
  made.addEventListener("click", () => sheet.fold(group));
  return made;
};

const fixed = (made, index, lefts) => {
  if (!lefts.has(index)) return made;
  Object.assign(made.style, { position: "sticky", left: `${lefts.get(index)}px`, zIndex: 2 });
  if (index === sheet.frame.frozenColumns - 1) made.classList.add("edge");
  return made;
};

const body = (columns, lefts, first, seen) => {
  const spacer = (rows) => {
    const made = by("tr", { className: "spacer" }, by("td", { colSpan: columns.length + 1 }));
    made.firstChild.style.height = `${rows * ROW}px`;
    return made;
  };
  return by("tbody", {}, spacer(Math.min(first, sheet.loose.length)), ...seen.map((row) => line(row, columns, lefts)),
    spacer(Math.max(0, sheet.loose.length - first - seen.length)));
};

const line = (row, columns, lefts) => {
  const made = by("tr", {}, by("th", { className: "no", textContent: row + 1 }));
  made.firstChild.dataset.row = row;
  const stored = sheet.rows.get(row);
  for (const index of columns) {
    const cell = by("td");
    cell.dataset.row = row;
    cell.dataset.column = index;
    if (stored?.cells[index]) fill(cell, stored.cells[index], stored);
    made.append(fixed(cell, index, lefts));
  }
  return made;
};

const fill = (made, cell, stored) => {
  if (cell.s !== undefined) made.style.cssText = stored.styles[cell.s];
  if (cell.n) made.classList.add("number");
  if (cell.c) made.classList.add("noted");
  if (cell.b !== undefined) {
    made.classList.add("check");
    made.append(by("input", { type: "checkbox", checked: cell.b === 1, disabled: !sheet.writes, tabIndex: -1 }));
  } else if (cell.h) {
    made.append(by("a", { href: cell.h, textContent: cell.t, target: "_blank", rel: "noreferrer noopener", tabIndex: -1 }));
  } else if (cell.l !== undefined) {
    made.classList.add("list");
    if (cell.t) made.append(by("span", { className: "chip", textContent: cell.t }));
  } else {
    made.textContent = cell.t ?? "";
  }
  if ((cell.t ?? "").length > 12) made.title = cell.t;
};

export const tdAt = (row, column) => grid.querySelector(`td[data-row="${row}"][data-column="${column}"]`);
export const choicesAt = (row, column) => {
  const stored = sheet.rows.get(row), cell = stored?.cells[column];
  return cell?.l === undefined ? [] : stored.lists[cell.l];
};

export const pick = () => {
  for (const old of grid.querySelectorAll(".picked, th.on")) old.classList.remove("picked", "on");
  const { row, column } = sheet.at;
  tdAt(row, column)?.classList.add("picked");
  grid.querySelector(`th[data-column="${column}"]`)?.classList.add("on");
  grid.querySelector(`th[data-row="${row}"]`)?.classList.add("on");
  sheet.picked?.();
};

export const reveal = () => {
  const { row, column } = sheet.at;
  const index = sheet.loose.indexOf(row), top = grid.tHead?.offsetHeight ?? 0;
  if (index >= 0) {
    const above = index * ROW, room = view.clientHeight - top - ROW - 16;
    if (above < view.scrollTop) view.scrollTop = above;
    else if (above > view.scrollTop + room) view.scrollTop = above - room;
  }
  draw();
  const td = tdAt(row, column);
  if (!td || column < sheet.frame.frozenColumns) return;
  const box = td.getBoundingClientRect(), frame = view.getBoundingClientRect();
  const left = HEAD + [...edges(shownColumns()).keys()].reduce((sum, at) => sum + sheet.frame.columns[at].width, 0);
  if (box.left < frame.left + left) view.scrollLeft -= frame.left + left - box.left;
  else if (box.right > frame.right - 16) view.scrollLeft += box.right - frame.right + 16;
};

export const refresh = async () => {
  const starts = [...blocks];
  const before = JSON.stringify([sheet.frame.columns, sheet.frame.groups, sheet.frame.rowCount, sheet.frame.hiddenRows]);
  sheet.frame = await ask(`/tabs/${gid}`);
  const after = JSON.stringify([sheet.frame.columns, sheet.frame.groups, sheet.frame.rowCount, sheet.frame.hiddenRows]);
  if (before !== after) return load();
  await fetchRows(starts);
  return draw(true);
};

export const watch = async () => {
  try {
    const found = document.hidden || document.getElementById("editor") ? null : await ask(`/tabs/${gid}`);
    if (found && found.revision !== sheet.frame.revision) await refresh();
  } catch { say("Hors ligne"); }
  setTimeout(watch, 3000);
};

view.addEventListener("scroll", () => requestAnimationFrame(() => draw()));
addEventListener("resize", () => draw(true));
