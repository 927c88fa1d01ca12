// The console of one round: whose turn it is, what the key means, what is shown, and what is asked.
import { lockedBy, pauseReason, typistsOf, undoOf, type Fact } from '../shared/facts.ts'
import { healthOf, missingWords, online, type Absence, type Health } from '../shared/health.ts'
import type { EntryPicture } from '../shared/picture.ts'
import { addOf, elapsedOf } from '../shared/timer.ts'
import { pendingOf } from './correction.ts'
import { ready, type Key } from './keys.ts'
import { leaseOf, type Lease } from './lead.ts'
import { Line } from './line.svelte.ts'
import { overrunSettled } from './overrun.ts'
import { typedBy } from './paper.ts'
import { resumeCommands, resumeReason } from './pause.ts'
import { commandsOf, stepBack } from './press.ts'
import { partOf, type Question } from './questions.ts'
import { Room, type RoomForm } from './room.svelte.ts'
import { hallScreens } from './screens.ts'
import { settings } from './settings.svelte.ts'
import { stepOf, turnOf, type Step } from './turn.ts'

/** A form over the page: what is typed there is longer than a reason. */
export type Form = RoomForm | { kind: 'paper'; entry: string; seat?: string } | { kind: 'correct'; entry: string } | { kind: 'find' } | { kind: 'settings' }

export class Desk extends Line {
  /** The console's surroundings. */
  readonly room = new Room(this)
  /** The entry whose check page this person has uncovered. */
  looked = $state<string | null>(null)
  /** An entry chosen in the list, else the turn's. */
  chosen = $state<string | null>(null)
  form = $state.raw<Form | null>(null)
  question = $state.raw<Question | null>(null)
  /** When the state and the label of the key last changed, on this page's monotone clock. */
  changed = 0
  labelled = 0
  /** Until when covered values are shown, on this page's monotone clock. */
  #bare = $state(0)
  /** The version on which the open question was asked. */
  #decided = 0

  get turn(): EntryPicture | null {
    const p = this.picture
    if (!p) return null
    const chosen = this.entry(this.chosen)
    return chosen && !['waiting', 'locked', 'withdrawn', 'absent', 'annulled'].includes(chosen.state) ? chosen : turnOf(p, settings.late)
  }

  /** What the middle of the page is about: an entry chosen to be looked at, else the turn. */
  get shown(): EntryPicture | null {
    return this.entry(this.chosen) ?? this.turn
  }

  get lease(): Lease {
    return leaseOf(this.picture, this.person, this.facts, this.now)
  }

  /** This person may press what moves the turn: the director who leads, or any while none does. */
  get leads(): boolean {
    const leader = this.picture?.lead?.name ?? null
    return this.person.role === 'director' && (leader === null || leader === this.person.name)
  }

  get step(): Step | null {
    const picture = this.picture
    if (!picture) return null
    const entry = this.turn
    return stepOf({
      picture,
      entry,
      person: this.person,
      missing: entry ? missingWords(this.absences(entry)) : [],
      looked: entry !== null && this.looked === entry.id,
      up: this.follow.link.up,
      pauseReason: pauseReason(this.facts),
      lockedBy: lockedBy(this.facts),
      typists: entry ? typistsOf(this.facts, entry.id) : [],
      manner: settings.manner,
      awards: this.room.awards,
      pending: pendingOf(this.facts, picture).filter((c) => !entry || c.entry === entry.id).length,
    })
  }

  /** The part that this round judges. */
  get part(): { key: string; name: string } {
    return partOf(this.picture)
  }

  missing(entry: EntryPicture): string[] {
    return (entry.ballots ?? []).filter((b) => b.state === 'none').map((b) => b.seat)
  }

  /** Who is missing, with what is the matter of each. */
  absences(entry: EntryPicture): Absence[] {
    return this.missing(entry).map((id) => ({ name: this.name(id), words: this.health(entry, id).words, typed: typedBy(this.facts, entry.id, id) !== null }))
  }

  health(entry: EntryPicture, seat: string): Health {
    void this.tick
    const state = entry.ballots?.find((b) => b.seat === seat)?.state ?? 'none'
    return healthOf(state, this.phones.get(seat), entry.id, this.cutAt ?? performance.now())
  }

