// The contrast of text over a picture that lies under a veil of the stage's own background (WCAG 2; ux §4.3, §9). Pure.

/** Red, green, blue, 0–255. */
export type Color = readonly [number, number, number]

/** The least contrast that stage text has on any part of its background. */
export const wanted = 7

export const stageBackground: Color = [0x5c, 0x09, 0x0c]

/** Relative luminance, WCAG 2. */
export function luminance([r, g, b]: Color): number {
  const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

export function contrast(a: Color, b: Color): number {
  const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

/** A colour under a veil of the stage's own background, 0 none … 1 nothing else left. */
export const veiled = (c: Color, veil: number): Color => c.map((v, i) => v * (1 - veil) + (stageBackground[i] ?? 0) * veil) as unknown as Color
