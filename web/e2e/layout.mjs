// What must be true of every frame of a big screen: all text inside the safe area and its box, nothing over anything, large enough, whole.
export const sizes = [
  ['1920×1080', { width: 1920, height: 1080 }],
  ['1366×768', { width: 1366, height: 768 }],
  ['1024×768', { width: 1024, height: 768 }],
  ['3840×2160', { width: 3840, height: 2160 }],
]

/**
 * The faults of the frame that stands now, in words; an empty list is a sound one. Glyphs are measured by the square of their
 * em, since the boxes of Chinese fonts are half as high again.
 */
export const faults = (page, least = 28) =>
  page.evaluate((least) => {
    const main = document.querySelector('main')
    const box = main.getBoundingClientRect()
    const scale = box.width / main.offsetWidth
    const found = []
    const lines = []
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.textContent.trim()
      const owner = node.parentElement
      if (!text || owner.closest('.spoken')) continue
      const style = getComputedStyle(owner)
      const size = parseFloat(style.fontSize)
      if (size < least) found.push(`${text}: ${size} px`)
      if (style.textOverflow === 'ellipsis' || /…|\.\.\./.test(text)) found.push(`${text}: cut short`)
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const r of range.getClientRects()) {
        if (r.width < 1) continue
        const middle = (r.top + r.bottom) / 2
        const half = size * scale * 0.46
        lines.push({ text, owner, left: r.left, right: r.right, top: middle - half, bottom: middle + half })
      }
    }
    const out = (l, b, slack) => l.left < b.left - slack || l.right > b.right + slack || l.top < b.top - slack || l.bottom > b.bottom + slack
    const margin = 0.05
    const safe = { left: box.left + box.width * margin, right: box.right - box.width * margin, top: box.top + box.height * margin, bottom: box.bottom - box.height * margin }
    for (const l of lines) {
      if (!l.owner.closest('.mark') && out(l, safe, 4 * scale)) found.push(`${l.text}: outside the safe margin`)
      const card = l.owner.closest('li, td, .sum, .say')
      if (card && out(l, card.getBoundingClientRect(), 1)) found.push(`${l.text}: out of its box`)
    }
    for (const [i, a] of lines.entries())
      for (const b of lines.slice(i + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (wide > 1 && high > 2 * scale) found.push(`${a.text} over ${b.text}`)
      }
    return [...new Set(found)]
  }, least)
