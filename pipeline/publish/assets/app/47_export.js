// What is seen in the ledger, taken along: Word (`49_docx.js`), Excel (`48_xlsx.js`), CSV, or as text; row for row as it is drawn.
const EXPORTED = ["col_no", "unit_label", "c_role", "col_task", "col_due", "due_date", "col_targets", "col_lead", "col_with", "col_checks", "col_source"];
const namesJoined = (list) => list.map((unit) => unit.name).join("、");
const pledgeInWords = (row) => `${row.indicator || ""}${row.indicator ? t("colon") : ""}${amount(row)}`;
function exportedRow(duty, i) {
  const { task } = duty;
  const roles = duty.unit ? valueLabel(duty.role) : "";
  return [
    String(i + 1),
    duty.unit?.name ?? namesJoined(duty.leads),
    roles,
    textOf(task),
    duty.when,
    task.due ?? "",
    task.targets.map(pledgeInWords).join("\n"),
    namesJoined(duty.leads),
    namesJoined(duty.helpers),
    loudOf(task).map((check) => `${valueLabel(check.status)}${t("colon")}${messageOf(check)}`).join("\n"),
    placeOfTask(task),
  ];
}
const exportedRows = () => groupDuties(shownTasks()).flatMap((group) => group[1]).map(exportedRow);
const titleOfExport = () => [documents.size > 1 ? t("several", documents.size) : ROWS.documents[0]?.title, ...filtersInWords()].filter(Boolean).join(" · ");
const fileName = (ending) =>
  `${[t("tasks"), ...filtersInWords()].join("-").replace(/[\\/:*?"<>|“”\s]+/g, "_").slice(0, 80)}.${ending}`;

const writeCsv = (rows) => `\ufeff${rows.map((row) => row.map((text) => quote(mark(text))).join(",")).join("\r\n")}\r\n`;
function save(content, type, name) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
const exportCsv = () => save(writeCsv([EXPORTED.map((name) => t(name)), ...exportedRows()]), "text/csv", fileName("csv"));
const exportExcel = () =>
  save(
    makeWorkbook(t("tasks"), titleOfExport(), EXPORTED.map((name) => t(name)), exportedRows(), [5, 14, 6, 40, 11, 11, 22, 18, 20, 15, 16]),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    fileName("xlsx"),
  );
function ledgerAsText() {
  const lines = [titleOfExport(), t("as_of", dayLabel(today()))];
  for (const [title, rows] of groupDuties(shownTasks())) {
    lines.push("", title.textContent ?? title);
    rows.forEach((duty, i) => {
      const figures = duty.task.targets.map(pledgeInWords).join(t("semicolon"));
      lines.push(`${i + 1}. ${duty.when} ${textOf(duty.task).replaceAll("\n", " ")}${figures ? `（${figures}）` : ""}`);
    });
  }
  return lines.join("\n");
}
async function copyText() {
  const text = ledgerAsText();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // not allowed for this page: as browsers did it before
    const field_ = el("textarea", { class: "unseen", "aria-hidden": "true" });
    field_.value = text;
    document.body.append(field_);
    field_.select();
    document.execCommand("copy");
    field_.remove();
  }
  say(t("copied"));
  at("copy").textContent = t("copied");
  setTimeout(() => at("copy") && (at("copy").textContent = t("copy")), 1500);
}
function exportButtons() {
  const button = (id, act) => el("button", { type: "button", class: "quiet", id, on: { click: act } }, t(id.replace("-", "_")));
  return [el("span", { class: "exports" }, button("export-word", exportWord), button("export-excel", exportExcel), button("export-csv", exportCsv), button("copy", copyText), printButton())];
}
