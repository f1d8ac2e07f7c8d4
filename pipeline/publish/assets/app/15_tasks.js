// Tasks: what somebody has to do. An item of a plan; or a measure's own words, where they set figures or nothing is planned.
const RANKS = ["lead", "responsible", "cooperate"]; // the strongest first
const ROLES_OF = { lead: ["lead", "responsible"], cooperate: ["cooperate"], all: RANKS };
const itemsOf = grouped(ROWS.plan_items, (row) => row.measure_id);
const pledgesOf = grouped(pledges, (row) => row.item_id || row.measure_id);

function makeTask(id, measure, own, cell, start, end, year, quarter, due) {
  const days = own.map((row) => row.due_date).filter(Boolean);
  const task = { id, measure, targets: own, cell, start, end, year: year ?? null, quarter: quarter ?? null };
  task.due = days.sort()[0] ?? due ?? null;
  if (task.year === null && task.due) task.year = Number(task.due.slice(0, 4));
  return task;
}
function tasksOfMeasure(measure) {
  const id = measure.measure_id;
  const planned = itemsOf.get(id) || [];
  const own = pledgesOf.get(id) || [];
  const cell = cells.get(`${id}/measure`);
  const periods = [...grouped(own, (row) => `${row.year}/${row.quarter}`).values()];
  const isWhole = !planned.length && periods.length < 2;
  const whole = (rows, n) => {
    const year = rows[0]?.year ?? measure.due_year;
    return makeTask(`${id}/measure${n ? `-${n + 1}` : ""}`, measure, rows, cell, isWhole ? 0 : null, cell ? lengthOf(cell.text) : 0, year, rows[0]?.quarter, measure.due_date);
  };
  const items_ = planned.map((item) =>
    makeTask(
      item.item_id, measure, pledgesOf.get(item.item_id) || [], cells.get(inCell(item)), item.start, item.end,
      item.year ?? item.due_year, item.quarter, item.due_date,
    ),
  );
  return [...(isWhole ? [whole(own, 0)] : periods.map(whole)), ...items_];
}
const tasks = ROWS.measures.flatMap(tasksOfMeasure);

// The text of a task: a part of its cell, or the clauses of its figures; as pieces, the figures marked.
function piecesOf(task) {
  if (!task.cell) return [];
  const text = task.cell.text;
  const spans = new Map(task.targets.filter((row) => row.field === task.cell.field).map((row) => [row.start, row]));
  const cut = (start, end) => {
    const pieces = [];
    let position = start;
    for (const row of [...spans.values()].sort((a, b) => a.start - b.start)) {
      if (row.start < position || row.end > end) continue;
      pieces.push([sliceText(text, position, row.start), null], [row.text, row]);
      position = row.end;
    }
    return [...pieces, [sliceText(text, position, end), null]];
  };
  if (task.start !== null) {
    const label = (numeralsIn.get(`${task.measure.measure_id}/measure`) || []).find(
      (row) => row.kind === "list_number" && row.start === 0,
    );
    return cut(task.start || (task.cell.field === "measure" && label ? label.end : 0), task.end);
  }
  const clauses = grouped(task.targets, (row) => row.context);
  return [...clauses].flatMap(([context, rows], i) => {
    const at_ = text.lastIndexOf(context, rows[0].start);
    const before = i ? [["\n", null]] : [];
    return at_ < 0 ? [...before, [context, null]] : [...before, ...cut(at_, at_ + context.length)];
  });
}
const textOf = (task) =>
  piecesOf(task)
    .map(([text]) => text)
    .join("")
    .trim();

// Who has a part in a measure, with the strongest role of each.
const rolesIn = new Map();
for (const [id, own] of partsOf) {
  const roles = new Map();
  for (const part of own) {
    const known = roles.get(part.department_id);
    if (!known || RANKS.indexOf(part.role) < RANKS.indexOf(known)) roles.set(part.department_id, part.role);
  }
  rolesIn.set(id, roles);
}
const rolesOf = (measureId) => rolesIn.get(measureId) || new Map();

// Today, as the reader's clock says, or as the address does (`today=2025-03-01`).
const CLOCK = new Intl.DateTimeFormat("sv-SE").format(new Date());
const today = () => filters.today || CLOCK;
const quarterOf = (day) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
const DUE = {
  quarter: (day) => quarterOf(day) === quarterOf(today()),
  year: (day) => day.slice(0, 4) === today().slice(0, 4),
  past: (day) => day < today(),
};
