// How good the reading is: ledger, checks with their evidence, findings, what nobody knows; and a list of problems.
let checkStatus = "";
const checkName = (check) => pick(DATA.checks[check.check]) || check.check;

function placeLink(key) {
  const place = placeOf(key);
  return place ? link(place[0], { class: "evidence", title: key, ...SAID }, shorten(place[1], 40)) : said(key, "code");
}
const evidenceOf = (check) =>
  el(
    "span",
    { class: "evidences" },
    check.evidence.length ? check.evidence.map(placeLink) : check.measure_id ? placeLink(check.measure_id) : "",
  );

// A finding that ends with the row that a team may add: the sentence, and the row for those who write tables.
function sayFinding(code, message) {
  const text = pick(message);
  const at_ = ["N02", "P03"].includes(code) ? text.search(/[^.；]*raw\/rules\/\w+\.csv/) : -1;
  if (at_ < 0) return [text];
  const row = text.slice(at_).match(/^([^:：]*)[:：]\s*(.*)$/s);
  return [
    text.slice(0, at_).replace(/[.；]\s*$/, ""),
    el("details", { class: "own-row" }, el("summary", {}, t("own_row")), said(row[2], "code")),
  ];
}

function findProblems(all = false) {
  const problems = [];
  for (const check of loudChecks.filter((row) => all || isCheckShown(row)))
    problems.push({ level: check.status, what: checkName(check), text: messageOf(check), more: evidenceOf(check) });
  for (const [code, level, path, place, message] of DATA.findings) {
    if (level === "info") continue;
    const found = placeOf(place);
    problems.push({
      level: level === "error" ? "fail" : "warn",
      label: level === "error" ? t("error") : null,
      what: code,
      text: sayFinding(code, message),
      more: found ? placeLink(place) : said(`${path} ${place}`, "code"),
    });
  }
  const told = DATA.findings.map((finding) => finding[4][0]);
  for (const unit of ROWS.departments.filter(
    (row) => row.resolution === "unresolved" && !told.some((message) => message.startsWith(row.name)),
  )) {
    const own = ROWS.responsibilities.filter((part) => part.department_id === unit.department_id);
    problems.push({
      level: "warn",
      what: valueLabel("unresolved"),
      text: said(unit.name),
      more: el(
        "span",
        { class: "evidences" },
        own.map((part) => link(`cell:${inCell(part)}`, { class: "evidence" }, measureName(part.measure_id))),
      ),
    });
  }
  for (const row of ROWS.numerals.filter((numeral) => numeral.kind === "unknown")) {
    problems.push({
      level: "warn",
      what: valueLabel("unknown"),
      text: said(row.text),
      more: link(`cell:${inCell(row)}`, { class: "evidence" }, measureName(row.measure_id)),
    });
  }
  return problems;
}

function drawProblems() {
  const problems = findProblems();
  if (!problems.length) return el("p", { class: "nothing" }, t("none"));
  return el(
    "ol",
    { class: "problems" },
    problems.map((problem, i) =>
      el(
        "li",
        { class: `problem ${problem.level}`, id: `problem:${i + 1}`, tabindex: -1 },
        el("span", { class: `status ${problem.level}` }, problem.label || valueLabel(problem.level)),
        el("span", { class: "what" }, problem.what),
        el("span", { class: "message" }, problem.text),
        problem.more,
      ),
    ),
  );
}

function drawLedger() {
  const rows = ROWS.numerals.filter((row) => !filters.doc || row.doc_id === filters.doc);
  const kinds = [...grouped(rows, (row) => row.kind)].sort((a, b) => b[1].length - a[1].length);
  const most = Math.max(1, ...kinds.map(([, list]) => list.length));
  const examples = (list) =>
    [...grouped(list, (row) => row.text)]
      .sort((a, b) => b[1].length - a[1].length)
      .slice(0, 8)
      .map(([text, same]) =>
        link(
          `cell:${inCell(same[0])}`,
          { class: "evidence", ...SAID },
          text,
          same.length > 1 ? el("small", {}, ` ×${same.length}`) : null,
        ),
      );
  return el(
    "table",
    { class: "ledger" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        [t("c_kind"), t("col_count"), "", ""].map((name) => (name ? el("th", { scope: "col" }, name) : el("td"))),
      ),
    ),
    el(
      "tbody",
      {},
      kinds.map(([kind, list]) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("span", { class: `numeral ${kind}` }, valueLabel(kind))),
          el("td", { class: "number" }, exact(list.length)),
          el("td", { class: "gauge" }, el("span", { style: `width:${(100 * list.length) / most}%` })),
          el("td", { class: "examples" }, examples(list)),
        ),
      ),
      el(
        "tr",
        { class: "total" },
        el("th", { scope: "row" }, t("total")),
        el("td", { class: "number" }, exact(rows.length)),
        el("td"),
        el("td"),
      ),
    ),
  );
}