  get online(): number {
    void this.tick
    return online(this.phones.values(), this.cutAt ?? performance.now())
  }

  get undo(): { fact: Fact; left: number | null } | null {
    return undoOf(this.facts, this.now)
  }

  /** Covered values are shown now. */
  get bare(): boolean {
    void this.tick
    return performance.now() < this.#bare
  }

  /** Shows covered values for so many seconds; 0 covers them again. */
  uncover(seconds: number): void {
    this.#bare = performance.now() + seconds * 1000
  }

  /** Asks before a command; it will be sent on the version that the person sees now. */
  ask(q: Question): void {
    this.#decided = this.picture?.version ?? 0
    this.form = null
    this.question = q
  }

  /** Sends what was asked, with what was filled in. */
  async answer(q: Question, filled: Record<string, string>): Promise<void> {
    const said = await this.sendAll(q.commands?.(filled) ?? [{ ...q.command, ...filled }], this.#decided)
    if (said || this.notice) this.question = null
  }

  /** A press of this key now is meant for what stands there. */
  ready(key: Key): boolean {
    return ready(key, performance.now(), this.changed, this.labelled)
  }

  /** Does what the primary key says. */
  async press(): Promise<void> {
    const picture = this.picture
    const step = this.step
    const entry = this.turn
    if (!picture || !step?.deed || step.reasons.length || this.busy) return
    if (step.deed === 'look') this.looked = entry?.id ?? null
    else if (step.deed === 'resume') await this.sendAll(resumeCommands(picture, this.facts, resumeReason(pauseReason(this.facts))))
    else if (step.deed === 'award') await this.room.award(hallScreens(picture))
    else {
      this.chosen = null
      await this.sendAll(commandsOf(step, picture, entry))
    }
  }

  /** Turns the screens one step of the reveal back. */
  back(): void {
    const commands = this.picture ? stepBack(this.picture, this.turn, settings.manner) : []
    if (commands.length) void this.sendAll(commands)
  }

  /** Takes back what can be taken back. */
  takeBack(): void {
    if (this.undo) void this.send({ type: 'undo', of: this.undo.fact.seq })
  }

  /** A judge is still missing whom one can remind. */
  get canRemind(): boolean {
    const e = this.turn
    return e?.state === 'scoring' && this.missing(e).length > 0
  }

  /** Reminds one judge, or all whose ballot is missing. */
  remind(seat?: string): void {
    const e = this.turn
    if (e) void this.send({ type: 'remind', entry: e.id, ...(seat ? { seat } : {}) })
  }

  /** The entry whose paper sheets can be typed now. */
  get canType(): EntryPicture | null {
    return [this.shown, this.turn].find((e) => e?.state === 'scoring') ?? null
  }

  /** Opens the form for a paper sheet, of this judge where one is named. */
  typePaper(seat?: string): void {
    if (this.canType) this.form = { kind: 'paper', entry: this.canType.id, seat }
  }

  /** The timer belongs to who is speaking now. */
  get timed(): boolean {
    return this.turn?.state === 'presenting' && this.picture?.timer?.entry === this.turn.id
  }

  /** The over-run of an entry has been dealt with. */
  settled(entry: string): boolean {
    return overrunSettled(this.facts, entry)
  }

  /** Seconds on the timer of the turn. */
  get elapsed(): number {
    return elapsedOf(this.picture?.timer ?? null, this.now)
  }

  /** Starts or stops the timer of the turn. */
  timer(): void {
    void this.send({ type: 'timer', action: this.picture?.timer?.since ? 'pause' : 'start' })
  }

  /** Changes the figure that is shown by so many seconds: what is left where there is a plan, else what has passed. */
  shift(seconds: number): void {
    void this.send({ type: 'timer', action: 'add', seconds: addOf(this.picture?.round.plan, seconds) })
  }

  /** Points the screens by hand; without a mode they go with the turn again. */
  screen(mode: string | null): void {
    if (mode === null) this.room.release()
    else if (mode === '8') this.form = { kind: 'break' } // a break has a length
    else this.room.mode(mode)
  }
}
