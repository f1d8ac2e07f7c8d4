// How many of them are numbers, how many words that mean one.
const countInWords = (rows) => {
  const inWords = rows.filter((row) => row.dimension === WORDING).length;
  return inWords ? t("of_them", rows.length - inWords, inWords) : "";
};
// The data table: a row a target, who leads it, when it is due, and where the document says so.
let order = "unit";
const ORDERS = {
  unit: (row) =>
    leads(row.measure_id)
      .map((unit) => unit.name)
      .join("、") || t("no_unit"),
  measure: (row) =>
    `${measureName(row.measure_id)}  ${shorten((cells.get(`${row.measure_id}/measure`) || {}).text || "", 60)}`,
  year: (row) => period(row.year, null),
};
const shorten = (text, length) => (text.length > length ? `${text.slice(0, length)}…` : text).replaceAll("\n", " ");

function placeInWords(row) {
  const doc = documents.size > 1 ? documents.get(measures.get(row.measure_id).doc_id).title : "";
  const page = cells.get(inCell(row))?.page;
  return [
    doc,
    measureName(row.measure_id),
    row.field === "measure" ? t("own_text") : fieldLabel(row.field),
    page ? t("page_n", page) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

const editButton = (row, text) =>
  el(
    "button",
    {
      type: "button",
      class: "quiet edit",
      "data-key": row.target_id,
      "aria-label": `${t("col_edit")}${t("colon")}${row.indicator || ""} ${row.text}`,
      on: { click: () => openEdit(row) },
    },
    text,
  );

function drawContext(row) {
  // The clause stands in its cell; so the right one of two equal figures is marked.
  const text = cells.get(inCell(row))?.text ?? "";
  const inText = row.start - text.lastIndexOf(row.context, row.start);
  const at_ = row.context.startsWith(row.text, inText) ? inText : row.context.indexOf(row.text);
  if (at_ < 0) return [row.context];
  return [
    row.context.slice(0, at_),
    el("mark", { class: row.dimension }, row.text),
    row.context.slice(at_ + row.text.length),
  ];
}

function drawTarget(row) {
  const own = corrections.get(row.target_id);
  const badge = own
    ? el("span", { class: "badge" }, t("marked"))
    : row.corrected
      ? el("span", { class: "badge", title: extractedWords(row) }, t("was_corrected"))
      : null;
  const look = doubted.has(row.target_id) ? lookBadge() : null;
  const where = link(
    `fig:${row.target_id}`,
    { class: "source", title: t("see_source") },
    el("span", { class: "place" }, placeInWords(row)),
    el("span", { class: "context", ...SAID }, drawContext(row)),
  );
  return el(
    "tr",
    { id: `row:${row.target_id}`, tabindex: -1, "data-key": row.target_id },
    el("td", { "data-label": t("col_year"), class: "due" }, due(row)),
    el(
      "td",
      { "data-label": t("col_indicator"), class: "indicator" },
      said(row.indicator || "—"),
      row.commitment ? el("span", { class: "commitment", ...SAID }, row.commitment) : null,
    ),
    el(
      "td",
      { "data-label": t("col_value"), class: "value" },
      el("span", { class: `amount ${row.dimension}` }, dataOf(row)),
      row.dimension === WORDING ? el("small", { class: "meaning" }, meaningOf(row)) : null,
      look,
      badge,
    ),
    el("td", { "data-label": t("col_basis"), class: "basis" }, valueLabel(row.basis)),
    el(
      "td",
      { "data-label": t("col_units"), class: "who" },
      leads(row.measure_id).map((unit) => el("span", { class: `name ${unit.resolution}`, ...SAID }, unit.name)),
    ),
    el("td", { "data-label": t("col_source"), class: "where" }, where),
    el(
      "td",
      { class: "do" },
      editButton(row, t("col_edit")),
    ),
  );
}

function drawTargets() {
  const shown = shownTargets();
  let groups = [...grouped(shown, ORDERS[order])];
  if (order === "year") groups = groups.sort((a, b) => a[0].localeCompare(b[0]));
  const columns = ["col_year", "col_indicator", "col_value", "col_basis", "col_units", "col_source", "col_edit"];
  const table = el(
    "table",
    { class: "targets" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        columns.map((name) => el("th", { scope: "col" }, t(name))),
      ),
    ),
  );
  const jobs = groups.map(
    ([name, rows]) =>
      () =>
        table.append(
          el(
            "tbody",
            {},
            el(
              "tr",
              { class: "group" },
              el(
                "th",
                { colspan: columns.length, scope: "rowgroup" },
                el("span", { class: "group-name", ...(order === "year" ? {} : SAID) }, name),
                el("span", { class: "group-count" }, String(rows.length)),
              ),
            ),
            rows.map(drawTarget),
          ),
        ),
  );
  const select = el(
    "select",
    {
      id: "order",
      on: {
        change: (event) => {
          order = event.target.value;
          drawTargets();
        },
      },
    },
    ["unit", "measure", "year"].map((value) => el("option", { value, selected: order === value }, t(`group_${value}`))),
  );
  clear(
    at("view-targets"),
    el("h2", {}, t("targets")),
    el(
      "p",
      { class: "bar" },
      el("span", { class: "count", id: "target-count" }, t("shown", shown.length, pledges.length)),
      el("span", { class: "count" }, countInWords(shown)),
      el("label", { class: "choice" }, el("span", {}, t("group_label")), select),
      printButton(),
    ),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("targets") }, table),
    shown.length ? null : el("p", { class: "nothing" }, t("nothing")),
  );
  drawInPieces("targets", jobs, 12);
}
