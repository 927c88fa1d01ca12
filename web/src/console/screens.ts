// Where the screens of the hall are pointed: what a key or a button means, in the words of the wire. Pure.
import { clockOf } from '../shared/clock.ts'
import { byHand, isPublic, kindOf, withOrder, type EntryPicture, type Picture, type Screen, type ScreenKind } from '../shared/picture.ts'
import type { Command } from './command.ts'

/** Where a screen is to be pointed. */
export interface Aim {
  mode: string
  step: number
  page: number
  entry?: string
}

/** Mode 1 at step 0: the screen goes with the turn. */
export const flow: Aim = { mode: '1', step: 0, page: 0 }
/** The page leaves full screen, so that a film or a slide show can have the projector, and stays bound. */
export const away: Aim = { mode: '0', step: 1, page: 0 }

export const modeWords: Record<string, string> = { 0: '黑屏', 1: '主视觉', 2: '当前', 3: '打分进度', 4: '亮分', 5: '排名', 6: '抽签', 7: '颁奖', 8: '休息', 9: '抽题' }

export const kindWords: Record<ScreenKind, string> = { hall: '大屏', cue: '主持提词', clock: '台前计时' }

/** The screens that the keys and the turn point; a prompter and a clock go by themselves. */
export const hallScreens = (picture: Picture): Screen[] => (picture.screens ?? []).filter((s) => kindOf(s) === 'hall')

/** A director has taken the screen away from the turn. The reveal of the entry in hand is the turn itself. */
export function taken(s: Screen, picture: Picture): boolean {
  if (!byHand(s)) return false
  const entry = picture.entries.find((e) => e.id === s.entry)
  return !(s.mode === '4' && entry && (entry.state === 'revealed' || entry.id === picture.current))
}

/** What a digit stands for. Modes that are about an entry take the one in hand. */
export function aimOf(mode: string, entry: EntryPicture | null): Aim {
  if (mode === '1') return { mode, step: 1, page: 0 } // the main visual by hand; step 0 is the turn
  return '234'.includes(mode) && entry ? { mode, step: 0, page: 0, entry: entry.id } : { mode, step: 0, page: 0 }
}

/** Why a mode has nothing to show now; empty where it has. */
export function lacks(mode: string, picture: Picture, entry: EntryPicture | null): string {
  if (mode === '4') return entry && isPublic(entry) ? '' : '亮分以后才有'
  if (mode === '2' || mode === '3') return entry ? '' : '没有正在进行的支部'
  if (mode === '9') return picture.question ? '' : '先录入题目'
  if (mode === '7') return picture.final ? '' : '封榜以后才有'
  return ''
}

export const pointed = (s: Screen, aim: Aim): Command => ({ type: 'screen', screen: s.id, mode: aim.mode, step: aim.step, page: aim.page, ...(aim.entry ? { entry: aim.entry } : {}) })

/** The minute of the day at which a break ends, by the wall clock of the server; a day has 1440. */
export function endOfBreak(wall: string, length: number): number {
  const [h = 0, m = 0] = wall.split(':').map(Number)
  return (h * 60 + m + length) % 1440
}

/** A break on the screens: how long, and when it goes on. */
export const breakOf = (wall: string, length: number): Aim => ({ mode: '8', step: length, page: length > 0 ? endOfBreak(wall, length) : 0 })

/** One step of a mode that is led by hand, forward or back, within what there is. */
export const turned = (s: Screen, by: 1 | -1, most: number): Aim => ({ mode: s.mode, step: Math.min(most, Math.max(0, s.step + by)), page: s.page, ...(s.entry ? { entry: s.entry } : {}) })

/** What a screen was told, in words. */
export function toldWords(s: Screen, picture: Picture): string {
  if (s.mode === '1' && s.step === 0) return '跟随流程'
  if (s.mode === '0' && s.step === 1) return '让屏'
  if (s.mode === '8' && s.step > 0) return `休息 ${s.step} 分钟，${clockOf(s.page)} 继续`
  if (s.mode === '5' && s.step > 0) return s.step === 1 ? '合成总成绩：合成前' : '合成总成绩：合成后'
  if (s.mode === '5' && s.page > 0) return `排名第 ${s.page} 页`
  if (s.mode === '6' || s.mode === '7') return `${modeWords[s.mode]} · ${s.step === 0 ? '标题' : `第 ${s.step} 个`}`
  const e = picture.entries.find((e) => e.id === s.entry)
  return [modeWords[s.mode] ?? s.mode, e ? withOrder(e) : ''].filter(Boolean).join(' · ')
}
