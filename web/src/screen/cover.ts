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

/** The pixel (RGBA) on which text has the least contrast. */
export function brightest(pixels: Uint8ClampedArray): Color {
  let found: Color = [0, 0, 0]
  let most = -1
  for (let i = 0; i < pixels.length; i += 4) {
    const pixel: Color = [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]
    const l = luminance(pixel)
    if (l > most) [most, found] = [l, pixel]
  }
  return found
}

/** The least opacity that keeps 7:1 over every one of these pixels (RGBA). Never below 0.4: a busy picture distracts. */
export const coverFor = (pixels: Uint8ClampedArray): number => leastOver(brightest(pixels))

/** The pixels of a picture that are measured: few, so that a single bright dot does not count. */
export function pixelsOf(image: HTMLImageElement): Uint8ClampedArray {
  const [width, height] = [96, 54]
  const pen = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
  if (!pen) return new Uint8ClampedArray([255, 255, 255, 255])
  pen.drawImage(image, 0, 0, width, height)
  return pen.getImageData(0, 0, width, height).data
}
