// The pixels of a screenshot: PNG with 8 bits a channel, with or without alpha, not interlaced (PNG specification, 9 and 10).
import { inflateSync } from "node:zlib";

function chunks(bytes) {
  const found = { data: [] };
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") found.header = body;
    if (type === "IDAT") found.data.push(body);
    at += length + 12;
  }
  return found;
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function unfilter(kind, line, above, step) {
  for (let i = 0; i < line.length; i++) {
    const a = i >= step ? line[i - step] : 0;
    const b = above ? above[i] : 0;
    const c = above && i >= step ? above[i - step] : 0;
    line[i] += kind === 1 ? a : kind === 2 ? b : kind === 3 ? (a + b) >> 1 : kind === 4 ? paeth(a, b, c) : 0;
  }
}

// { width, height, data }: four bytes a pixel.
export function decode(bytes) {
  const { header, data } = chunks(bytes);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const step = { 2: 3, 6: 4 }[header[9]];
  if (header[8] !== 8 || !step || header[12] !== 0) throw new Error("a PNG of another form");
  const raw = inflateSync(Buffer.concat(data));
  const out = new Uint8Array(width * height * 4).fill(255);
  let above = null;
  for (let y = 0; y < height; y++) {
    const begin = y * (width * step + 1);
    const line = raw.subarray(begin + 1, begin + 1 + width * step);
    unfilter(raw[begin], line, above, step);
    for (let x = 0; x < width; x++) for (let c = 0; c < step; c++) out[(y * width + x) * 4 + c] = line[x * step + c];
    above = line;
  }
  return { width, height, data: out };
}
