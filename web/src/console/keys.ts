// The keyboard of the console (ux §7). Acts on event.code, so that a Chinese input method in between changes nothing.

/** A press so soon after the state changed was meant for what stood there before. */
const deadAfterChange = 400
/** The primary key waits longer, for its label has changed under the hand. */
const deadAfterLabel = 800

export type Key = 'primary' | 'back' | 'undo' | 'timer' | 'less' | 'more' | 'remind' | 'longer' | 'paper' | 'judges' | 'show' | 'find' | 'help' | 'flow' | `screen${number}`

const codes: Record<string, Key> = {
  Space: 'primary',
  Enter: 'primary',
  NumpadEnter: 'primary',
  PageDown: 'primary',
  ArrowLeft: 'back',
  PageUp: 'back',
  KeyU: 'undo',
  KeyT: 'timer',
  BracketLeft: 'less',
  BracketRight: 'more',
  KeyR: 'remind',
  KeyE: 'longer',
  KeyP: 'paper',
  KeyJ: 'judges',
  KeyV: 'show',
  KeyG: 'flow',
  KeyB: 'screen0',
  Digit1: 'screen1',
  Digit2: 'screen2',
  Digit3: 'screen3',
  Digit4: 'screen4',
  Digit5: 'screen5',
  Digit7: 'screen7',
  Digit8: 'screen8',
}

export interface Press {
  code: string
  /** What the layout makes of it. Read for / and ? alone, which lie elsewhere on other layouts. */
  key?: string
  isComposing: boolean
  repeat: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  shiftKey: boolean
  /** The tag name of what has the focus, and whether it is inside a dialog. */
  focus: string
  dialog: boolean
}

/** The two that a presenter's clicker has, and space and enter: they stay where single keys are turned off. */
const always = (code: string): boolean => ['Space', 'Enter', 'NumpadEnter', 'PageDown', 'PageUp'].includes(code)

/** / looks for an entry, ? is the map of the keys: by what the layout types, else by the place of the key. */
function slash(p: Press): Key | null {
  if (p.key === '?' || p.key === '？') return 'help'
  if (p.code === 'Slash') return p.shiftKey ? 'help' : 'find'
  return p.key === '/' ? 'find' : null
}

/** The meaning of a press, or null: in a field, a dialog, a composition, with a modifier, or held down. */
export function keyOf(p: Press, singleKeys: boolean): Key | null {
  if (p.isComposing || p.repeat || p.dialog || p.ctrlKey || p.altKey || p.metaKey) return null
  if (p.focus === 'INPUT' || p.focus === 'TEXTAREA' || p.focus === 'SELECT') return null
  const key = slash(p) ?? codes[p.code] ?? null
  if (key === null || !(singleKeys || always(p.code))) return null
  // A focused button or link keeps its own Space and Enter, and the arrows that move among buttons: what they do stands on them.
  const own = p.focus === 'BUTTON' || p.focus === 'A' || p.focus === 'SUMMARY'
  return own && (key === 'primary' || key === 'back') && !p.code.startsWith('Page') ? null : key
}

/** Whether a press counts, given when the state and the label last changed. Milliseconds of one clock. */
export const ready = (key: Key, now: number, changed: number, labelled: number): boolean => now - changed >= deadAfterChange && (key !== 'primary' || now - labelled >= deadAfterLabel)
