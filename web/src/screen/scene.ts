// What a screen shows, from the picture alone: by hand where a director points it, else by the turn.
import { byHand, isPublic, kindOf, type EntryPicture, type Picture, type Screen } from '../shared/picture.ts'
import type { State } from '../shared/states.ts'

/** The modes of ux §4.3: 0 plain, 1 main visual, 2 current, 3 progress, 4 reveal, 5 ranking, 6 draw, 7 awards, 8 pause, 9 question. */
export type Mode = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'

const modes = '0123456789'

export interface Scene {
  mode: Mode
  entry: EntryPicture | null
  /** Where the mode stands: cards turned, lots drawn, awards given, minutes of the break. 0 goes by itself. */
  step: number
  /** A page chosen by hand, from 1; 0 turns by itself. In mode 8 the minute of the day at which it goes on. */
  page: number
  /** A director points the screen; false while it goes with the turn. */
  hand: boolean
}

/** The screen of that id; an id that is not there is the first screen. */
export const screenOf = (picture: Picture, screenId: string | null): Screen | null => picture.screens?.find((s) => s.id === screenId) ?? picture.screens?.[0] ?? null

/** The first screen that the hall looks at: what it shows by hand, a prompter has words for. */
export const hallScreen = (picture: Picture): Screen | null => picture.screens?.find((s) => kindOf(s) === 'hall') ?? null

/** The scene for the screen of that id. */
export function sceneOf(picture: Picture, screenId: string | null): Scene {
  const screen = screenOf(picture, screenId)
  const turn = follow(picture)
  if (!screen || !byHand(screen)) return turn
  const entry = picture.entries.find((e) => e.id === screen.entry) ?? turn.entry
  const scene: Scene = { mode: modes.includes(screen.mode) ? (screen.mode as Mode) : '0', entry, step: screen.step ?? 0, page: screen.page ?? 0, hand: true }
  return scene.mode === '4' ? reveal(scene, picture, turn) : possible(scene, picture, turn)
}

/**
 * A reveal is still the turn while its entry is the one called last or is being revealed. It may be pointed at before the
 * figures are public: until then the screen goes on with what the turn shows.
 */
function reveal(scene: Scene, picture: Picture, turn: Scene): Scene {
  if (!scene.entry || !isPublic(scene.entry)) return turn
  return { ...scene, hand: scene.entry.state !== 'revealed' && scene.entry.id !== picture.current }
}

/** A mode that has nothing to show gives way to one that has. */
function possible(scene: Scene, picture: Picture, turn: Scene): Scene {
  if (scene.mode === '9' && !picture.question) return turn
  if ((scene.mode === '2' || scene.mode === '3') && !scene.entry) return { ...scene, mode: '1' }
  return scene
}

/** The scene of the turn. What is being revealed comes before who is on the stage (下一位讲完再公布上一位). */
function follow(picture: Picture): Scene {
  const current = picture.entries.find((e) => e.id === picture.current) ?? null
  const entry = revealing(picture, current) ?? current
  return { mode: picture.round.paused ? '8' : modeOf(picture, entry), entry, step: 0, page: 0, hand: false }
}

/** The entry that is being revealed. Where a whole list is made public at once (mode `open`) no single one is. */
function revealing(picture: Picture, current: EntryPicture | null): EntryPicture | null {
  if (current?.state === 'revealed') return current
  const list = picture.entries.filter((e) => e.state === 'revealed')
  return list.length === 1 || picture.round.mode !== 'open' ? (list.sort((a, b) => (b.order ?? 0) - (a.order ?? 0))[0] ?? null) : null
}

function modeOf(picture: Picture, entry: EntryPicture | null): Mode {
  if (!entry) return picture.entries.some(isPublic) ? '5' : '1'
  switch (entry.state as State) {
    case 'scoring':
    case 'closed':
    case 'verified':
      return '3'
    case 'revealed':
      return '4'
    case 'locked':
      return '5'
    case 'waiting':
      return picture.entries.some(isPublic) ? '5' : '1'
    default:
      return '2'
  }
}

/** The picture as the hall has it: a console's own has figures that nobody else may see yet. */
export const forHall = (picture: Picture): Picture => ({
  ...picture,
  entries: picture.entries.map((e) => (isPublic(e) ? e : { ...e, score: null, total: null, rank: null, marks: null, adjustments: undefined, unadjusted: undefined })),
})
