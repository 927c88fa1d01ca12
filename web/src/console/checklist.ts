// What is to be ready before the first call (ux §4.2). Pure: the page gathers, this judges and says it in words.
import type { components } from '../shared/api.gen.ts'
import { dateOf } from '../shared/clock.ts'
import type { Definition, Fact } from '../shared/facts.ts'
import { kindOf, type Picture } from '../shared/picture.ts'
import { aside, type State } from '../shared/states.ts'
import { hallScreens } from './screens.ts'

type Schemas = components['schemas']

/** GET /preflight. */
export type Machine = Schemas['PreflightBody']

/** GET /preflight/{id}. */
export interface Hello {
  seen: boolean
  from: string | null
  at: string | null
}

/** ok: in order; todo: not yet; warn: looked at and not good; wait: not known yet. */
export type Light = 'ok' | 'todo' | 'warn' | 'wait'

export interface Check {
  key: string
  word: string
  light: Light
  says: string
  /** What a press on its button does; none where there is nothing to press. */
  deed?: 'draw' | 'plan' | 'timer' | 'screens' | 'order'
  deedWord?: string
  /** No program can see it: a person ticks it. */
  byHand?: boolean
  /** What it says is a question, answered with 有 or 没有. */
  asks?: boolean
}

export interface Findings {
  picture: Picture
  definition: Definition | null
  facts: Fact[]
  online: number
  machine: Machine | null
  hello: Hello | null
  /** An empty result came back whole; null while not asked yet. */
  empty: boolean | null
  ticked: ReadonlySet<string>
  /** Of this laptop, ms. */
  now: number
}

/** Nobody has been called yet. */
export const notBegun = (p: Picture): boolean => !p.final && p.current === null && p.entries.every((e) => e.state === 'waiting' || aside(e.state as State))

/** Bytes below which a disk is called nearly full: a contest with its pictures takes far less. */
const enough = 2 ** 30

const byHand = (f: Findings, key: string, word: string, says: string): Check => ({ key, word, light: f.ticked.has(key) ? 'ok' : 'todo', says, byHand: true })

function people(f: Findings): Check[] {
  const seats = f.definition?.seats.length ?? 0
  const claimed = new Set(f.facts.filter((x) => x.kind === 'claim').map((x) => x.seat)).size
  const screens = hallScreens(f.picture).length
  const others = (f.picture.screens ?? []).filter((s) => kindOf(s) !== 'hall').length
  return [
    { key: 'judges', word: '评委签到', light: seats > 0 && f.online >= seats ? 'ok' : 'todo', says: `在线 ${f.online} / ${seats}${claimed > f.online ? `，签过到的 ${claimed} 位` : ''}` },
    { ...byHand(f, 'screens', '大屏', `${screens} 块大屏${others ? `，另有 ${others} 块提词、计时屏` : ''}；到台下看一眼，看得到主视觉再打勾`), deed: 'screens', deedWord: '看、配对' },
  ]
}

/** The ticks of the timer's trial: whoever looked says whether the clock at the stage went. */
export const clockWent = 'timer'
export const clockStood = 'timer-stood'

/** That the timer was started says nothing of the clock at the stage: a person says what he saw there. */
function timer(f: Findings): Check {
  const base = { key: 'timer', word: '计时器', deed: 'timer', deedWord: '试 3 秒' } as const
  if (f.ticked.has(clockWent)) return { ...base, light: 'ok', says: '试过，台前计时走了' }
  if (f.ticked.has(clockStood)) return { ...base, light: 'warn', says: '台前计时没有走。请在「全部大屏、配对」里看那块屏连着没有，再试。' }
  return f.facts.some((x) => x.kind === 'timer') ? { ...base, light: 'todo', says: '台前计时走了吗', asks: true } : { ...base, light: 'todo', says: '试走 3 秒，看台前计时屏动不动' }
}

function contest(f: Findings): Check[] {
  const plan = f.picture.round.plan
  const draws = f.picture.round.drawn === true
  return [
    f.picture.round.mode === 'open'
      ? { key: 'draw', word: '抽签', light: 'ok', says: '同时打分的场次不用抽签' }
      : { key: 'draw', word: '抽签', light: draws ? 'ok' : 'todo', says: draws ? `已抽签${f.picture.round.seed ? `，种子 ${f.picture.round.seed}` : ''}` : '出场顺序未定', deed: 'draw', deedWord: draws ? '公布、重抽' : '抽签' },
    { key: 'plan', word: '赛程', light: plan ? 'ok' : 'todo', says: plan ? `${dateOf(plan.starts)} 开始，每位 ${plan.parts.map((p) => `${p.name} ${Math.round(p.seconds / 6) / 10} 分`).join('、')}` : '还没有开始时间和每位的时长', deed: 'plan', deedWord: plan ? '修改' : '定赛程' },
    timer(f),
    { ...byHand(f, 'paper', '纸质备份', '打分表、出场顺序表、汇总表印好，放在手边'), deed: 'order', deedWord: '打印这些表' },
    { key: 'empty', word: '空成绩能导出', light: f.empty === null ? 'wait' : f.empty ? 'ok' : 'warn', says: f.empty === null ? '正在试' : f.empty ? '试过，取得出来' : '服务器没有给出成绩。请组织者检查规则文件，再刷新。' },
  ]
}

