// Who stands where an entry does.
import { isPublic, type EntryPicture, type Picture } from '../shared/picture.ts'
import { valueOf } from '../screen/rows.ts'

/**
 * Public entries that share an entry's place. Before its own reveal the places of the others are still those without it: then
 * those with the same figure, which the tie chain of the rules may yet set apart.
 */
export function sharing(picture: Picture, e: EntryPicture): EntryPicture[] {
  if (e.rank === null) return []
  const own = valueOf(picture, e, 'ranking')
  return picture.entries.filter((o) => o.id !== e.id && isPublic(o) && (isPublic(e) ? o.rank === e.rank : valueOf(picture, o, 'ranking') === own))
}
