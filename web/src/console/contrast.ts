// Whether text on an own background keeps its contrast, and how much the picture must be darkened for it (ux §4.3). Pure.

/** Red, green, blue, 0–255. */
export type Color = [number, number, number]

/** The least contrast that stage text has on any part of its background. */
export const wanted = 7

export const stageText: Color = [0xff, 0xf8, 0xec]
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
export const veiled = (c: Color, veil: number): Color => c.map((v, i) => v * (1 - veil) + (stageBackground[i] ?? 0) * veil) as Color

/** The lightest and the darkest place of a picture, each an average over a cell so that a single bright dot does not count. RGBA as a canvas gives it. */
export function extremes(pixels: ArrayLike<number>, width: number, height: number, cell = 8): { light: Color; dark: Color } {
  let light: Color = [0, 0, 0]
  let dark: Color = [255, 255, 255]
  for (let y = 0; y < height; y += cell)
    for (let x = 0; x < width; x += cell) {
      const c = average(pixels, width, x, y, Math.min(cell, width - x), Math.min(cell, height - y))
      if (luminance(c) > luminance(light)) light = c
      if (luminance(c) < luminance(dark)) dark = c
    }
  return { light, dark }
}

function average(pixels: ArrayLike<number>, width: number, x: number, y: number, w: number, h: number): Color {
  const sum: Color = [0, 0, 0]
  for (let j = y; j < y + h; j++) for (let i = x; i < x + w; i++) for (let c = 0; c < 3; c++) sum[c as 0 | 1 | 2] += pixels[(j * width + i) * 4 + c] ?? 0
  return sum.map((v) => v / (w * h)) as Color
}

/** The least veil, in hundredths, under which the lightest place keeps the contrast; 0 where none is needed. */
export function veilFor(light: Color): number {
  for (let v = 0; v < 100; v++) if (contrast(stageText, veiled(light, v / 100)) >= wanted) return v
  return 100
}
