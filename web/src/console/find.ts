// Looking for an entry by what people say of it.
import type { EntryPicture } from '../shared/picture.ts'

/** Every word is in it: in the number as a whole, or anywhere in name, township or speaker. */
export function matches(e: EntryPicture, words: string): boolean {
  const text = [e.name, e.township, e.speaker].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((w) => (/^\d+$/.test(w) && Number(w) === e.order) || text.includes(w))
}
