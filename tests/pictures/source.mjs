// Runs inside a page: faults that the markup alone shows. Must not refer to anything outside itself.
export function scan(source) {
  const faults = [];
  const fault = (code, what) => faults.push({ code, what });
  const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
  const broken = parsed.querySelector("parsererror");
  if (broken) {
    fault("ill-formed", broken.textContent.trim().slice(0, 200));
    return faults;
  }
  const root = parsed.documentElement;
  const SVG = "http://www.w3.org/2000/svg";
  if (root.localName !== "svg" || root.namespaceURI !== SVG) {
    fault("ill-formed", `the root is ${root.nodeName}`);
    return faults;
  }

  // ==== Before the root: a document type names a file elsewhere or makes entities, an instruction may name a style sheet
  for (let node = parsed.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.DOCUMENT_TYPE_NODE)
      fault("external", `document type ${node.publicId || node.systemId || node.name}`);
    if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE)
      fault("external", `instruction ${node.target} ${node.data}`);
  }

  const web = (value) => {
    try {
      return /^https?:$/.test(new URL(value).protocol);
    } catch {
      return false;
    }
  };
  const addresses = new Set([
    "href",
    "src",
    "data",
    "action",
    "formaction",
    "poster",
    "ping",
    "from",
    "to",
    "by",
    "values",
    "base",
  ]);
  const ids = new Map();
  for (const element of parsed.querySelectorAll("*")) {
    const name = element.localName.toLowerCase();
    if (name === "script" || name === "handler" || name === "listener") fault("script", `<${element.nodeName}>`);
    else if (name === "foreignobject" || element.namespaceURI !== SVG) fault("foreign-object", `<${element.nodeName}>`);
    if (/^(animate.*|set|iframe|embed|object|audio|video|use|feimage|link)$/.test(name))
      fault("external", `<${element.nodeName}>`);
    if (name === "image")
      fault("external", `<image> ${element.getAttribute("href") ?? element.getAttribute("xlink:href")}`);
    if (name === "style" && /@import|url\(/i.test(element.textContent))
      fault("external", `style ${element.textContent.slice(0, 80)}`);
    for (const { localName, name: full, value } of element.attributes) {
      const shown = `${full}="${value.slice(0, 80)}" of <${element.nodeName}>`;
      if (/^on/i.test(localName)) fault("event-attribute", shown);
      if (/url\(\s*["']?(?!#)/i.test(value)) fault("external", shown);
      if (full === "xml:base") fault("external", shown);
      if (addresses.has(localName) && name === "a" && localName === "href" && !web(value) && !/^#/.test(value))
        fault("link", shown);
      if (addresses.has(localName) && name !== "a" && name !== "image" && !/^#/.test(value)) fault("external", shown);
    }
    if (element.hasAttribute("id")) ids.set(element.id, (ids.get(element.id) ?? 0) + 1);
  }
  for (const [id, count] of ids) if (count > 1) fault("duplicate-id", `"${id}" stands ${count} times`);

  // ==== What those hear who cannot see
  const child = (name) => [...root.children].find((e) => e.localName === name && e.textContent.trim());
  if (!child("title")) fault("missing-title", "the root has no <title> with text");
  if (!child("desc")) fault("missing-desc", "the root has no <desc> with text");
  if (!/\b(img|graphics-document)\b/.test(root.getAttribute("role") ?? ""))
    fault("missing-role", `role="${root.getAttribute("role") ?? ""}"`);
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    for (const id of (root.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)) {
      if (!ids.has(id)) fault("missing-title", `${name} names "${id}", which is not there`);
    }
  }
  return faults;
}
