// Runs inside the page: where the texts, cards and arrows of the one <svg> lie. Lengths are points of the picture at its
// natural size, whatever size it is shown at; `scale` is pixels per such point. Must not refer to anything outside itself.
export function measure({ pixels }) {
  const svg = document.querySelector("svg");
  if (!svg) return { svg: false };

  // ==== The picture's natural size, and the size at which it is measured
  const points = (text) => {
    const match = /^\s*([\d.]+)\s*(pt|px|in|)\s*$/.exec(text ?? "");
    return match && match[1] * { pt: 1, px: 0.75, "": 0.75, in: 72 }[match[2]];
  };
  const view = svg.viewBox.baseVal;
  if (!view || !view.width || !view.height) return { svg: true, view: false };
  const width = points(svg.getAttribute("width")) || view.width * 0.75;
  const height = points(svg.getAttribute("height")) || (width * view.height) / view.width;
  const scale = Math.min(1.5, pixels / Math.max(width, height));
  const px = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
  Object.assign(document.documentElement.style, { margin: 0, background: "white" });
  if (document.body) Object.assign(document.body.style, { margin: 0 });
  Object.assign(svg.style, {
    position: "absolute",
    left: 0,
    top: 0,
    maxWidth: "none",
    width: `${width * scale}px`,
    height: `${height * scale}px`,
  });

  // ==== Boxes
  const corners = (box) => [
    [box.x, box.y],
    [box.x + box.width, box.y],
    [box.x, box.y + box.height],
    [box.x + box.width, box.y + box.height],
  ];
  const place = (matrix, x, y) => ({
    x: (matrix.a * x + matrix.c * y + matrix.e) / scale,
    y: (matrix.b * x + matrix.d * y + matrix.f) / scale,
  });
  const around = (found) => {
    const xs = found.map((p) => p.x);
    const ys = found.map((p) => p.y);
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };
  const placed = (element, box) => around(corners(box).map(([x, y]) => place(element.getScreenCTM(), x, y)));

  const canvas = document.createElement("canvas").getContext("2d");
  // What is inked: side to side the glyphs that are no blanks, up and down what the canvas says of the same font.
  const inked = (text, style) => {
    const whole = text.getBBox();
    if (text.querySelector("tspan")) return whole;
    const string = text.textContent;
    let left = Infinity;
    let right = -Infinity;
    for (let i = 0; i < text.getNumberOfChars(); i++) {
      if (/\s/.test(string[i] ?? "x")) continue;
      const box = text.getExtentOfChar(i);
      left = Math.min(left, box.x);
      right = Math.max(right, box.x + box.width);
    }
    if (right <= left) return whole;
    // At twenty times the size: what the canvas measures is rounded to pixels.
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${20 * parseFloat(style.fontSize)}px ${style.fontFamily}`;
    const ink = canvas.measureText(string);
    const base = text.getStartPositionOfChar(0).y;
    // Marks that are heaped on each other are nobody's layout.
    const size = parseFloat(style.fontSize);
    const up = Math.min(ink.actualBoundingBoxAscent / 20, size);
    const down = Math.min(ink.actualBoundingBoxDescent / 20, 0.35 * size);
    return { x: left, y: base - up, width: right - left, height: up + down };
  };

  const colour = (text) => (/^rgba?\(/.test(text) ? text.match(/[\d.]+/g).map(Number) : [0, 0, 0, 0]);
  const opacity = (element) => {
    let all = 1;
    for (let e = element; e && e.nodeType === 1; e = e.parentElement) all *= Number(getComputedStyle(e).opacity);
    return all;
  };
  const visible = (element, style) => {
    const painted = (paint, alpha) => paint !== "none" && (colour(paint)[3] ?? 1) * Number(alpha) > 0;
    return painted(style.fill, style.fillOpacity) || painted(style.stroke, style.strokeOpacity);
  };

  // ==== The groups that Graphviz makes: nodes, edges, clusters; what is in none of them belongs to the picture itself
  const groups = [];
  const known = new Map();
  const group = (element) => {
    const g = element.closest("g.node, g.edge, g.cluster");
    if (!known.has(g)) {
      known.set(g, groups.length);
      const kind = g ? ["node", "edge", "cluster"].find((k) => g.classList.contains(k)) : "graph";
      groups.push({ kind, name: g ? g.id || g.querySelector("title")?.textContent || "?" : "the picture", shapes: [] });
    }
    return known.get(g);
  };

  for (const shape of svg.querySelectorAll("polygon, path, rect, ellipse, circle")) {
    const style = getComputedStyle(shape);
    const index = group(shape);
    const line =
      shape.tagName === "path" && !/[zZ]\s*$/.test(shape.getAttribute("d") ?? "") && groups[index].kind === "edge";
    if (!line && visible(shape, style)) groups[index].shapes.push(placed(shape, shape.getBBox()));
  }

  const texts = [...svg.querySelectorAll("text")]
    .filter((text) => text.textContent.trim() && getComputedStyle(text).display !== "none")
    .map((text) => {
      const style = getComputedStyle(text);
      const matrix = text.getScreenCTM();
      const fill = style.fill === "none" || style.visibility !== "visible" ? [0, 0, 0, 0] : colour(style.fill);
      return {
        string: text.textContent.replace(/\s+/g, " ").trim(),
        box: placed(text, inked(text, style)),
        size: (parseFloat(style.fontSize) * Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c))) / scale,
        fill: [fill[0], fill[1], fill[2], (fill[3] ?? 1) * Number(style.fillOpacity) * opacity(text)],
        group: group(text),
      };
    });

  const arrows = [];
  for (const path of svg.querySelectorAll("g.edge path")) {
    if (/[zZ]\s*$/.test(path.getAttribute("d") ?? "") || !visible(path, getComputedStyle(path))) continue;
    if (getComputedStyle(path).fill !== "none") continue;
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    const steps = Math.max(1, Math.ceil(length / 2));
    const line = [];
    for (let i = 0; i <= steps; i++) {
      const at = path.getPointAtLength((length * i) / steps);
      line.push(place(matrix, at.x, at.y));
    }
    arrows.push({ group: group(path), line });
  }
  return { svg: true, view: true, width, height, scale, px, groups, texts, arrows };
}

// Hides or shows all texts.
export function showTexts(shown) {
  for (const text of document.querySelectorAll("svg text"))
    text.style.setProperty("visibility", shown ? "" : "hidden", "important");
}

// The strings of the texts, in order.
export function strings() {
  return [...document.querySelectorAll("text")].map((text) => text.textContent);
}
