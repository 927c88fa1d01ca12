// How much an own picture must be darkened so that the stage's text keeps its contrast on it (ux §4.3). Pure.
import { contrast, luminance, stageText, veiled, wanted, type Color } from '../shared/contrast.ts'

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
  const sum: [number, number, number] = [0, 0, 0]
  for (let j = y; j < y + h; j++) for (let i = x; i < x + w; i++) for (let c = 0; c < 3; c++) sum[c as 0 | 1 | 2] += pixels[(j * width + i) * 4 + c] ?? 0
  return sum.map((v) => v / (w * h)) as unknown as Color
}

/** The least veil, in hundredths, under which the lightest place keeps the contrast; 0 where none is needed. */
export function veilFor(light: Color): number {
  for (let v = 0; v < 100; v++) if (contrast(stageText, veiled(light, v / 100)) >= wanted) return v
  return 100
}
