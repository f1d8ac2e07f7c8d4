// The list as its authors wrote it: a row a measure, a column a field, every numeral marked in its cell.
function marksOf(cell) {
  // Spans of a cell with what stands on them, in order; a target and its numeral are one mark.
  const key = inCell(cell);
  const marks = new Map();
  const add = (row, kind) => {
    const place = `${row.start}:${row.end}`;
    if (!marks.has(place)) marks.set(place, { start: row.start, end: row.end, rows: [], kind });
    marks.get(place).rows.push(row);
  };
  for (const row of targetsIn.get(key) || []) add(row, "target");
  for (const row of numeralsIn.get(key) || []) if (!marks.has(`${row.start}:${row.end}`)) add(row, row.kind);
  for (const row of partsIn.get(key) || []) add(row, "unit");
  for (const row of furtherIn.get(key) || []) add(row, "further");
  return [...marks.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

function drawMark(mark, inner) {
  const [first] = mark.rows;
  if (mark.kind === "target") {
    const loud = mark.rows.some((row) => doubted.has(row.target_id)) ? " doubted" : "";
    const hash = `row:${first.target_id}`;
    const figure = link(
      hash,
      { id: `fig:${first.target_id}`, class: `figure ${first.dimension}${loud}` },
      mark.rows.slice(1).map((row) => el("span", { id: `fig:${row.target_id}` })),
      inner,
    );
    return withCard(figure, () => mark.rows.map(targetFacts), hash);
  }
  const draw = { unit: unitFacts, further: furtherFacts }[mark.kind] || numeralFacts;
  return withCard(
    el(
      "span",
      { class: `mark ${mark.kind === "unit" ? "unit" : mark.kind === "further" ? "further" : `numeral ${mark.kind}`}` },
      inner,
    ),
    () => mark.rows.map(draw),
  );
}

function markText(text, marks, start = 0, end = text.length) {
  // Marks may lie inside of one another (a numeral in the name of a unit), never across.
  const pieces = [];
  let position = start;
  for (let i = 0; i < marks.length; i += 1) {
    const mark = marks[i];
    if (mark.start < position || mark.end > end) continue;
    const inside = [];
    while (i + 1 < marks.length && marks[i + 1].start < mark.end) inside.push(marks[++i]);
    pieces.push(sliceText(text, position, mark.start), drawMark(mark, markText(text, inside, mark.start, mark.end)));
    position = mark.end;
  }
  pieces.push(sliceText(text, position, end));
  return pieces;
}
function drawCell(cell) {
  const body = el("div", { class: "text", ...SAID }, markText(cell.text, marksOf(cell), 0, lengthOf(cell.text)));
  const own = [...new Set((partsIn.get(inCell(cell)) || []).map((part) => part.department_id))].map((id) =>
    units.get(id),
  );
  const differs = cell.field !== "measure" && own.some((unit) => !cell.text.includes(unit.name));
  const names = differs
    ? el(
        "ul",
        { class: "official", "aria-label": t("official"), ...SAID },
        own.map((unit) => el("li", { class: unit.resolution }, unit.name)),
      )
    : null;
  return el(
    "td",
    { id: `cell:${inCell(cell)}`, class: `field-${cell.field}`, "data-label": fieldLabel(cell.field) },
    body,
    names,
    own.length && cell.field !== "measure" ? [unitsButton(cell.measure_id), partsBadge(cell.measure_id)] : null,
  );
}

function fieldsOf(docId) {
  const seen = new Map();
  for (const cell of ROWS.cells) if (cell.doc_id === docId && !seen.has(cell.field)) seen.set(cell.field, cell.column);
  return [...seen].sort((a, b) => a[1] - b[1]).map(([field]) => field);
}

function drawDocument() {
  const view = at("view-document");
  const shown = shownMeasures();
  const jobs = [];
  const bodies = [...documents.values()]
    .filter((doc) => shown.some((measure) => measure.doc_id === doc.doc_id))
    .map((doc) => {
      const fields = fieldsOf(doc.doc_id).filter(
        (field) => !filters.year || [null, Number(filters.year)].includes(DATA.fields[field].year),
      );
      const body = el("tbody");
      let section = null;
      for (const measure of shown.filter((row) => row.doc_id === doc.doc_id)) {
        const heading = measure.section && measure.section !== section ? measure.section : null;
        section = measure.section;
        jobs.push(() => {
          if (heading)
            body.append(
              el("tr", { class: "section" }, el("th", { colspan: fields.length, scope: "rowgroup", ...SAID }, heading)),
            );
          const row = el("tr", { id: `measure:${measure.measure_id}` });
          for (const field of fields)
            row.append(
              cells.has(`${measure.measure_id}/${field}`)
                ? drawCell(cells.get(`${measure.measure_id}/${field}`))
                : el("td", { class: "empty" }),
            );
          body.append(row);
        });
      }
      const head = el(
        "thead",
        {},
        el(
          "tr",
          {},
          fields.map((field) => el("th", { scope: "col", class: `field-${field}`, ...(field.startsWith("other:") ? SAID : {}) }, fieldLabel(field))),
        ),
      );
      return [
        documents.size > 1 ? said(doc.title, "h3") : null,
        el(
          "div",
          { class: "scroll", tabindex: 0, role: "region", "aria-label": doc.title, lang: "zh-CN" },
          el("table", { class: "list" }, head, body),
        ),
      ];
    });
  const dimensions = [...new Set(pledges.map((row) => row.dimension))];
  const toggle = el("input", {
    type: "checkbox",
    checked: !view.classList.contains("targets-only"),
    on: { change: (event) => view.classList.toggle("targets-only", !event.target.checked) },
  });
  clear(
    view,
    el("h2", {}, t("document")),
    el(
      "p",
      { class: "bar" },
      el("span", { class: "count" }, t("shown_measures", shown.length, ROWS.measures.length)),
      el(
        "span",
        { class: "legend" },
        t("legend"),
        dimensions.map((value) => el("span", { class: `figure ${value}` }, dimensionLabel(value))),
      ),
      el("label", { class: "toggle" }, toggle, t("other_numerals")),
      printButton(),
    ),
    ...bodies.flat(),
    shown.length ? null : el("p", { class: "nothing" }, t("nothing")),
  );
  drawInPieces("document", jobs, 30);
}
