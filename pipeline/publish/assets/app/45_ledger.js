// The ledger of tasks: who has to do what by when; what has no figure is here, too.
let ledgerOrder = ""; // "" is by department, or by year where one department is chosen
const LEDGER_ORDERS = ["unit", "year", "measure"];
const orderOfLedger = () => ledgerOrder || (filters.unit ? "year" : "unit");

// A row of the ledger, as it is drawn, exported and copied. `unit` is the department that it is listed under, if any.
function makeDuty(task, unit) {
  const id = task.measure.measure_id;
  return {
    task,
    unit,
    role: unit ? rolesOf(id).get(unit.department_id) : null,
    leads: leads(id),
    helpers: helpers(id),
    when: whenOf(task),
  };
}
function whenOf(task) {
  const words = task.measure.deadline;
  const isOfYear = task.year === null || task.year === task.measure.due_year;
  return words && isOfYear && !task.quarter ? words : period(task.year, task.quarter);
}
function dutiesOf(task) {
  const id = task.measure.measure_id;
  const roles = [...rolesOf(id)].filter(([unit, role]) => inRoles(role) && units.has(unit));
  if (filters.unit) return [makeDuty(task, units.get(filters.unit))];
  return roles.length ? roles.map(([unit]) => makeDuty(task, units.get(unit))) : [makeDuty(task, null)];
}
const byTime = (a, b) => (a.task.year ?? 9999) - (b.task.year ?? 9999) || (a.task.quarter ?? 0) - (b.task.quarter ?? 0);
const measurePlace = new Map(ROWS.measures.map((row, i) => [row.measure_id, i]));
const byPlace = (a, b) => measurePlace.get(a.task.measure.measure_id) - measurePlace.get(b.task.measure.measure_id);

// The groups of the ledger: [what heads it, rows].
function groupDuties(shown) {
  if (orderOfLedger() === "unit") {
    const groups = [...grouped(shown.flatMap(dutiesOf), (duty) => duty.unit)];
    const place = (unit) => (unit ? 0 : 1);
    return groups
      .sort((a, b) => place(a[0]) - place(b[0]) || b[1].length - a[1].length)
      .map(([unit, rows]) => [unit ? said(unit.name) : t("no_unit"), rows.sort((a, b) => byTime(a, b) || byPlace(a, b)), unit]);
  }
  const duties = shown.map((task) => makeDuty(task, filters.unit ? units.get(filters.unit) : null));
  if (orderOfLedger() === "measure")
    return [...grouped(duties, (duty) => duty.task.measure)].map(([measure, rows]) => [headOfMeasure(measure), rows]);
  const groups = [...grouped(duties.sort((a, b) => byTime(a, b) || byPlace(a, b)), (duty) => duty.task.year)];
  return groups.map(([year, rows]) => [period(year, null), rows]);
}
const headOfMeasure = (measure) =>
  el("span", {}, `${measureName(measure.measure_id)} `, said(shorten(measureText(measure), 60)));
const measureText = (measure) => (cells.get(`${measure.measure_id}/measure`) || { text: "" }).text;

function placeOfTask(task) {
  const doc = documents.size > 1 ? documents.get(task.measure.doc_id).title : "";
  const field = task.cell?.field ?? "measure";
  return [doc, measureName(task.measure.measure_id), field === "measure" ? t("own_text") : fieldLabel(field), task.cell?.page ? t("page_n", task.cell.page) : ""]
    .filter(Boolean)
    .join(" · ");
}
function drawTaskText(task) {
  const pieces = piecesOf(task).map(([text, row]) => (row ? el("mark", { class: row.dimension }, text) : showHits(text)));
  return el("div", { class: "task-text", ...SAID }, pieces.flat());
}
function drawPledge(row) {
  const isOwn = corrections.has(row.target_id);
  return el(
    "li",
    {},
    el("span", { class: "of", ...SAID }, row.indicator || "—"),
    link(`row:${row.target_id}`, { class: `amount ${row.dimension}` }, dataOf(row)),
    doubted.has(row.target_id) ? lookBadge() : null,
    isOwn ? el("span", { class: "badge" }, t("marked")) : row.corrected ? el("span", { class: "badge" }, t("was_corrected")) : null,
    editButton(row, "✎"),
  );
}
const lookBadge = () =>
  el("span", { class: "badge warn", title: t("status_look") }, "!", el("span", { class: "unseen" }, t("status_look")));
const roleBadge = (role) => (role && role !== "lead" ? el("span", { class: `role ${role}` }, valueLabel(role)) : null);
const ledgerOf = (unit) => addressOf("ledger", { ...filters, unit: unit.department_id });
const nameLinks = (list) =>
  list.flatMap((unit, i) => [
    i ? t("and") : "",
    el("a", { href: ledgerOf(unit), class: `as-link ${unit.resolution}`, ...SAID, title: unit.name }, shortName(unit)),
  ]);

