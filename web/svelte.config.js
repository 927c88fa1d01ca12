// Read by svelte-check and by build.mjs alike: styles leave the components and end up in the one style element of the page.
export default { compilerOptions: { runes: true, css: 'external' } }
