// On paper: the view that is open, under a heading that says what was filtered and when it was printed.
function printButton() {
  return el("button", { type: "button", class: "quiet print", on: { click: () => window.print() } }, t("print"));
}
function drawPrintHead() {
  clear(
    at("printed"),
    el("p", { class: "printed-title" }, documents.size > 1 ? t("several", documents.size) : said(ROWS.documents[0]?.title || "")),
    el("p", {}, [t(current === "ledger" ? "tasks" : current), ...filtersInWords(), t("printed_on", dayLabel(today()))].join(" · ")),
  );
}
addEventListener("beforeprint", () => {
  drawPrintHead();
  finish(current);
  if (current === "ledger") unfoldAll();
});
