// A Word document of the ledger as it is seen, with the columns of `pledges hand-out`: A4 landscape, the heading row repeated,
// rows not cut, page numbers (WordprocessingML, ECMA-376).
const WORD_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WORD_WIDTHS = [1.3, 7.6, 2.4, 4.6, 1.4, 5, 3.6]; // centimetres; together the paper without its margins
const WORD_COLUMNS = ["col_no", "col_task", "col_due", "col_targets", "c_role", "col_lead", "col_source"];
const WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const twips = (centimetres) => Math.round((centimetres * 1440) / 2.54);

function wordRun(text, { font = "仿宋", size = 10.5, isBold = false } = {}) {
  const face = `<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${font}"/>${isBold ? "<w:b/>" : ""}<w:sz w:val="${size * 2}"/></w:rPr>`;
  return `<w:r>${face}${text.split("\n").map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`).join("<w:br/>")}</w:r>`;
}
const wordParagraph = (runs, place = "left") => `<w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="${place}"/></w:pPr>${runs}</w:p>`;
function wordRow(cells, isHead) {
  const shade = isHead ? '<w:shd w:val="clear" w:color="auto" w:fill="EFE9DC"/>' : "";
  const cell = (runs, i) => `<w:tc><w:tcPr><w:tcW w:w="${twips(WORD_WIDTHS[i])}" w:type="dxa"/>${shade}</w:tcPr>${wordParagraph(runs)}</w:tc>`;
  return `<w:tr><w:trPr><w:cantSplit/>${isHead ? "<w:tblHeader/>" : ""}</w:trPr>${cells.map(cell).join("")}</w:tr>`;
}
const trimEnds = (pieces) =>
  pieces.map(([text, row], i) => [i ? (i === pieces.length - 1 ? text.trimEnd() : text) : pieces.length > 1 ? text.trimStart() : text.trim(), row]);
// The cells of a row, as runs; the figures of the task are bold.
function wordCells(duty, i) {
  const { task } = duty;
  const pieces = trimEnds(piecesOf(task)).map(([text, row]) => wordRun(text, { isBold: Boolean(row) }));
  const lead = duty.unit ? valueLabel(duty.role) : "";
  const rest = [duty.when, task.targets.map(pledgeInWords).join("\n"), lead, namesJoined(duty.leads), placeOfTask(task)];
  return [wordRun(String(i + 1)), pieces.join(""), ...rest.map((text) => wordRun(text))];
}
function wordTable(rows, before) {
  const edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:color="808080"/>`).join("");
  const head = wordRow(WORD_COLUMNS.map((name) => wordRun(t(name), { font: "黑体" })), true);
  const grid = WORD_WIDTHS.map((width) => `<w:gridCol w:w="${twips(width)}"/>`).join("");
  return `<w:tbl><w:tblPr><w:tblW w:w="${twips(25.9)}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${rows.map((duty, i) => wordRow(wordCells(duty, before + i))).join("")}</w:tbl>`;
}
function wordBody() {
  const shown = shownTasks();
  let before = 0;
  const groups = groupDuties(shown).map(([title, rows]) => {
    before += rows.length;
    const head = `${title.textContent ?? title} · ${t("n_tasks", rows.length)}`;
    return `${wordParagraph(wordRun(head, { font: "黑体", size: 12 }))}${wordTable(rows, before - rows.length)}${wordParagraph("")}`;
  });
  const title = filters.unit ? `${units.get(filters.unit).name} · ${t("tasks")}` : t("tasks");
  const told = `${titleOfExport()} · ${t("shown_tasks", shown.length, tasks.length)} · ${t("as_of", dayLabel(today()))}`;
  const page = `<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="${twips(29.7)}" w:h="${twips(21)}" w:orient="landscape"/><w:pgMar w:top="1021" w:right="1077" w:bottom="1021" w:left="1077" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>`;
  return [wordParagraph(wordRun(title, { font: "黑体", size: 16 }), "center"), wordParagraph(wordRun(told, { size: 9 }), "center"), ...groups, page].join("");
}
function makeWord() {
  const open = (tag) => `<w:${tag} xmlns:w="${WORD_MAIN}" xmlns:r="${RELS}">`;
  const part = (name, kind) => `<Override PartName="/word/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml"/>`;
  const number = wordParagraph(`${wordRun("— ", { size: 9 })}<w:fldSimple w:instr="PAGE">${wordRun("1", { size: 9 })}</w:fldSimple>${wordRun(" —", { size: 9 })}`, "center");
  return zip({
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("document", "document.main")}${part("footer1", "footer")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/_rels/document.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/footer" Target="footer1.xml"/></Relationships>`,
    "word/footer1.xml": `${open("ftr")}${number}</w:ftr>`,
    "word/document.xml": `${open("document")}<w:body>${wordBody()}</w:body></w:document>`,
  });
}
const exportWord = () => save(makeWord(), WORD_MIME, fileName("docx"));
