// Pages that turn by themselves every 12 s, unless somebody chose one.
import { onDestroy } from 'svelte'

const turnEvery = 12_000

export interface Paging {
  /** The page that is shown, from 0. */
  readonly at: number
}

/**
 * `pages` how many there are, `chosen` the page by hand from 1 (0: none), `still` true where nothing moves by itself;
 * `first` is where it begins.
 */
export function paging(pages: () => number, chosen: () => number, still: () => boolean, first = 0): Paging {
  let turned = $state(first)
  const timer = setInterval(() => {
    if (chosen() === 0 && pages() > 1 && !still()) turned++
  }, turnEvery)
  onDestroy(() => clearInterval(timer))
  return {
    get at() {
      return (chosen() > 0 ? chosen() - 1 : turned) % pages()
    },
  }
}
