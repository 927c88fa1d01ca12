import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { anchorOf, againstAnchor } from '../src/scrutineer/anchor.ts'
import { genesis, receiptOf, receiptTyped, unread, verify, type ChainedFact } from '../src/scrutineer/chain.ts'
import { countOf, exceptionsOf, logOf, settledIn } from '../src/scrutineer/exceptions.ts'
import { verdictWords } from '../src/scrutineer/words.ts'
import { canonical } from '../src/shared/canonical.ts'
import type { Fact } from '../src/shared/facts.ts'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

type Line = Partial<Fact> & { kind: string }

/** A log as the server writes it: keys sorted by hand, so that the page's canonical form is held against another one. */
function chained(lines: Line[]): ChainedFact[] {
  let prev = genesis
  return lines.map((line, i) => {
    const f = { seq: i + 1, entry: null, seat: null, at: `2026-11-24T09:00:${String(i).padStart(2, '0')}.000+08:00`, by: '主控甲', reason: null, payload: { salt: '0f' }, ...line }
    const digest = sha(canonical(f.payload))
    const q = JSON.stringify
    const hash = sha(`{"at":${q(f.at)},"by":${q(f.by)},"digest":${q(digest)},"entry":${q(f.entry)},"kind":${q(f.kind)},"prev":${q(prev)},"reason":${q(f.reason)},"seat":${q(f.seat)},"seq":${f.seq}}`)
    const fact = { ...f, digest, prev, hash }
    prev = hash
    return fact
  })
}

const seats = [
  { id: 's1', name: '评委1', person: '张建国', group: '', recused: [] },
  { id: 's2', name: '评委2', person: '李明', group: '', recused: ['b'] },
  { id: 's3', name: '评委3', person: '赵敏', group: '', recused: [] },
]
const definition = { kind: 'round', payload: { seats, sheet: [{ point: 'p1', name: '内容真实', short: '内容', part: '', max: '10' }], entries: [], rules: {} } }
const ballot = (seat: string, entry = 'a', mark = '8'): Line => ({ kind: 'ballot', seat, entry, by: seat, payload: { marks: { p1: mark }, total: mark } })
const claim = (seat: string, session: string): Line => ({ kind: 'claim', seat, by: seat, payload: { session } })
const counts = (lines: Line[]) => Object.fromEntries(exceptionsOf(logOf(chained([definition, ...lines]))).map((e) => [e.key, countOf(e)]))
const items = (key: string, lines: Line[]) => exceptionsOf(logOf(chained([definition, ...lines]))).find((e) => e.key === key)?.items ?? []

test('the canonical form sorts keys by UTF-16 and writes numbers and text as the RFC does', () => {
  assert.equal(canonical({ b: [1, 0.1, 1e21, -0], a: { '\ufb33': 1, '𐐷': 2, 'é': 3 } }), '{"a":{"é":3,"𐐷":2,"\ufb33":1},"b":[1,0.1,1e+21,0]}')
  assert.equal(canonical('县\u0007"\\\n/'), '"县\\u0007\\"\\\\\\n/"')
  assert.throws(() => canonical({ a: undefined }))
})

test('a whole log is found whole, in pieces as well', () => {
  const facts = chained([definition, ballot('s1'), { kind: 'close', entry: 'a' }])
  const v = verify(facts)
  assert.deepEqual([v.checked, v.head, v.withheld, v.broken], [3, facts[2]?.hash, 0, null])
  assert.deepEqual(verify(facts.slice(1), verify(facts.slice(0, 1))), v)
  assert.equal(verdictWords(v), '已核对 1–3 条，链完整')
})

test('a payload that is not shown yet is passed over and counted, its digest stays in the chain', () => {
  const facts = chained([definition, ballot('s1'), { kind: 'close', entry: 'a' }]).map((f) => (f.kind === 'ballot' ? { ...f, payload: null } : f))
  assert.deepEqual([verify(facts).checked, verify(facts).withheld], [3, 1])
})

test('a fact that was changed, left out, or put in another place breaks the chain there', () => {
  const facts = chained([definition, ballot('s1'), ballot('s2'), { kind: 'close', entry: 'a' }])
  const broken = (change: (f: ChainedFact) => Partial<ChainedFact>) => verify(facts.map((f) => (f.seq === 3 ? { ...f, ...change(f) } : f))).broken?.seq
  assert.equal(broken(() => ({ payload: { marks: { p1: '9' }, total: '9' } })), 3)
  assert.equal(broken(() => ({ at: '2026-11-24T09:00:03.000+08:00' })), 3)
  assert.equal(broken(() => ({ by: '主控乙' })), 3)
  assert.equal(broken(() => ({ reason: '补录' })), 3)
  assert.equal(broken(() => ({ prev: genesis })), 3)
  assert.equal(verify(facts.filter((f) => f.seq !== 3)).broken?.seq, 3)
  const [one, two, three, four] = facts as [ChainedFact, ChainedFact, ChainedFact, ChainedFact]
  assert.equal(verify([one, three, two, four]).broken?.seq, 2)
  assert.match(verdictWords(verify([one, three])), /^第 1–1 条完整，链在第 2 条断开/)
})

