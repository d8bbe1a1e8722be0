// Faults of a measured picture: what measure() says, and two screenshots. Lengths are points at natural size.
const PAGE = 770; // A4 landscape less its margins; wider pictures are shown smaller
// With --strange: labels that no real corpus has (words of 300 letters, letters with heaps of marks) may make a picture
// wider than it is meant to be, and their marks reach into the next line. Cut or hidden they may not be.
const strange = process.argv.includes("--strange");
const SMALLEST = strange ? 7 : 9;
const CONTRAST = 4.5; // WCAG 2.1, 1.4.3
const SLACK = 1;
// So far a line's descenders may reach into the heights of the next one.
const TOUCH = strange ? 5 : 1.5;
// A colour behind a text counts if it covers this part of the text's box.
const SHARE = 0.15;

const number = (n) => n.toFixed(1);
const boxText = (b) => `${number(b.left)},${number(b.top)} to ${number(b.right)},${number(b.bottom)}`;
const quoted = (text) => `"${text.string.length > 60 ? text.string.slice(0, 59) + "…" : text.string}"`;
const within = (a, b, slack) =>
  a.left >= b.left - slack && a.right <= b.right + slack && a.top >= b.top - slack && a.bottom <= b.bottom + slack;
const area = (b) => (b.right - b.left) * (b.bottom - b.top);
const holds = (b, x, y, slack = 0) =>
  x >= b.left - slack && x <= b.right + slack && y >= b.top - slack && y <= b.bottom + slack;
const middle = (b) => [(b.left + b.right) / 2, (b.top + b.bottom) / 2];
const union = (boxes) => ({
  left: Math.min(...boxes.map((b) => b.left)),
  right: Math.max(...boxes.map((b) => b.right)),
  top: Math.min(...boxes.map((b) => b.top)),
  bottom: Math.max(...boxes.map((b) => b.bottom)),
});

function* overlaps({ texts }) {
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length; j++) {
      const [a, b] = [texts[i].box, texts[j].box];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > SLACK / 2 && high > TOUCH) {
        yield {
          code: "overlap",
          what: `${quoted(texts[i])} (${boxText(a)}) and ${quoted(texts[j])} (${boxText(b)}) by ${number(wide)} × ${number(high)} pt`,
        };
      }
    }
  }
}

// The card is the largest shape of the node, if most of its texts are on it: else the node is bare and has none.
function cardOf(group, texts) {
  if (!group.shapes.length) return null;
  const largest = group.shapes.reduce((a, b) => (area(b) > area(a) ? b : a));
  const inside = texts.filter((t) => holds(largest, ...middle(t.box))).length;
  return inside * 2 >= texts.length ? largest : null;
}

function* outsiders({ texts, groups, width, height }) {
  for (const [index, group] of groups.entries()) {
    // What lies under an arrow's label is as broad as it is: paper, no card.
    if (group.kind === "edge") continue;
    const own = texts.filter((t) => t.group === index);
    const card = group.kind === "node" || group.kind === "cluster" ? cardOf(group, own) : null;
    for (const text of own) {
      if (!within(text.box, { left: 0, top: 0, right: width, bottom: height }, 0.5)) continue;
      const around = group.shapes.filter((s) => holds(s, ...middle(text.box)));
      const cell = around.length ? around.reduce((a, b) => (area(b) < area(a) ? b : a)) : card;
      const bad = [card, cell].find((box) => box && !within(text.box, box, SLACK));
      if (bad)
        yield {
          code: "outside-card",
          what: `${quoted(text)} (${boxText(text.box)}) in ${group.kind} ${group.name} (${boxText(bad)})`,
        };
    }
  }
}

function* cut({ texts, width, height }) {
  const view = { left: 0, top: 0, right: width, bottom: height };
  for (const text of texts) {
    if (!within(text.box, view, 0.5))
      yield {
        code: "cut",
        what: `${quoted(text)} (${boxText(text.box)}) in a picture of ${number(width)} × ${number(height)} pt`,
      };
  }
}

const shrink = ({ width }) => Math.min(1, PAGE / width);

function* small(measured) {
  for (const text of measured.texts) {
    const shown = text.size * shrink(measured);
    if (shown < SMALLEST - 0.05) {
      yield {
        code: "small-text",
        what: `${quoted(text)}: ${shown.toFixed(2)} pt at page width (${number(text.size)} pt in a picture ${number(measured.width)} pt wide)`,
      };
    }
  }
}

