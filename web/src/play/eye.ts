// Where to look at a moment of the minute. A narrow window shows only that. Pure.
export type Surface = 'hall' | 'phone' | 'key' | 'why' | 'yours'

const eyes: [number, Surface][] = [[0, 'hall'], [2.2, 'phone'], [17.2, 'key'], [20.6, 'phone'], [24, 'key'], [30, 'hall'], [42, 'why'], [48, 'hall'], [56, 'yours']]

export const eyeAt = (at: number): Surface => eyes.filter(([from]) => from <= at).pop()?.[1] ?? 'hall'
