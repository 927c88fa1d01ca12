// How much of the stage's red must lie over a picture so that text on it keeps 7:1 (ux §4.3, §9).
import { contrast, luminance, veiled, wanted, type Color } from '../shared/contrast.ts'

/** --gold-300 of the score, the darker of the two text colours of the stage. */
const text: Color = [0xf6, 0xd5, 0x8a]

/** The contrast of the score on the stage's red at this opacity over a colour. */
export const contrastOver = (under: Color, opacity: number): number => contrast(text, veiled(under, opacity))

/** What white needs; stands until the picture has been measured. */
export const strongest = leastOver([255, 255, 255])

function leastOver(under: Color): number {
  for (let percent = 40; percent < 100; percent++) if (contrastOver(under, percent / 100) >= wanted) return percent / 100
  return 1
}

/** The least opacity that keeps 7:1 over every one of these pixels (RGBA). Never below 0.4: a busy picture distracts. */
export function coverFor(pixels: Uint8ClampedArray): number {
  let brightest: Color = [0, 0, 0]
  let most = -1
  for (let i = 0; i < pixels.length; i += 4) {
    const pixel: Color = [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]
    const l = luminance(pixel)
    if (l > most) [most, brightest] = [l, pixel]
  }
  return leastOver(brightest)
}
