// How much of the stage's red must lie over a picture so that text on it keeps 7:1 (ux §4.3, §9).

type RGB = readonly [number, number, number]

/** --gold-300 of the score, the darker of the two text colours of the stage, and --stage-bg over the picture. */
const text: RGB = [0xf6, 0xd5, 0x8a]
const stage: RGB = [0x5c, 0x09, 0x0c]
const least = 7

const linear = (v: number): number => (v <= 10.31475 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)
const luminance = ([r, g, b]: RGB): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)

/** The contrast of the score on the stage's red at this opacity over a colour. */
export function contrastOver(under: RGB, opacity: number): number {
  const mixed = under.map((v, i) => opacity * (stage[i] ?? 0) + (1 - opacity) * v) as unknown as RGB
  return (luminance(text) + 0.05) / (luminance(mixed) + 0.05)
}

/** What white needs; stands until the picture has been measured. */
export const strongest = leastOver([255, 255, 255])

function leastOver(under: RGB): number {
  for (let percent = 40; percent < 100; percent++) if (contrastOver(under, percent / 100) >= least) return percent / 100
  return 1
}

/** The least opacity that keeps 7:1 over every one of these pixels (RGBA). Never below 0.4: a busy picture distracts. */
export function coverFor(pixels: Uint8ClampedArray): number {
  let brightest: RGB = [0, 0, 0]
  let most = -1
  for (let i = 0; i < pixels.length; i += 4) {
    const pixel: RGB = [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]
    const l = luminance(pixel)
    if (l > most) [most, brightest] = [l, pixel]
  }
  return leastOver(brightest)
}