// A check is of its measure's units, and of the years and kinds of quantity that its evidence has.
function isCheckShown(check) {
  const rows = check.evidence.map((key) => targets.get(key) || items.get(key)).filter(Boolean);
  return (
    (!filters.doc || check.check_id.startsWith(`${filters.doc}/`)) &&
    (!filters.unit || (check.measure_id !== null && hasUnit(check.measure_id, filters.unit))) &&
    (!filters.year || rows.some((row) => String(row.year ?? "none") === filters.year)) &&
    (!filters.dimension || rows.some((row) => row.dimension === filters.dimension)) &&
    hasAll(fold(checkName(check) + messageOf(check) + measureName(check.measure_id)))
  );
}

function drawChecks() {
  const rank = ["fail", "warn", "pass"];
  const mine = ROWS.checks.filter((check) => (!checkStatus || check.status === checkStatus) && isCheckShown(check));
  const rows = [...mine].sort((a, b) => rank.indexOf(a.status) - rank.indexOf(b.status));
  const choose = (status, text) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "data-status": status,
        "aria-pressed": String(checkStatus === status),
        on: {
          click: () => {
            checkStatus = status;
            drawQuality();
            at("checks").scrollIntoView();
          },
        },
      },
      text,
    );
  const count = (status) => ROWS.checks.filter((check) => check.status === status).length;
  return [
    el(
      "div",
      { class: "chips", role: "group", "aria-label": t("filter_checks") },
      choose("", t("all_status")),
      ...rank.map((status) => choose(status, `${valueLabel(status)} ${count(status)}`)),
    ),
    rows.length ? null : el("p", { class: "nothing" }, t("nothing")),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("checks"), hidden: !rows.length },
      el(
        "table",
        { class: "checks" },
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ["col_status", "col_check", "col_measure", "col_message", "evidence"].map((name) =>
              el("th", { scope: "col" }, t(name)),
            ),
          ),
        ),
        el(
          "tbody",
          {},
          rows.map((check) =>
            el(
              "tr",
              { id: `check:${check.check_id}`, tabindex: -1 },
              el("td", {}, el("span", { class: `status ${check.status}` }, valueLabel(check.status))),
              el("td", {}, checkName(check)),
              el(
                "td",
                {},
                check.measure_id ? link(`measure:${check.measure_id}`, {}, measureName(check.measure_id)) : "",
              ),
              el("td", { class: "message" }, messageOf(check)),
              el("td", {}, evidenceOf(check)),
            ),
          ),
        ),
      ),
    ),
  ];
}

function drawFindings() {
  const rows = DATA.findings;
  if (!rows.length) return el("p", { class: "nothing" }, t("none"));
  return el(
    "ul",
    { class: "findings" },
    rows.map(([code, level, path, place, message]) =>
      el(
        "li",
        { class: level },
        el("span", { class: `status ${level === "error" ? "fail" : level === "warning" ? "warn" : "pass"}` }, code),
        " ",
        ...sayFinding(code, message),
        " ",
        placeOf(place) ? placeLink(place) : said([path, place].filter(Boolean).join(" · "), "code"),
      ),
    ),
  );
}

function drawQuality() {
  const unknown = ROWS.departments.filter((row) => row.resolution === "unresolved");
  clear(
    at("view-quality"),
    el("h2", {}, t("quality")),
    el("p", { class: "bar" }, el("span", { class: "count" }, t("shown_problems", findProblems().length, findProblems(true).length)), printButton()),
    el("h3", {}, t("to_look_at")),
    el("p", { class: "note keys" }, t("keys_note")),
    drawProblems(),
    el("h3", {}, t("numeral_ledger")),
    el("p", { class: "note" }, t("ledger_note")),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("numeral_ledger") }, drawLedger()),
    el("h3", { id: "checks" }, t("checks")),
    ...drawChecks(),
    el("h3", {}, t("findings")),
    drawFindings(),
    el("h3", {}, t("unresolved")),
    unknown.length
      ? el(
          "ul",
          {},
          unknown.map((unit) => el("li", {}, said(unit.name))),
        )
      : el("p", { class: "nothing" }, t("none")),
  );
}

let problem = 0;
function goToProblem(step) {
  show("quality");
  const list = [...document.querySelectorAll("#view-quality .problem")];
  if (!list.length) return say(t("none"));
  problem = ((((problem - 1 + step + list.length) % list.length) + list.length) % list.length) + 1;
  list[problem - 1].focus();
  list[problem - 1].scrollIntoView({ block: "center" });
  return say(t("problem_n", problem, list.length));
}