const waiting = (key: string, word: string): Check => ({ key, word, light: 'wait', says: '正在问服务器' })

function power(f: Findings, m: Machine): Check {
  if (m.power === null) return byHand(f, 'power', '接电源', '服务器看不出来，请到服务器电脑前看一眼')
  const mains = m.power === 'mains'
  return { key: 'power', word: '接电源', light: mains ? 'ok' : 'warn', says: mains ? '服务器电脑接着电源' : '服务器电脑在用电池，请接上电源' }
}

function disk(f: Findings, m: Machine): Check {
  if (m.disk_free === null) return byHand(f, 'disk', '磁盘', '服务器看不出来，请到服务器电脑前看一眼，至少留 1 GB')
  const free = (m.disk_free / 2 ** 30).toFixed(1)
  const good = m.disk_free >= enough
  return { key: 'disk', word: '磁盘', light: good ? 'ok' : 'warn', says: good ? `剩 ${free} GB` : `只剩 ${free} GB，请先清理` }
}

/** Seconds by which two clocks may differ unnoticed: people read minutes. */
const near = 60

function clock(f: Findings, m: Machine): Check {
  const off = Math.abs(Math.round((f.now - Date.parse(m.now)) / 1000))
  return { key: 'clock', word: '时钟', light: off <= near ? 'ok' : 'warn', says: off <= near ? '和这台电脑一致' : `服务器和这台电脑差 ${off} 秒，请看哪一台不准。比赛以服务器为准。` }
}

function machine(f: Findings): Check[] {
  const m = f.machine
  const sleep = byHand(f, 'sleep', '不休眠', '服务器和大屏的电脑关掉自动睡眠、屏保和自动更新')
  if (!m) return [waiting('power', '接电源'), sleep, waiting('database', '数据库'), waiting('disk', '磁盘'), waiting('clock', '时钟')]
  const database: Check = { key: 'database', word: '数据库', light: m.writable ? 'ok' : 'warn', says: m.writable ? '能写入' : '写不进去。请检查磁盘和权限，重启服务。' }
  return [power(f, m), sleep, database, disk(f, m), clock(f, m)]
}

/** An address that only this machine itself reaches. */
const loopback = (url: string): boolean => /^https?:\/\/(127\.|localhost|\[::1\])/.test(url)

/** A sentence in pieces, those at odd places to be typed as they stand: they break on no line. */
export const typed = (says: string): string[] => says.split(/(--\S+ [^\s，。；]+)/)

/** Why no phone can reach the server whatever the network is like; empty where one might. */
export function unreachable(m: Machine): string {
  if (m.addresses.length === 0) return '服务器电脑没有连上任何网络，请先连上会场 Wi-Fi 或网线。'
  return m.addresses.every(loopback) ? '服务器只接受本机访问，手机连不上。请加参数 --listen 0.0.0.0:8080 重新启动。' : ''
}

function network(f: Findings): Check[] {
  const h = f.hello
  const alone = f.machine && !h?.seen ? unreachable(f.machine) : ''
  if (alone) return [{ key: 'phone', word: '手机能连上', light: 'warn', says: alone }, plainHttp(f)]
  const phone: Check = { key: 'phone', word: '手机能连上', light: h?.seen ? 'ok' : 'todo', says: h?.seen ? `${h.from ?? ''} 的手机已连到：地址、防火墙、接入点都通` : '用任一手机扫右边的码' }
  return [phone, plainHttp(f)]
}

/** Plain http works, and somebody has to know what it means (interfaces §3, promise 2). */
function plainHttp(f: Findings): Check {
  if (!f.machine) return waiting('tls', '分数在空中')
  if (f.machine.tls) return { key: 'tls', word: '分数在空中', light: 'ok', says: '经 https 加密' }
  return byHand(f, 'tls', '分数在空中', '不加密的 http：同一 Wi-Fi 里懂技术的人能截看分数。请打开接入点的客户端隔离，Wi-Fi 密码不外传；要根本解决，换成自己的证书走 https。知道了再打勾。')
}

export interface CheckGroup {
  word: string
  checks: Check[]
}

/** All of it in the order in which one goes through it. */
export function checksOf(f: Findings): CheckGroup[] {
  return [
    { word: '人和屏', checks: people(f) },
    { word: '这一场', checks: contest(f) },
    { word: '网络', checks: network(f) },
    { word: '服务器', checks: machine(f) },
  ]
}

export const ready = (groups: CheckGroup[]): { done: number; of: number } => {
  const all = groups.flatMap((g) => g.checks)
  return { done: all.filter((c) => c.light === 'ok').length, of: all.length }
}
