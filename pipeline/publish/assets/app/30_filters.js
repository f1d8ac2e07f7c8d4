// One set of filters for all views. It says which tasks, targets and measures are shown.
const EMPTY = { doc: "", year: "", quarter: "", unit: "", role: "lead", dimension: "", status: "", due: "", text: "" };
const filters = { ...EMPTY, today: "" };
const isFiltered = () => Object.keys(EMPTY).some((name) => filters[name] !== EMPTY[name]);
const dimensionLabel = (value) => (value === WORDING ? t("wording") : valueLabel(value));
const inRoles = (role) => ROLES_OF[filters.role].includes(role);
const hasUnit = (measureId, id) => inRoles(rolesOf(measureId).get(id));
const isPeriod = (row) =>
  (!filters.year || String(row.year ?? "none") === filters.year) &&
  (!filters.quarter || String(row.quarter) === filters.quarter);
const isOf = (measure) =>
  (!filters.doc || measure.doc_id === filters.doc) && (!filters.unit || hasUnit(measure.measure_id, filters.unit));

function hasStatus(row) {
  if (filters.status === "look") return doubted.has(row.target_id);
  if (filters.status === "corrected") return row.corrected === true;
  return filters.status !== "marked" || corrections.has(row.target_id);
}
function isShown(row) {
  return (
    isOf(measures.get(row.measure_id)) &&
    isPeriod(row) &&
    (!filters.dimension || row.dimension === filters.dimension) &&
    (!filters.due || (row.due_date && DUE[filters.due](row.due_date))) &&
    hasStatus(row) &&
    matchesTarget(row)
  );
}
const shownTargets = () => pledges.filter(isShown);

const isDoubted = (task) =>
  doubted.has(task.id) || task.targets.some((row) => doubted.has(row.target_id)) || doubted.has(task.measure.measure_id);
function isTaskShown(task, anyDay) {
  if (!isOf(task.measure) || !isPeriod(task)) return false;
  if (!filters.unit && filters.role === "cooperate" && !helpers(task.measure.measure_id).length) return false;
  if (filters.dimension && !task.targets.some((row) => row.dimension === filters.dimension)) return false;
  if (filters.status === "look" ? !isDoubted(task) : filters.status && !task.targets.some(hasStatus)) return false;
  if (!anyDay && filters.due && !(task.due && DUE[filters.due](task.due))) return false;
  return matchesTask(task);
}
const shownTasks = () => tasks.filter((task) => isTaskShown(task));

function isMeasureShown(measure, withTargets) {
  if (!isOf(measure)) return false;
  if ((filters.dimension || filters.status || filters.due) && !withTargets.has(measure.measure_id)) return false;
  return matchesMeasure(measure);
}
function shownMeasures() {
  const withTargets = new Set(shownTargets().map((row) => row.measure_id));
  return ROWS.measures.filter((measure) => isMeasureShown(measure, withTargets));
}

function choice(name, label, options, attributes = {}) {
  const select = el(
    "select",
    { id: `filter-${name}`, on: { change: (event) => setFilter(name, event.target.value) } },
    options.map(([value, text]) => el("option", { value, selected: filters[name] === value, ...(value ? attributes : {}) }, text)),
  );
  return el("label", { class: `choice choice-${name}` }, el("span", {}, label), select);
}
function chips(name, label, options) {
  return el(
    "div",
    { class: `chips chips-${name}`, role: "group", "aria-label": label },
    options.map(([value, text]) =>
      el(
        "button",
        {
          type: "button",
          class: "chip",
          [`data-${name}`]: value,
          "aria-pressed": String(filters[name] === value),
          on: { click: () => setFilter(name, value) },
        },
        text,
      ),
    ),
  );
}
const yearChips = () => [
  ["", t("all_years")],
  ...years.map((year) => [String(year), String(year)]),
  ...([...tasks, ...pledges].some((row) => row.year === null) ? [["none", t("no_year")]] : []),
];
const quarterChips = () => [["", t("all_quarters")], ...[1, 2, 3, 4].map((n) => [String(n), quarterLabel(n)])];
function roleChips() {
  const used = new Set(ROWS.responsibilities.map((part) => part.role));
  const leading = ROLES_OF.lead.filter((role) => used.has(role)).map(valueLabel);
  return [["lead", leading.join(t("or")) || valueLabel("lead")], ["cooperate", valueLabel("cooperate")], ["all", t("all_roles")]];
}
function unitChoices() {
  const used = grouped(tasks.flatMap((task) => [...rolesOf(task.measure.measure_id)].map(([id, role]) => ({ id, role }))), (row) => row.id);
  const named = ROWS.departments.filter((unit) => used.has(unit.department_id)).sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
  const count = (unit, role) => used.get(unit.department_id).filter((row) => ROLES_OF[role].includes(row.role)).length;
  const words = (unit) =>
    ["lead", "cooperate"].map((role) => [roleChips().find(([value]) => value === role)[1], count(unit, role)]).filter(([, n]) => n);
  return named.map((unit) => [unit.department_id, `${unit.name}（${words(unit).map(([role, n]) => `${role} ${n}`).join(" · ")}）`]);
}

