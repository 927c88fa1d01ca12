// The keyboard of the console (ux §7). Acts on event.code, so that a Chinese input method in between changes nothing.

/** A press so soon after the state changed was meant for what stood there before. */
export const deadAfterChange = 400
/** The primary key waits longer, for its label has changed under the hand. */
export const deadAfterLabel = 800

export type Key = 'primary' | 'undo' | 'timer' | 'less' | 'more' | 'judges' | 'show' | 'find' | 'help' | 'flow' | `screen${number}`

const codes: Record<string, Key> = {
  Space: 'primary',
  Enter: 'primary',
  NumpadEnter: 'primary',
  PageDown: 'primary',
  KeyU: 'undo',
  KeyT: 'timer',
  BracketLeft: 'less',
  BracketRight: 'more',
  KeyJ: 'judges',
  KeyV: 'show',
  KeyG: 'flow',
  KeyB: 'screen0',
  Digit1: 'screen1',
  Digit2: 'screen2',
  Digit3: 'screen3',
  Digit4: 'screen4',
  Digit5: 'screen5',
  Digit8: 'screen8',
}

export interface Press {
  code: string
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

/** The meaning of a press, or null: in a field, a dialog, a composition, with a modifier, or held down. */
export function keyOf(p: Press, singleKeys: boolean): Key | null {
  if (p.isComposing || p.repeat || p.dialog || p.ctrlKey || p.altKey || p.metaKey) return null
  if (p.focus === 'INPUT' || p.focus === 'TEXTAREA' || p.focus === 'SELECT') return null
  if (p.code === 'Slash') return singleKeys ? (p.shiftKey ? 'help' : null) : null
  const key = codes[p.code] ?? null
  // A focused button or link keeps its own Space and Enter: what it does stands on it.
  if (key === 'primary' && (p.focus === 'BUTTON' || p.focus === 'A' || p.focus === 'SUMMARY') && p.code !== 'PageDown') return null
  return key === 'primary' || singleKeys ? key : null
}

/** Whether a press counts, given when the state and the label last changed. Milliseconds of one clock. */
export const ready = (key: Key, now: number, changed: number, labelled: number): boolean => now - changed >= deadAfterChange && (key !== 'primary' || now - labelled >= deadAfterLabel)
