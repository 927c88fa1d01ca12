// Whether the last row can read a screen (ux §3.2). Pure. Sizes are stage pixels, of which a screen is 1080 high.
import { sizeOf } from '../screen/theatre.ts'

/** Names and scores want about 23 minutes of arc, everything else about 17. */
export const needs = { main: 1 / 150, rest: 1 / 200 }

const stageHeight = 1080

/** The em height that a text must have on the stage, by the height of the screen and the distance of the farthest row, metres. */
export const least = (height: number, distance: number, share: number): number => (stageHeight * distance * share) / height

export interface ModeSize {
  mode: string
  what: string
  /** Smallest name or score, for names of usual length. */
  main: number
  /** Smallest of the other words that one follows the mode by. */
  rest: number
}

/** Judges' cards by how many there are: the mark on a card, and the name above it. */
const cards = { huge: { mark: 84, name: 42 }, big: { mark: 60, name: 34 }, mid: { mark: 46, name: 28 }, small: { mark: 42, name: 28 } }
/** The tick boxes while marking is on. */
const boxes = { huge: 36, big: 36, mid: 28, small: 28 }

/** The smallest texts of each mode as src/screen draws them (a test holds them against it), by the number of judges. */
export function modeSizes(judges: number): ModeSize[] {
  const size = sizeOf(judges)
  return [
    { mode: '1', what: '主视觉', main: 80, rest: 48 },
    { mode: '2', what: '当前', main: 80, rest: 36 },
    { mode: '3', what: `打分进度（${judges} 位评委）`, main: 60, rest: boxes[size] },
    { mode: '4', what: `亮分（${judges} 位评委）`, main: cards[size].mark, rest: cards[size].name },
    { mode: '5', what: '排名', main: 44, rest: 32 },
    { mode: '6', what: '抽签', main: 42, rest: 32 },
    { mode: '7', what: '颁奖', main: 44, rest: 40 },
    { mode: '8', what: '休息', main: 96, rest: 56 },
    { mode: '9', what: '抽题', main: 60, rest: 40 },
    { mode: '', what: '页脚（规则、进度）', main: 0, rest: 30 },
  ]
}

export interface Verdict extends ModeSize {
  /** How many times larger it would have to be; 1 or less is enough. */
  mainShort: number
  restShort: number
  fits: boolean
}

/** Each mode against what the hall needs. */
export const check = (height: number, distance: number, judges: number): Verdict[] =>
  modeSizes(judges).map((m) => {
    const mainShort = m.main ? least(height, distance, needs.main) / m.main : 0
    const restShort = m.rest ? least(height, distance, needs.rest) / m.rest : 0
    return { ...m, mainShort, restShort, fits: mainShort <= 1 && restShort <= 1 }
  })

/** The farthest row that still reads names and scores of every mode, metres. */
export const farthest = (height: number, judges: number): number => Math.min(...modeSizes(judges).filter((m) => m.main).map((m) => (m.main * height) / (stageHeight * needs.main)))

/** A length in metres as typed, 0.3–200; null for anything else. */
export function metres(text: string): number | null {
  const n = /^\d{1,3}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : NaN
  return n >= 0.3 && n <= 200 ? n : null
}