// An arrow may touch the text of a card only where it ends there, and its own label not at all.
function* crossings({ texts, groups, arrows }) {
  const places = groups.map((group, index) => {
    const boxes = [...group.shapes, ...texts.filter((t) => t.group === index).map((t) => t.box)];
    return boxes.length ? union(boxes) : null;
  });
  for (const arrow of arrows) {
    const ends = [arrow.line[0], arrow.line[arrow.line.length - 1]];
    for (const text of texts) {
      const group = groups[text.group];
      const inner = {
        left: text.box.left + 0.5,
        right: text.box.right - 0.5,
        top: text.box.top + 0.5,
        bottom: text.box.bottom - 0.5,
      };
      // A label on a ground of its own covers the arrow that it belongs to.
      if (text.group === arrow.group && group.shapes.some((s) => within(text.box, s, 3))) continue;
      const own = group.kind === "node" ? ends.filter((end) => holds(places[text.group], end.x, end.y, 2)) : [];
      const hits = arrow.line.filter(
        (p) => holds(inner, p.x, p.y) && !own.some((end) => Math.hypot(p.x - end.x, p.y - end.y) <= 4),
      );
      if (!hits.length) continue;
      const heading = group.kind === "cluster" || group.kind === "graph";
      yield {
        code: heading ? "edge-through-heading" : "edge-through-text",
        what: `${groups[arrow.group].name} at ${number(hits[0].x)},${number(hits[0].y)} through ${quoted(text)} (${boxText(text.box)}) of ${group.kind} ${group.name}`,
      };
    }
  }
}

// ==== Colours

const linear = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
export function contrast(a, b) {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function* pixelsOf(box, scale, image) {
  const right = Math.min(image.width, Math.ceil(box.right * scale));
  const bottom = Math.min(image.height, Math.ceil(box.bottom * scale));
  for (let y = Math.max(0, Math.floor(box.top * scale)); y < bottom; y++) {
    for (let x = Math.max(0, Math.floor(box.left * scale)); x < right; x++) yield (y * image.width + x) * 4;
  }
}

// The colours behind a text that count; all together if none of them does.
function grounds(text, scale, image) {
  const counts = new Map();
  let all = 0;
  const sum = [0, 0, 0];
  for (const at of pixelsOf(text.box, scale, image)) {
    const [r, g, b] = image.data.subarray(at, at + 3);
    const key = (r << 16) | (g << 8) | b;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    sum[0] += r;
    sum[1] += g;
    sum[2] += b;
    all++;
  }
  if (!all) return [];
  const found = [...counts]
    .filter(([, n]) => n >= SHARE * all)
    .map(([key]) => [key >> 16, (key >> 8) & 255, key & 255]);
  return found.length ? found : [sum.map((c) => c / all)];
}

const hex = (colour) =>
  "#" +
  colour
    .slice(0, 3)
    .map((c) => Math.round(c).toString(16).padStart(2, "0"))
    .join("");

function worstContrast(text, scale, bare) {
  let worst = { ratio: Infinity };
  for (const ground of grounds(text, scale, bare)) {
    const alpha = text.fill[3];
    const ink = [0, 1, 2].map((i) => text.fill[i] * alpha + ground[i] * (1 - alpha));
    const ratio = contrast(ink, ground);
    if (ratio < worst.ratio) worst = { ratio, ink, ground };
  }
  return worst;
}

function* unreadable({ texts, scale, width, height }, full, bare) {
  for (const text of texts) {
    if (!within(text.box, { left: 0, top: 0, right: width, bottom: height }, 0.5)) continue;
    const { ratio, ink, ground } = worstContrast(text, scale, bare);
    text.contrast = ratio;
    if (ratio < CONTRAST - 0.005) {
      yield { code: "low-contrast", what: `${quoted(text)}: ${ratio.toFixed(2)}:1 (${hex(ink)} on ${hex(ground)})` };
      continue;
    }
    let changed = 0;
    let all = 0;
    for (const at of pixelsOf(text.box, scale, full)) {
      all++;
      if ([0, 1, 2].some((i) => Math.abs(full.data[at + i] - bare.data[at + i]) > 8)) changed++;
    }
    if (changed < 0.02 * all)
      yield { code: "hidden", what: `${quoted(text)} (${boxText(text.box)}): something is painted over it` };
  }
}

// `full` and `bare`: pixels with and without the texts.
export function judge(measured, full, bare) {
  if (!measured.texts.length) return [{ code: "no-text", what: "the picture says nothing" }];
  return [
    ...cut(measured),
    ...overlaps(measured),
    ...outsiders(measured),
    ...small(measured),
    ...crossings(measured),
    ...unreadable(measured, full, bare),
  ];
}

export function summary(measured) {
  const sizes = measured.texts.map((t) => t.size * shrink(measured));
  const ratios = measured.texts.map((t) => t.contrast ?? Infinity);
  const nodes = measured.groups.filter((g) => g.kind === "node").length;
  return (
    `${number(measured.width)} × ${number(measured.height)} pt, ${nodes} nodes, ${measured.arrows.length} arrows, ${measured.texts.length} texts, ` +
    `smallest ${Math.min(...sizes).toFixed(1)} pt, contrast ${Math.min(...ratios).toFixed(1)}`
  );
}
