// The size of a name on the stage: the largest step that it fits on one line with, else the smallest on two (ux §4.3).

/** Sizes in stage pixels, largest first. */
export const steps = [132, 96, 80]

export interface Fit {
  text: string
  /** The largest size there is room for on this page. */
  most?: number
}

/** Sets the font size of a block so that its text fits the width of its box; again whenever the text changes. */
export function fit(node: HTMLElement, { most = 132 }: Fit) {
  function size() {
    for (const px of steps) {
      if (px > most) continue
      node.style.fontSize = `${px}px`
      node.style.whiteSpace = 'nowrap'
      if (node.scrollWidth <= node.clientWidth) return
    }
    node.style.whiteSpace = 'normal'
  }
  size()
  void document.fonts?.ready.then(size)
  return { update: size }
}
