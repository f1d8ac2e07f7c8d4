// The card beside a mark: shown on hover, on focus and on a tap.
const facts = (pairs) =>
  el(
    "dl",
    {},
    pairs
      .filter(([, value]) => value !== "" && value !== null && value !== undefined)
      .flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
  );

function targetFacts(row) {
  return facts([
    [t("c_indicator"), row.indicator ? said(row.indicator) : ""],
    [t("c_value"), dataOf(row)],
    [t("c_exact"), exactly(row) ? said(exactly(row)) : ""],
    [t("c_meaning"), row.dimension === WORDING ? meaningOf(row) : ""],
    [t("c_comparator"), valueLabel(row.comparator)],
    [t("c_year"), due(row)],
    [t("due_date"), row.due_date ? dayLabel(row.due_date) : ""],
    [t("c_basis"), valueLabel(row.basis)],
    [t("c_dimension"), dimensionLabel(row.dimension)],
    [t("c_commitment"), row.commitment ? said(row.commitment) : ""],
    [t("c_rule"), ruleLabel(row.rule)],
    [t("c_extracted"), extractedWords(row)],
  ]);
}
// `number/commitment/right/flow_noun/before`: what was read, and what decided that it is a target, what it is compared by,
// what kind of figure it is and where its indicator stands.
const ruleLabel = (rule) =>
  rule
    .split("/")
    .map((part) => pick(DATA.rules[part]))
    .filter(Boolean)
    .join(t("semicolon"));
const extractedWords = (row) =>
  (row.extracted || [])
    .map((line) => line.split("="))
    .map(([name, value]) => `${LABELS[name] ? t(LABELS[name]) : name}${t("colon")}${valueLabel(value)}`)
    .join(" · ");
// What words mean: "全部 = 100 %".
const meaningOf = (row) =>
  [
    valueLabel(row.meaning),
    row.value === null ? "" : `${SIGNS[row.comparator] || "="} ${withUnit(compact(row.value), row.unit)}`,
  ]
    .filter(Boolean)
    .join(" ");
function numeralFacts(row) {
  const number = row.value === null ? null : dataOf(row);
  return facts([
    [t("c_kind"), valueLabel(row.kind)],
    [t("c_value"), number],
    [t("c_comparator"), valueLabel(row.comparator)],
    [t("c_rule"), ruleLabel(row.rule)],
  ]);
}
function unitFacts(part) {
  const unit = units.get(part.department_id);
  return el(
    "div",
    {},
    el("strong", SAID, unit.name),
    facts([
      [t("c_role"), valueLabel(part.role)],
      [t("c_kind"), valueLabel(unit.kind)],
      [t("c_resolution"), valueLabel(unit.resolution)],
      [t("c_extracted"), extractedWords(part)],
    ]),
  );
}
function furtherFacts(row) {
  return facts(
    Object.entries(row)
      .filter(([name]) => !["$table", "start", "end", "field", "measure_id"].includes(name))
      .map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.join(" · ")
          : typeof value === "string"
            ? valueLabel(value)
            : value === null
              ? ""
              : String(value),
      ]),
  );
}

let cardOwner = null;
let touching = false; // whether the last thing that pointed was a finger
document.addEventListener(
  "pointerdown",
  (event) => {
    touching = event.pointerType === "touch";
  },
  true,
);
document.addEventListener(
  "keydown",
  () => {
    touching = false;
  },
  true,
);
function showCard(owner, content) {
  const card = at("card");
  clear(card, ...content);
  card.hidden = false;
  const box = owner.getClientRects()[0] || owner.getBoundingClientRect();
  const width = Math.min(340, innerWidth - 16);
  card.style.width = `${width}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8)) + scrollX}px`;
  const below = box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 12;
  card.style.top = `${(below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + scrollY}px`;
  cardOwner?.removeAttribute("aria-describedby");
  owner.setAttribute("aria-describedby", "card");
  cardOwner = owner;
}
function hideCard() {
  at("card").hidden = true;
  cardOwner?.removeAttribute("aria-describedby");
  cardOwner = null;
}
// `content` is made when it is needed; `hash` is where a tap can go on to.
function withCard(element, content, hash) {
  const show = () => showCard(element, content());
  const byMouse = (act) => (event) => {
    if (event.pointerType !== "touch") act();
  };
  element.addEventListener("pointerenter", byMouse(show));
  element.addEventListener("pointerleave", byMouse(hideCard));
  element.addEventListener("focus", () => {
    if (!touching) show();
  });
  element.addEventListener("blur", () => {
    if (!touching) hideCard();
  }); // a tap into the card must not close it first
  element.addEventListener("click", (event) => {
    if (event.pointerType === "touch") {
      // the first tap shows, a link in the card leads on
      event.preventDefault();
      showCard(element, [...content(), hash ? link(hash, { class: "go" }, t("see_row")) : null]);
    }
  });
  return element;
}
