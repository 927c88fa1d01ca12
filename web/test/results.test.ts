import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awardWords, resultsOf, ruleWords } from '../src/console/results.ts'
import type { StandingRow, Standings } from '../src/shared/standings.ts'
import { entry, picture } from './floor.ts'

const row = (id: string, rank: number | null, screen_rank: number | null, award: string | null): StandingRow => ({ entry: id, name: `${id}村`, rank, shared: false, total: rank === null ? null : '90.00', parts: rank === null ? {} : { stage: { value: '91.5' } }, screen_rank, award })
const standings: Standings = { log: 'L', version: 9, final: true, groups: [{ key: '', rows: [row('b', 2, 1, '二等奖'), row('x', null, null, null), row('a', 1, 2, '一等奖')] }] }
const p = picture([entry('a', 1, 'locked'), entry('b', 2, 'locked'), entry('x', 3, 'withdrawn')], { final: true })

test('the final result is by the total, beside the place that the hall saw', () => {
  const rows = resultsOf(standings, p)
  assert.deepEqual(rows.map((r) => [r.entry, r.place, r.scorePlace, r.award, r.moved]), [['a', '1', '2', '一等奖', true], ['b', '2', '1', '二等奖', true], ['x', '–', '–', '弃赛', false]])
  assert.equal(rows[0]?.score, '91.5')
  assert.equal(awardWords(standings, p), '一等奖 1 个、二等奖 1 个')
})

test('the rule says of what the total consists', () => {
  const rules = (parts: object[]) => ruleWords({ seats: [], sheet: [], entries: [], rules: { parts: parts as never } })
  assert.equal(rules([{ key: 'stage', name: '现场', weight: 0.4 }, { key: 'field', name: '实地', weight: 0.6 }]), '按总成绩：现场×40% + 实地×60%')
  assert.equal(rules([{ key: 'stage', name: '现场比武' }]), '按现场比武得分')
})
