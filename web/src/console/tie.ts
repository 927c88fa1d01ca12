// Who stands where an entry does.
import { isPublic, type EntryPicture, type Picture } from '../shared/picture.ts'
import { valueOf } from '../shared/rows.ts'
import { decimal, same } from './arith.ts'

/**
 * Public entries that share an entry's place. Before its own reveal the others still have their places without it, so that a
 * place says nothing about them: then those with the same figure by which the hall is ranked, which the tie chain of the rules
 * may yet set apart. Without that figure (a total whose other part is not in yet) nobody is known to share it.
 */
export function sharing(picture: Picture, e: EntryPicture): EntryPicture[] {
  if (e.rank === null) return []
  const own = valueOf(picture, e, 'ranking')
  const equal = (o: EntryPicture) => {
    const value = valueOf(picture, o, 'ranking')
    return own !== null && value !== null && same(decimal(own), decimal(value))
  }
  return picture.entries.filter((o) => o.id !== e.id && isPublic(o) && o.rank !== null && (isPublic(e) ? o.rank === e.rank : equal(o)))
}