function drawFilters() {
  const dimensions = [...new Set(pledges.map((row) => row.dimension))];
  const search = el("input", {
    type: "search",
    id: "filter-text",
    placeholder: t("search_hint"),
    value: filters.text,
    on: { input: (event) => setFilter("text", event.target.value) },
  });
  const isWide = matchMedia("(min-width: 761px)").matches;
  const hasQuarters = [...tasks, ...pledges].some((row) => row.quarter);
  clear(
    at("filters"),
    el("label", { class: "choice choice-text" }, el("span", {}, t("search_label")), search),
    choice("unit", t("unit_label"), [["", t("all_units")], ...unitChoices()], SAID),
    chips("role", t("c_role"), roleChips()),
    el("button", { type: "button", class: "quiet", id: "clear", on: { click: clearFilters } }, t("clear")),
    el(
      "details",
      { class: "more", open: isWide },
      el("summary", {}, t("more_filters")),
      chips("year", t("year_label"), yearChips()),
      hasQuarters ? chips("quarter", t("c_quarter"), quarterChips()) : null,
      documents.size > 1
        ? choice("doc", t("document_label"), [["", t("all_documents")], ...ROWS.documents.map((row) => [row.doc_id, row.title])], SAID)
        : null,
      choice("dimension", t("dimension_label"), [
        ["", t("all_dimensions")],
        ...dimensions.map((value) => [value, dimensionLabel(value)]),
      ]),
      choice("status", t("status_label"), [
        ["", t("all_status")],
        ["look", t("status_look")],
        ["corrected", t("status_corrected")],
        ["marked", t("status_marked")],
      ]),
    ),
  );
  showFilters();
}
function showFilters() {
  for (const name of ["year", "quarter", "role"])
    for (const chip of document.querySelectorAll(`.chip[data-${name}]`))
      chip.setAttribute("aria-pressed", String(chip.dataset[name] === filters[name]));
  at("clear").disabled = !isFiltered();
}
function setFilter(name, value) {
  if (name === "text") held.size > 200_000 && held.clear();
  filters[name] = value;
  showFilters();
  writeAddress();
  stale();
}
function setFilters(changes, view = current) {
  Object.assign(filters, changes);
  drawFilters();
  fresh.clear();
  show(view);
  writeAddress();
}
function clearFilters() {
  setFilters(EMPTY);
}
// The filters in words, for the heads of a print and of files.
function filtersInWords() {
  const label = (name) => pick(DATA.words[name]);
  const roles = Object.fromEntries(roleChips());
  return [
    filters.unit ? units.get(filters.unit)?.name : null,
    filters.unit || filters.role !== EMPTY.role ? roles[filters.role] : null,
    filters.doc ? documents.get(filters.doc)?.title : null,
    filters.year ? (filters.year === "none" ? label("no_year") : period(Number(filters.year), null)) : null,
    filters.quarter ? quarterLabel(filters.quarter) : null,
    filters.due ? label(`due_${filters.due}`) : null,
    filters.dimension ? dimensionLabel(filters.dimension) : null,
    filters.status ? label(`status_${filters.status}`) : null,
    filters.text ? `“${filters.text}”` : null,
  ].filter(Boolean);
}