test('a log forged anew from one fact on is whole in itself, and does not fit what this device saw', () => {
  const lines = [definition, ballot('s1'), ballot('s2')]
  const real = chained(lines)
  const forged = chained(lines.map((l, i) => (i === 1 ? ballot('s1', 'a', '9') : l)))
  assert.equal(verify(forged).broken, null)
  const kept = anchorOf('log', verify(real))
  assert.equal(againstAnchor(kept, 'log', real, true)?.fits, true)
  assert.equal(againstAnchor(kept, 'log', forged, true)?.fits, false)
  assert.equal(againstAnchor(kept, 'log', real.slice(0, 2), true)?.fits, false, 'shorter than it was')
  assert.equal(againstAnchor(kept, 'log', real.slice(0, 2), false), null, 'not read so far yet')
  assert.equal(againstAnchor(kept, 'other', real, true)?.fits, false)
  assert.equal(againstAnchor(null, 'log', real, true), null)
  assert.equal(unread.head, genesis)
})

test('a receipt is the first twenty bits of the hash in letters that cannot be mistaken', () => {
  assert.equal(receiptOf('a1b2c3'.padEnd(64, '0')), 'M6SC') // as the server's test has it
  assert.equal(receiptTyped(' m6 sc '), 'M6SC')
  assert.equal(receiptTyped('oIl8'), '0118')
})

test('what never happened counts nought', () => {
  const c = counts([claim('s1', 'x'), ballot('s1'), ballot('s2'), ballot('s3'), { kind: 'close', entry: 'a' }])
  assert.deepEqual(Object.entries(c).filter(([, n]) => n > 0), [['recuse', 1]]) // that of the list
})

test('a ballot missing at the last close counts, one that came after a reopening does not', () => {
  assert.equal(counts([ballot('s1'), ballot('s2'), { kind: 'close', entry: 'a', reason: '离席' }]).missing, 1)
  const c = counts([ballot('s1'), ballot('s2'), { kind: 'close', entry: 'a', reason: '离席' }, { kind: 'reopen', entry: 'a', reason: '漏交' }, ballot('s3'), { kind: 'close', entry: 'a' }])
  assert.deepEqual([c.missing, c.reopen], [0, 1])
  assert.equal(counts([ballot('s1'), { kind: 'close', entry: 'a', reason: '离席' }, { kind: 'reopen', entry: 'a', reason: '漏交' }]).missing, 0, 'open again')
})

test('who is recused or absent owes no ballot, and owes it again when that is taken back', () => {
  const out = (kind: string, off?: boolean): Line => ({ kind, seat: 's3', entry: 'a', reason: '亲属', payload: { off: off ?? false, entries: ['a'] } })
  const rest = [ballot('s1'), ballot('s2')]
  const close = { kind: 'close', entry: 'a', reason: '离席' }
  for (const kind of ['recuse', 'judge_absent']) {
    assert.equal(counts([...rest, out(kind), close]).missing, 0, kind)
    assert.equal(counts([...rest, out(kind), out(kind, true), close]).missing, 1, kind)
  }
  assert.equal(counts([ballot('s1', 'b'), ballot('s3', 'b'), { kind: 'close', entry: 'b' }]).missing, 0, 'recused by the list')
})

test('paper typed by two people is one, typed once it waits and is a missing ballot', () => {
  const paper = (by: string): Line => ({ kind: 'paper', seat: 's3', entry: 'a', by, payload: { marks: { p1: '7' }, first: by === '甲' } })
  const close = { kind: 'close', entry: 'a', reason: '纸质' }
  const both = counts([ballot('s1'), ballot('s2'), paper('甲'), paper('乙'), close])
  assert.deepEqual([both.paper, both.missing], [1, 0])
  const alone = counts([ballot('s1'), ballot('s2'), paper('甲'), close])
  assert.deepEqual([alone.paper, alone.missing], [1, 1])
  assert.match(items('paper', [paper('甲')])[0]?.what ?? '', /只录了一次/)
  const again = items('paper', [paper('甲'), ballot('s3'), { ...paper('乙'), payload: { marks: { p1: '9' }, first: true } }]).map((i) => i.what)
  assert.match(again[0] ?? '', /只录了一次，后来评委自己提交了/)
  assert.match(again[1] ?? '', /只录了一次，还没有生效/, 'a typing from before the ballot is not the other half of a later one')
  const corrected = items('correct', [{ ...ballot('s3'), payload: { marks: { p1: '9' } } }, { ...paper('乙'), payload: { marks: { p1: '6' }, first: true } }, { kind: 'correct', seat: 's3', entry: 'a', by: '核分甲', payload: { marks: { p1: '8' } } }]).map((i) => i.what)
  assert.match(corrected[0] ?? '', /内容 9 改为 8/, 'a typing that waits was never the mark')
  assert.match(items('paper', [paper('甲'), paper('甲')])[0]?.what ?? '', /只录了一次/, 'the same person again')
})

