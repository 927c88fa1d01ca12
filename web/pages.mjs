// The pages that are built. A page is src/NAME/main.ts and becomes dist/NAME.html; `kb` is its most, in KB of gzip (ux §8);
// `flat` pages have no nested reactive state, which spares them its machinery.
export const pages = [
  { name: 'judge', title: '评委打分', kb: 40, flat: true, theme: '#A50F15' },
  { name: 'console', title: '主控台', kb: 120, theme: '#A50F15' },
  { name: 'scrutineer', title: '监督页', kb: 120, theme: '#A50F15' },
  { name: 'play', title: '擂台 · 一分钟看懂', kb: 150, theme: '#A50F15' },
  { name: 'screen', title: '大屏', kb: 150, theme: '#5C090C' },
]
