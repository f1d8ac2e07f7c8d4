// One set of filters for all views. It says which targets, and so which measures, are shown.
const filters = { doc: "", year: "", unit: "", dimension: "", status: "", text: "" };
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const words = new Map(); // what the search looks through, made when it is first needed

function wordsOfMeasure(id) {
  if (!words.has(id)) {
    const names = [...leads(id), ...helpers(id)].map((unit) => `${unit.name}${unit.short_name || ""}`);
    words.set(id, fold((cellsOf.get(id) || []).map((cell) => cell.text).join("\n") + names.join("\n")));
  }
  return words.get(id);
}
function wordsOfTarget(row) {
  const names = leads(row.measure_id)
    .map((unit) => `${unit.name}${unit.short_name || ""}`)
    .join("");
  return fold(
    `${row.indicator || ""}${row.context}${row.text}${row.unit || ""}${row.indicator_id || ""}${names}${measureName(row.measure_id)}`,
  );
}
const dimensionLabel = (value) => (value === WORDING ? t("wording") : valueLabel(value));
const hasUnit = (measureId, id) => (partsOf.get(measureId) || []).some((part) => part.department_id === id);

function hasStatus(row) {
  if (filters.status === "look") return doubted.has(row.target_id);
  if (filters.status === "corrected") return row.corrected === true;
  return filters.status !== "marked" || corrections.has(row.target_id);
}
function isShown(row) {
  return (
    (!filters.doc || measures.get(row.measure_id).doc_id === filters.doc) &&
    (!filters.year || String(row.year ?? "none") === filters.year) &&
    (!filters.unit || hasUnit(row.measure_id, filters.unit)) &&
    (!filters.dimension || row.dimension === filters.dimension) &&
    hasStatus(row) &&
    (!filters.text || wordsOfTarget(row).includes(fold(filters.text)))
  );
}
const shownTargets = () => pledges.filter(isShown);

function isMeasureShown(measure, withTargets) {
  if (filters.doc && measure.doc_id !== filters.doc) return false;
  if (filters.unit && !hasUnit(measure.measure_id, filters.unit)) return false;
  if ((filters.dimension || filters.status) && !withTargets.has(measure.measure_id)) return false;
  return !filters.text || wordsOfMeasure(measure.measure_id).includes(fold(filters.text));
}

function choice(name, label, options) {
  const select = el(
    "select",
    { id: `filter-${name}`, on: { change: (event) => setFilter(name, event.target.value) } },
    options.map(([value, text]) => el("option", { value, selected: filters[name] === value }, text)),
  );
  return el("label", { class: `choice choice-${name}` }, el("span", {}, label), select);
}

function drawFilters() {
  const used = new Set(ROWS.responsibilities.map((part) => part.department_id));
  const named = ROWS.departments
    .filter((unit) => used.has(unit.department_id))
    .sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
  const dimensions = [...new Set(pledges.map((row) => row.dimension))];
  const chips = [["", t("all_years")], ...years.map((year) => [String(year), String(year)])];
  if (pledges.some((row) => row.year === null)) chips.push(["none", t("no_year")]);
  const search = el("input", {
    type: "search",
    id: "filter-text",
    placeholder: t("search_hint"),
    value: filters.text,
    on: { input: (event) => setFilter("text", event.target.value) },
  });
  clear(
    at("filters"),
    el(
      "div",
      { class: "chips", role: "group", "aria-label": t("year_label") },
      chips.map(([value, text]) =>
        el(
          "button",
          {
            type: "button",
            class: "chip",
            "data-year": value,
            "aria-pressed": String(filters.year === value),
            on: { click: () => setFilter("year", value) },
          },
          text,
        ),
      ),
    ),
    documents.size > 1
      ? choice("doc", t("document_label"), [
          ["", t("all_documents")],
          ...ROWS.documents.map((row) => [row.doc_id, row.title]),
        ])
      : null,
    choice("unit", t("unit_label"), [["", t("all_units")], ...named.map((unit) => [unit.department_id, unit.name])]),
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
    el("label", { class: "choice choice-text" }, el("span", {}, t("search_label")), search),
    el("button", { type: "button", class: "quiet", id: "clear", on: { click: clearFilters } }, t("clear")),
  );
}

function setFilter(name, value) {
  filters[name] = value;
  for (const chip of document.querySelectorAll(".chip[data-year]"))
    chip.setAttribute("aria-pressed", String(chip.dataset.year === filters.year));
  at("clear").disabled = !Object.values(filters).some(Boolean);
  stale();
}
function clearFilters() {
  for (const name of Object.keys(filters)) filters[name] = "";
  drawFilters();
  setFilter("text", "");
}
