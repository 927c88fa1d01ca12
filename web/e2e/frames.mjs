// The states of a big screen that its layout must hold and that somebody should have looked at.
import { pictureOf, rank } from '../dev/hall.mjs'

/** Points the first screen by hand. */
export const by = (mode, step = 0, page = 0, entry = null) => ({ screen: { mode, step, page, entry } })

/** Waits until a page shows this picture, and what it fetches for it. */
export async function settle(page, picture) {
  await page.locator(`main[data-version="${picture.version}"]`).waitFor()
  const { mode, step } = picture.screens[0]
  if (mode === '7' && step) await page.locator('.place, .what').first().waitFor()
  if (mode === '5' && step) await page.locator('tbody tr').first().waitFor()
  await page.waitForTimeout(60)
}

/** Every state of a hall that the layout must hold, each as the picture that makes it. */
export const states = [
  ['main visual', pictureOf({ done: 0, state: '' })],
  ['called', pictureOf({ state: 'called' })],
  ['speaking, long names', pictureOf({ state: 'presenting', long: true, timer: { entry: 'e7', since: null, elapsed: 200 } })],
  ['withdrawn', pictureOf({ state: 'withdrawn', long: true })],
  ...[5, 11, 31].map((judges) => [`marking, ${judges} judges`, pictureOf({ judges, long: judges > 11 })]),
  ...[1, 5, 7, 9, 11, 15, 24, 31, 32].map((judges) => [`revealed, ${judges} judges`, pictureOf({ judges, state: 'revealed' })]),
  ...[5, 7, 11, 15, 24, 31].map((judges) => [`revealed, ${judges} judges, long names, a tie`, pictureOf({ judges, state: 'revealed', long: true, tie: true })]),
  ['revealed, two groups', pictureOf({ judges: 9, state: 'revealed', split: true, long: true })],
  ['revealed, two groups of 31', pictureOf({ judges: 31, state: 'revealed', split: true, long: true })],
  ['corrected', corrected()],
  ['revealed, points taken off', adjusted({ judges: 5, state: 'revealed' }, [['deduct', '0.5', '超时']])],
  ['revealed, points taken off and given, 31 judges', adjusted({ judges: 31, state: 'revealed', long: true, tie: true }, [['deduct', '0.5', '汇报超时二分十五秒'], ['deduct', '0.25', '材料缺一份，经核实'], ['bonus', '1', '获国家级表彰']])],
  ['revealed, two groups, points taken off', adjusted({ judges: 9, state: 'revealed', split: true, long: true }, [['deduct', '0.5', '超时']])],
  ['revealed, four of five judges', shortOf(pictureOf({ judges: 4, state: 'revealed' }), 5)],
  ['ranking', pictureOf({ state: 'locked' })],
  ['ranking, few', left(pictureOf({ entries: 4, done: 2, state: 'locked', long: true }), 3)],
  ['ranking, some left', left(pictureOf({ entries: 10, done: 7, state: 'locked', long: true }), 8, 9)],
  ['ranking, final', pictureOf({ done: 15, state: '', final: true, ...by('5', 0, 1) })],
  ['ranking, long names, four pages', pictureOf({ entries: 37, done: 34, state: 'locked', long: true, ...by('5', 0, 2) })],
  ['stage order', pictureOf({ done: 15, state: '', long: true, ...by('5', 1) })],
  ['total', pictureOf({ done: 15, state: '', long: true, ...by('5', 2) })],
  ['draw', pictureOf({ entries: 37, done: 0, state: '', long: true, ...by('6', 20) })],
  ['draw, few', pictureOf({ entries: 6, done: 0, state: '', long: true, ...by('6', 4) })],
  ['awards to come', pictureOf({ done: 15, state: '', final: true, ...by('7') })],
  ['third award', pictureOf({ done: 15, state: '', final: true, long: true, ...by('7', 7) })],
  ['first award, one by one', pictureOf({ done: 15, state: '', final: true, long: true, ...by('7', 15, 1) })],
  ['handed over', pictureOf(by('0', 1))],
  ['pause', pictureOf(by('8', 10, 635))],
  ['question', pictureOf({ state: 'presenting', ...by('9'), question: { entry: 'e7', name: '3号题', text: '村里有两户人家因为宅基地边界起了争执，已经两次惊动派出所。作为党支部书记，您准备怎样处理？'.repeat(9).slice(0, 420) } })],
  ['prompter', pictureOf({ state: 'revealed', long: true, tie: true, screen: { kind: 'cue' } })],
  ['prompter, points taken off', adjusted({ state: 'revealed', screen: { kind: 'cue' } }, [['deduct', '0.5', '超时']])],
  ['prompter, break', beside('8', 10, 1028)],
  ['prompter, award', beside('7', 15, 0)],
  ['stage clock, before', pictureOf({ done: 0, state: '', screen: { kind: 'clock' } })],
  ['stage clock, tried', pictureOf({ done: 0, state: '', screen: { kind: 'clock' }, timer: { entry: 'e1', since: null, elapsed: 200 } })],
  ['stage clock, marking', pictureOf({ state: 'scoring', long: true, screen: { kind: 'clock' }, timer: { entry: 'e7', since: null, elapsed: 200 } })],
  ['stage clock', pictureOf({ state: 'presenting', long: true, screen: { kind: 'clock' }, timer: { entry: 'e7', since: null, elapsed: 6000 } })],
  ['rehearsal', pictureOf({ state: 'called', long: true, round: { rehearsal: true } })],
]

/** With points taken and given: the score after them. */
export function adjusted(of, list) {
  const p = pictureOf(of)
  const entries = p.entries.map((e) => (e.id === p.current ? { ...e, unadjusted: '89.70', score: '89.20', adjustments: list.map(([kind, points, reason]) => ({ kind, points, part: 'stage', reason })) } : e))
  rank(entries)
  return { ...p, entries }
}

/** A panel of which not all gave a mark. */
function shortOf(p, seats) {
  return { ...p, entries: p.entries.map((e) => ({ ...e, of: e.id === p.current ? e.of : seats })), round: { ...p.round, panels: [{ ...p.round.panels[0], trim_high: 1, trim_low: 1 }] } }
}

/** Those entries (from 0) have left. */
export function left(p, ...at) {
  return { ...p, entries: p.entries.map((e, i) => (at.includes(i) ? { ...e, state: i % 2 ? 'withdrawn' : 'absent' } : e)) }
}

/** A prompter while the hall's screen is pointed by hand. */
function beside(mode, step, page) {
  const p = pictureOf({ done: 15, state: '', final: true, long: true, screen: { kind: 'cue' } })
  return { ...p, screens: [...p.screens, { ...p.screens[0], id: 'wall', kind: 'hall', mode, step, page }] }
}

function corrected() {
  const p = pictureOf({ state: 'locked', done: 14, entries: 15, long: true, ...by('4', 0, 0, 'e15') })
  return { ...p, entries: p.entries.map((e) => ({ ...e, corrected: e.score !== null })) }
}
