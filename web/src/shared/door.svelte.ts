// Who is it, and which round: what stands before the pages that people sign in to. `?round=ID` names the round.
import { createApi } from './api.ts'
import type { Left } from './follow.svelte.ts'
import { current, signOut, type Session } from './session.ts'

export class Door {
  /** Undefined until the server has said; null where nobody is signed in. */
  session = $state.raw<Session | null | undefined>(undefined)
  round = $state(new URLSearchParams(location.search).get('round'))
  /** Why one has to sign in again. */
  why = $state('')
  unreached = $state(false)
  readonly api = createApi()
  readonly #expired: string

  /** `expired` is what whoever was signed out is told. */
  constructor(expired: string) {
    this.#expired = expired
    void this.look()
  }

  look = async (): Promise<void> => {
    try {
      this.session = await current(this.api)
      this.unreached = false
    } catch {
      this.unreached = true
      setTimeout(this.look, 2000)
      return
    }
    const rounds = this.session?.contests.flatMap((c) => c.rounds) ?? []
    if (this.round === null && rounds.length === 1 && rounds[0]) this.choose(rounds[0].id)
  }

  choose = (id: string | null): void => {
    this.round = id
    const url = new URL(location.href)
    if (id) url.searchParams.set('round', id)
    else url.searchParams.delete('round')
    history.replaceState(null, '', url)
  }

  leave = async (): Promise<void> => {
    try {
      await signOut(this.api)
    } catch {
      // Not reached or already out: what follows asks again.
    }
    this.why = ''
    await this.look()
  }

  left = (reason: Left): void => {
    this.why = reason === 'signed_out' ? this.#expired : ''
    if (reason === 'signed_out') this.session = null
    else this.choose(null)
  }
}
