interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the Earth in kilometres (IUGG). */
export const earthRadius = 6_371.0088;

/** Length of the way along the surface of a sphere, by the haversine formula; analytics says the same in SQL. */
export function kilometresBetween(from: Point, to: Point): number {
  const latitudes = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const longitudes = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const part = latitudes + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * longitudes;
  return 2 * earthRadius * Math.asin(Math.sqrt(Math.min(1, part)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
