// What the phone of the minute holds, in the place where a real phone keeps its drafts: nothing is stored, nothing sent.
import { keyStore } from '../shared/keystore.ts'
import { Outbox } from '../shared/outbox.ts'
import { blank, type Held, type Marks } from '../shared/record.ts'
import type { Phone } from './tape.ts'

const nowhere = () => {
  throw new Error('nothing is kept')
}

export class Shown extends Outbox {
  #entry = ''
  #held: Held = blank()

  constructor() {
    super(keyStore(nowhere), () => Promise.reject(new Error('nothing is sent')), { contest: '', round: '', seat: '' })
  }

  /** Takes what the phone holds; `marks` are those that are made by now. */
  hold(phone: Phone, marks: Marks, log: string): void {
    this.#entry = phone.entry
    this.#held = {
      ...blank(),
      marks,
      pending: phone.pending ? { key: phone.key, marks: phone.marks, based_on: 0, log } : null,
      sent: phone.sent ? { ...phone.sent, key: phone.key, marks: phone.marks, log } : null,
    }
  }

  override record(entry: string): Held {
    return entry === this.#entry ? this.#held : blank()
  }

  /** A phone without network is not said to be slow. */
  override tries(): number {
    return 0
  }

  override waiting(): string[] {
    return this.#held.pending ? [this.#entry] : []
  }

  override amend(): void {
    // what a judge does here was done long ago
  }
}