test('a recusal names its entry from the list of the round, revealed or not', () => {
  const listed = { ...definition, payload: { ...definition.payload, entries: [{ entry: 'b', name: '石桥村' }] } }
  const found = exceptionsOf(logOf(chained([listed, { kind: 'recuse', seat: 's1', entry: 'b', reason: '亲属' }]))).find((e) => e.key === 'recuse')?.items
  assert.deepEqual(found?.map((i) => i.what), ['评委2 李明：石桥村', '石桥村，评委1 张建国'])
})

test('another device on a seat is a change of phone; the first one, and the same again, are none', () => {
  assert.equal(counts([claim('s1', 'x'), claim('s2', 'y'), claim('s1', 'x')]).phone, 0)
  assert.equal(counts([claim('s1', 'x'), claim('s1', 'z')]).phone, 1)
  assert.equal(counts([claim('s1', 'x'), { kind: 'reissue_seat', seat: 's1', reason: '遗失' }, claim('s1', 'z')]).phone, 2)
})

test('a correction says the figure before and after, and who confirmed it', () => {
  const ask: Line = { kind: 'correct', entry: 'a', seat: 's1', by: '核分甲', reason: '录入有误', payload: { marks: { p1: '9' } } }
  const [one, two] = items('correct', [ballot('s1'), ask, { kind: 'confirm', by: '核分乙', payload: { of: 3 } }, { ...ask, payload: { marks: { p1: '7' } } }])
  assert.equal(one?.what, 'a，评委1 张建国 内容 8 改为 9，核分乙确认')
  assert.equal(two?.what, 'a，评委1 张建国 内容 9 改为 7，还没有第二人确认，未生效')
  const dropped = (by: string) => items('correct', [ballot('s1'), ask, { kind: 'decline', by, reason: '依据不足', payload: { of: 3 } }])[0]?.what
  assert.equal(dropped('核分乙'), 'a，评委1 张建国 内容 8 改为 9，核分乙不同意（依据不足），未生效')
  assert.equal(dropped('核分甲'), 'a，评委1 张建国 内容 8 改为 9，核分甲撤回（依据不足），未生效')
})

test('a withdrawal that was taken back is an undo and no withdrawal', () => {
  const c = counts([{ kind: 'withdraw', entry: 'a', reason: '误按' }, { kind: 'undo', payload: { of: 2 } }])
  assert.deepEqual([c.withdraw, c.undo], [0, 1])
  assert.equal(items('undo', [{ kind: 'withdraw', entry: 'a' }, { kind: 'undo', payload: { of: 2 } }])[0]?.what, '撤销弃赛 a')
})

test('the first draw and the first list are no exceptions, later ones are; a pause has its length', () => {
  const c = counts([{ kind: 'draw', payload: { seed: '1' } }, { kind: 'draw', payload: { seed: '2' }, reason: '读错' }, definition])
  assert.deepEqual([c.draw, c.round], [1, 1])
  const [pause] = items('pause', [{ kind: 'pause', at: '2026-11-24T09:00:00Z' }, { kind: 'resume', at: '2026-11-24T09:10:00Z' }])
  assert.equal(pause?.what, '停了 10 分钟')
})

test('points taken before the reveal are counted without their figure', () => {
  const shown = (payload: Fact['payload']) => items('deduct', [{ kind: 'deduct', entry: 'a', reason: '超时', payload }])[0]?.what
  assert.equal(shown(null), 'a，分数亮分后可见')
  assert.equal(shown({ points: '0.5' }), 'a，0.5 分')
})

test('entries are called by their lot and name; who is through is counted once', () => {
  const named = { ...definition, payload: { ...definition.payload, entries: [{ entry: 'a', name: '幸福村' }, { entry: 'b', name: '石桥村' }] } }
  const log = logOf(chained([named, { kind: 'draw', payload: { order: ['b', 'a'] } }, { kind: 'withdraw', entry: 'a' }, { kind: 'undo', payload: { of: 3 } }, { kind: 'lock', entry: 'b' }, { kind: 'annul', entry: 'b' }]))
  assert.equal(log.entry('a'), '第 2 位 幸福村')
  assert.equal(log.entry('x'), 'x')
  assert.equal(settledIn(log), 1)
})
