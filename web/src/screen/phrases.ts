// Where a large title may break its lines: between words, never inside one (党组织书记, not 党组 / 织书记).

/** What the next piece must follow: an opening bracket, a figure, 党 of 党组织 and 党支部. */
const leads = /[（《“‘【(\d党]$/
/** What must follow the last piece: brackets, closing marks, and a single character such as 县 or 年. */
const follows = /^(?:[（(）》”’】)，。、：；·]|\p{Script=Han}$)/u

/** The pieces between which a line may break. A browser without Intl.Segmenter gives the whole: it breaks as it likes. */
export function phrases(text: string): string[] {
  if (typeof Intl.Segmenter === 'undefined') return [text]
  const out: string[] = []
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)) {
    const last = out.at(-1)
    if (last !== undefined && (leads.test(last) || (follows.test(segment) && segment !== '党'))) out[out.length - 1] = last + segment
    else out.push(segment)
  }
  return out
}
