// A workbook of one sheet: texts as texts (no formula, no date), landscape, fit to width, heading repeated on every page.
// Office Open XML (ECMA-376) in a ZIP archive without compression (APPNOTE 4.4).
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const escapeXml = (text) =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF3EDE1"/></patternFill></fill></fills>
<borders count="2"><border/><border><left style="thin"><color rgb="FFD8CFBD"/></left><right style="thin"><color rgb="FFD8CFBD"/></right><top style="thin"><color rgb="FFD8CFBD"/></top><bottom style="thin"><color rgb="FFD8CFBD"/></bottom></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" borderId="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf xfId="0" fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

// How high a row has to be so that nothing of it is cut, in points: programs do not work it out for a file that says nothing.
const LINE_HEIGHT = 15;
const inColumns = (text) => [...text].reduce((sum, character) => sum + (character > "\u2e7f" ? 2 : 1), 0);
const rowLines = (text, width) => text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(inColumns(line) / (width - 2))), 0);
const heightOf = (texts, widths) => Math.min(409, LINE_HEIGHT * Math.max(...texts.map((text, i) => rowLines(text, widths[i]))));

function sheetXml(title, heads, rows, widths) {
  const name = (i) => String.fromCharCode(65 + i);
  const cell = (text, i, n, style) =>
    `<c r="${name(i)}${n}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, 32000))}</t></is></c>`;
  const row = (texts, n, style) => `<row r="${n}" ht="${heightOf(texts, widths)}" customHeight="1">${texts.map((text, i) => cell(text, i, n, style)).join("")}</row>`;
  const last = `${name(heads.length - 1)}${rows.length + 1}`;
  return `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>
<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>
<sheetData>${row(heads, 1, 2)}${rows.map((texts, i) => row(texts, i + 2, 1)).join("")}</sheetData><autoFilter ref="A1:${last}"/>
<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>
<headerFooter><oddHeader>&amp;C${escapeXml(title.replaceAll("&", "&&").slice(0, 200))}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}
function makeWorkbook(sheet, title, heads, rows, widths) {
  const last = String.fromCharCode(64 + heads.length);
  const quoted = `'${sheet.replaceAll("'", "''")}'`;
  const names = `<definedName name="_xlnm.Print_Titles" localSheetId="0">${escapeXml(quoted)}!$1:$1</definedName><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escapeXml(quoted)}!$A$1:$${last}$${rows.length + 1}</definedName>`;
  return zip({
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELS}"><sheets><sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets><definedNames>${names}</definedNames></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
    "xl/worksheets/sheet1.xml": sheetXml(title, heads, rows, widths),
  });
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
function zip(files) {
  const local = [];
  const central = [];
  let offset = 0;
  const record = (signature, numbers) => {
    // [size in bytes, number] each, little-endian
    const size = 4 + numbers.reduce((sum, [width]) => sum + width, 0);
    const view = new DataView(new ArrayBuffer(size));
    view.setUint32(0, signature, true);
    let at_ = 4;
    for (const [width, number] of numbers) {
      if (width === 2) view.setUint16(at_, number, true);
      else view.setUint32(at_, number, true);
      at_ += width;
    }
    return new Uint8Array(view.buffer);
  };
  for (const [path, text] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const bytes = new TextEncoder().encode(path.endsWith(".xml") || path.endsWith(".rels") ? XML + text : text);
    // version 2.0, names in UTF-8, stored, 1980-01-01
    const shared = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
    local.push(record(0x04034b50, shared), name, bytes);
    central.push(record(0x02014b50, [[2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name);
    offset += 30 + name.length + bytes.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const count = central.length / 2;
  const end = record(0x06054b50, [[2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]]);
  return new Blob([...local, ...central, end]);
}
