// What a screen knows of its round, and which reveals were over before it saw them.
import { Problem } from '../shared/api.ts'
import { Follow } from '../shared/follow.svelte.ts'
import type { Link } from '../shared/live.ts'
import { isPublic, type Picture } from '../shared/picture.ts'
import { changeOf, type Change } from './change.ts'
import type { Place } from './place.ts'

export class Hall {
  readonly place: Place
  readonly follow: Follow
  /** The server knows no such round. */
  unknown = $state(false)
  /**
   * Entries that were public in the first picture of a connection: the hall has seen their cards, or nobody waits for them
   * any more. A screen that comes back in the middle of a reveal shows how it ended.
   */
  ended = $state.raw<ReadonlySet<string>>(new Set())
  /** The correction that came last. */
  change = $state.raw<Change | null>(null)
  #before: Picture | null = null
  #log = ''
  #link: Link | null = null
  #there = false

  /**
   * `gone` is called when this screen is taken away from the round. `known` says that it was there before, as one that is
   * remembered from its last visit; one that was paired just now may be a picture ahead of the round's.
   */
  constructor(place: Place, known: boolean, gone: () => void) {
    this.place = place
    this.#there = known
    this.follow = new Follow({
      round: place.round,
      view: 'hall',
      picture: (p) => this.#take(p, gone),
      refused: (e) => (this.unknown = e instanceof Problem && e.status === 404),
    })
  }

  stop(): void {
    this.follow.stop()
  }

  #take(p: Picture, gone: () => void) {
    this.unknown = false
    // Each connection has a link of its own, told before its first picture.
    const again = this.#link !== this.follow.link || this.#log !== p.log
    this.#link = this.follow.link
    this.#log = p.log
    if (again) this.ended = new Set(p.entries.filter(isPublic).map((e) => e.id))
    this.change = changeOf(this.#before, p) ?? (this.#before?.log === p.log ? this.change : null)
    this.#before = p
    const there = this.place.screen === null || (p.screens ?? []).some((s) => s.id === this.place.screen)
    if (this.#there && !there) gone()
    this.#there = there
  }
}
