// How large the reader has his text: by 大字版 here, by WeChat's 关怀模式, or by his browser. Wider text means fewer keys a row.
import type { KeyStore } from '../shared/keystore.ts'

class Sizes {
  elder = $state(false)
  /** Text is so large that six keys a row do not hold it. */
  large = $state(false)
  /** The window is low: nothing is left to give away. */
  low = $state(false)
  private store: KeyStore | null = null
  private probe: HTMLElement | null = null

  /** Keys a row. */
  cols: number = $derived(this.large ? 5 : 6)
  /** Rows of keys that fit without taking the words of the standard away. */
  rows: number = $derived(this.large || this.low ? 4 : 5)

  watch(store: KeyStore): void {
    this.store = store
    const probe = document.createElement('span')
    probe.className = 'spoken'
    probe.style.width = 'auto'
    probe.textContent = '国国国国国国国国国国'
    probe.ariaHidden = 'true'
    document.body.append(probe)
    this.probe = probe
    this.set(store.get('leitai-elder') === '1')
    window.addEventListener('resize', () => this.measure())
    new ResizeObserver(() => this.measure()).observe(probe)
  }

  set(elder: boolean): void {
    this.elder = elder
    this.store?.set('leitai-elder', elder ? '1' : '0')
    document.documentElement.classList.toggle('elder', elder)
    this.measure()
  }

  /** The probe's ten characters should be 180 px wide; they tell what became of them. */
  measure(): void {
    const scale = (this.probe?.getBoundingClientRect().width ?? 180) / 180
    this.large = scale >= 1.2
    this.low = innerHeight < 640
    document.documentElement.classList.toggle('large', this.large)
  }
}

export const sizes = new Sizes()
