// How long rows take to make room, in ms: nothing where whoever looks has asked for less movement.
export const slideMs = (calm = false): number => (calm || matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 600)
