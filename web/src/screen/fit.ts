// The size of a name on the stage: the largest step that it fits on one line with, else the smallest on as many as it needs (ux §4.3).

/** Sizes in stage pixels, largest first. */
export const nameSizes = [132, 96, 80]

export interface Fit {
  text: string
  /** The sizes there is room for on this page, largest first; the last one may break the line. */
  sizes?: number[]
  /** Sizes for two lines, largest first, where no size fits on one; without them the smallest breaks as often as it must. */
  two?: number[]
}

/** Sets the font size of a block so that its text fits the width of its box; again whenever the text changes. */
export function fit(node: HTMLElement, first: Fit) {
  let sizes = first.sizes ?? nameSizes
  let two = first.two ?? []
  function size() {
    for (const px of sizes) {
      node.style.fontSize = `${px}px`
      node.style.whiteSpace = 'nowrap'
      if (node.scrollWidth <= node.clientWidth) return
    }
    node.style.whiteSpace = 'normal'
    for (const px of two) {
      node.style.fontSize = `${px}px`
      if (node.clientHeight < px * 2.5) return
    }
  }
  size()
  void document.fonts?.ready.then(size)
  return {
    update(next: Fit) {
      sizes = next.sizes ?? nameSizes
      two = next.two ?? []
      size()
    },
  }
}

/** Sets the font size of a text of many lines so that it fits the height of its box. */
export function fill(node: HTMLElement, { sizes }: { text: string; sizes: number[] }) {
  function size() {
    for (const px of sizes) {
      node.style.fontSize = `${px}px`
      if (node.scrollHeight <= node.clientHeight) return
    }
  }
  size()
  void document.fonts?.ready.then(size)
  return { update: size }
}
