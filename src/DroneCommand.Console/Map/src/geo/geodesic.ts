/** Distances and bearings on the WGS-84 ellipsoid, in metres and degrees. */

export interface Point {
  lat: number;
  lon: number;
}

const a = 6378137;
const f = 1 / 298.257223563;
const b = a * (1 - f);
const rad = Math.PI / 180;

/** Metres along the geodesic (Vincenty's inverse formula); the sphere's for nearly antipodal points, where it fails. */
export function distance(from: Point, to: Point): number {
  const L = (to.lon - from.lon) * rad;
  const u1 = Math.atan((1 - f) * Math.tan(from.lat * rad));
  const u2 = Math.atan((1 - f) * Math.tan(to.lat * rad));
  const [su1, cu1, su2, cu2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = L;
  for (let i = 0; i < 100; i++) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cu2 * sl, cu1 * su2 - su1 * cu2 * cl);
    if (sinSigma === 0) return 0;
    const cosSigma = su1 * su2 + cu1 * cu2 * cl;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cu1 * cu2 * sl) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2m = cos2Alpha === 0 ? 0 : cosSigma - (2 * su1 * su2) / cos2Alpha;
    const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
    const next =
      L + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * (cos2m + c * cosSigma * (2 * cos2m * cos2m - 1)));
    if (Math.abs(next - lambda) < 1e-12) {
      return b * series(cos2Alpha, sinSigma, cosSigma, cos2m, sigma);
    }
    lambda = next;
  }
  return sphereDistance(from, to);
}

function series(cos2Alpha: number, sinSigma: number, cosSigma: number, cos2m: number, sigma: number): number {
  const u = (cos2Alpha * (a * a - b * b)) / (b * b);
  const A = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const B = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const c2 = cos2m * cos2m;
  const delta =
    B *
    sinSigma *
    (cos2m + (B / 4) * (cosSigma * (2 * c2 - 1) - (B / 6) * cos2m * (4 * sinSigma * sinSigma - 3) * (4 * c2 - 3)));
  return A * (sigma - delta);
}

function sphereDistance(from: Point, to: Point): number {
  const dLat = (to.lat - from.lat) * rad;
  const dLon = (to.lon - from.lon) * rad;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(from.lat * rad) * Math.cos(to.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Degrees clockwise from true north at the start of the way, 0 to 360. */
export function bearing(from: Point, to: Point): number {
  const dLon = (to.lon - from.lon) * rad;
  const [p1, p2] = [from.lat * rad, to.lat * rad];
  const y = Math.sin(dLon) * Math.cos(p2);
  const x = Math.cos(p1) * Math.sin(p2) - Math.sin(p1) * Math.cos(p2) * Math.cos(dLon);
  return ((Math.atan2(y, x) / rad) + 360) % 360;
}

/** The point a few hundred metres away at most; the flat approximation is good to centimetres there. */
export function offset(from: Point, bearingDeg: number, metres: number): Point {
  const north = metres * Math.cos(bearingDeg * rad);
  const east = metres * Math.sin(bearingDeg * rad);
  return { lat: from.lat + north / 111_320, lon: from.lon + east / (111_320 * Math.cos(from.lat * rad)) };
}

/** '84 m', '1.24 km'. */
export function formatLength(metres: number): string {
  if (metres < 1000) return `${metres < 10 ? metres.toFixed(1) : metres.toFixed(0)} m`;
  return `${(metres / 1000).toFixed(2)} km`;
}

/** Splits a line at a share of its length: the part that is done and the part that is to come. */
export function splitLine(points: readonly Point[], fraction: number): { done: Point[]; ahead: Point[] } {
  if (points.length < 2) return { done: [], ahead: [...points] };
  const lengths = points.slice(1).map((to, i) => distance(points[i]!, to));
  let left = Math.max(0, Math.min(1, fraction)) * lengths.reduce((sum, length) => sum + length, 0);
  const done: Point[] = [points[0]!];
  for (let i = 0; i < lengths.length; i++) {
    const [from, to, length] = [points[i]!, points[i + 1]!, lengths[i]!];
    if (left < length) {
      const t = length === 0 ? 0 : left / length;
      const cut = { lat: from.lat + (to.lat - from.lat) * t, lon: from.lon + (to.lon - from.lon) * t };
      return { done: [...done, cut], ahead: [cut, ...points.slice(i + 1)] };
    }
    left -= length;
    done.push(to);
  }
  return { done, ahead: [points[points.length - 1]!] };
}