function drawDuty(duty) {
  const { task } = duty;
  const checked = loudOf(task);
  return el(
    "tr",
    { id: `task:${task.id}${duty.unit ? `@${duty.unit.department_id}` : ""}`, "data-task": task.id },
    el("td", { class: "when", "data-col": "due", title: task.due ? dayLabel(task.due) : null }, task.measure.deadline === duty.when ? said(duty.when) : duty.when),
    el(
      "td",
      { class: "task", "data-col": "task" },
      link(task.start === null || task.targets.length === 0 || !task.cell ? `measure:${task.measure.measure_id}` : `cell:${inCell(task.cell)}`, { class: "place" }, placeOfTask(task)),
      drawTaskText(task),
    ),
    el("td", { class: "pledges", "data-col": "targets" }, task.targets.length ? el("ul", {}, task.targets.map(drawPledge)) : null),
    el(
      "td",
      { class: "who", "data-col": "units" },
      roleBadge(duty.role),
      el("span", { class: "leads" }, duty.leads.length ? nameLinks(duty.leads) : t("no_unit"), " ", unitsButton(task.measure.measure_id)),
      partsBadge(task.measure.measure_id),
      duty.helpers.length ? el("details", { class: "helpers" }, el("summary", {}, t("n_helpers", duty.helpers.length)), nameLinks(duty.helpers)) : null,
    ),
    el(
      "td",
      { class: "state", "data-col": "checks" },
      checked.map((check) => link(`check:${check.check_id}`, { class: `status ${check.status}`, title: messageOf(check) }, valueLabel(check.status))),
    ),
  );
}
const loudOf = (task) => [
  ...new Set([task.id, task.measure.measure_id, ...task.targets.map((row) => row.target_id)].flatMap((key) => loudBy.get(key) || [])),
];
const messageOf = (check) => pick([check.message, check.message_zh]);

function drawStrip() {
  const here = tasks.filter((task) => isTaskShown(task, true) && task.due);
  const count = (name) => here.filter((task) => DUE[name](task.due)).length;
  const button = (name) =>
    el(
      "button",
      {
        type: "button",
        class: `due due-${name}${count(name) ? "" : " none"}`,
        "data-due": name,
        "aria-pressed": String(filters.due === name),
        on: { click: () => setFilter("due", filters.due === name ? "" : name) },
      },
      el("strong", {}, String(count(name))),
      el("span", {}, t(`due_${name}`)),
    );
  return el(
    "div",
    { class: "strip", role: "group", "aria-label": t("due_label") },
    Object.keys(DUE).map(button),
    el("span", { class: "asof" }, t("as_of", dayLabel(today()))),
  );
}
function drawLedgerBar(shown, groups) {
  const rows = groups.reduce((sum, group) => sum + group[1].length, 0);
  const select = el(
    "select",
    {
      id: "ledger-order",
      on: {
        change: (event) => {
          ledgerOrder = event.target.value;
          drawTasks();
        },
      },
    },
    LEDGER_ORDERS.map((value) => el("option", { value, selected: orderOfLedger() === value }, t(`group_${value}`))),
  );
  return el(
    "p",
    { class: "bar" },
    el("span", { class: "count", id: "task-count" }, t("shown_tasks", shown.length, tasks.length)),
    rows > shown.length ? el("span", { class: "count" }, t("listed_under_each", rows)) : null,
    el("label", { class: "choice" }, el("span", {}, t("group_label")), select),
    ...exportButtons(),
  );
}
function nothingHere() {
  if (!filters.unit || filters.role !== "lead") return el("p", { class: "nothing" }, t("nothing"));
  const helping = tasks.filter((task) => rolesOf(task.measure.measure_id).get(filters.unit) === "cooperate").length;
  return el(
    "p",
    { class: "nothing" },
    t("leads_nothing"),
    helping
      ? el("button", { type: "button", class: "as-link", id: "show-helping", on: { click: () => setFilter("role", "cooperate") } }, t("helps_with", helping))
      : null,
  );
}
// Where all departments stand below each other, each shows its first tasks, and the rest when it is asked.
const SHORT = 5;
function drawFold(body, rest) {
  const unfold = () => {
    fold_.remove();
    body.append(...rest.map(drawDuty));
  };
  const button = el("button", { type: "button", class: "as-link", on: { click: unfold } }, t("the_rest", rest.length));
  const fold_ = el("tr", { class: "fold" }, el("td", { colspan: LEDGER_COLUMNS.length }, button));
  return fold_;
}
function unfoldAll() {
  finish("ledger");
  for (const button of document.querySelectorAll("tr.fold button")) button.click();
}
const LEDGER_COLUMNS = ["col_due", "col_task", "col_targets", "col_units", "col_checks"];
function drawTasks() {
  const shown = shownTasks();
  const groups = groupDuties(shown);
  const head = el("thead", {}, el("tr", {}, LEDGER_COLUMNS.map((name) => el("th", { scope: "col" }, t(name)))));
  const table = el("table", { class: "tasks" }, head);
  const jobs = groups.flatMap(([title, rows, unit]) => {
    const body = el("tbody");
    const heading = () => {
      const name = unit
        ? el("a", { href: ledgerOf(unit), class: "as-link group-name" }, title)
        : el("span", { class: "group-name" }, title);
      const th = el("th", { colspan: LEDGER_COLUMNS.length, scope: "rowgroup" }, name, el("span", { class: "group-count" }, t("n_tasks", rows.length)));
      body.append(el("tr", { class: "group" }, th));
      table.append(body);
    };
    const drawRow = (duty) => () => body.append(drawDuty(duty));
    if (filters.unit || orderOfLedger() === "year" || rows.length <= SHORT + 1) return [heading, ...rows.map(drawRow)];
    return [heading, ...rows.slice(0, SHORT).map(drawRow), () => body.append(drawFold(body, rows.slice(SHORT)))];
  });
  const title = filters.unit ? said(units.get(filters.unit).name) : null;
  clear(
    at("view-ledger"),
    el("h2", {}, t("tasks"), title ? el("span", { class: "of-unit" }, " · ", title) : null),
    drawStrip(),
    drawLedgerBar(shown, groups),
    shown.length ? el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("tasks") }, table) : nothingHere(),
  );
  drawInPieces("ledger", jobs, 80);
}
