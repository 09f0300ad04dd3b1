/** The locale and what stands in for it: `de-AT` → `de-AT`, `de`, then the default. */
export function fallbackChain(locale: string, defaultLocale: string): string[] {
  const chain: string[] = []
  for (let part = locale; part !== ''; part = part.includes('-') ? part.slice(0, part.lastIndexOf('-')) : '')
    chain.push(part)
  if (!chain.includes(defaultLocale)) chain.push(defaultLocale)
  return chain
}

const MAX_HEADER = 1_000
const MAX_RANGES = 20

/** Chooses for an `Accept-Language` header (RFC 9110): by weight, then by order; a language matches its regions. */
export function negotiateLocale(header: string | undefined, locales: readonly string[], defaultLocale: string): string {
  const ranges = (header ?? '')
    .slice(0, MAX_HEADER)
    .split(',', MAX_RANGES)
    .map(part => {
      const [range = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const weight = parameters.find(parameter => parameter.startsWith('q='))
      return { range, q: weight === undefined ? 1 : Number.parseFloat(weight.slice(2)) }
    })
    .filter(({ range, q }) => range !== '' && q > 0 && q <= 1)
    .sort((a, b) => b.q - a.q)
  for (const { range } of ranges) {
    if (range === '*') return defaultLocale
    for (const wanted of fallbackChain(range, '')) {
      const found =
        locales.find(locale => locale.toLowerCase() === wanted) ??
        locales.find(locale => wanted !== '' && locale.toLowerCase().startsWith(`${wanted}-`))
      if (found) return found
    }
  }
  return defaultLocale
}
