/** What the head of a page says to search engines and messengers, before any script runs. */
export type PageHead = {
  title: string
  description: string
  url: string
  imageUrl: string | null
  locale: string
  /** The language of it as OpenGraph writes it, with a territory, and those in which the same address can be read besides. */
  openGraphLocale: string
  otherOpenGraphLocales: readonly string[]
  kind: 'event' | 'profile' | 'website'
  /** schema.org objects. */
  jsonLd: object[]
  /** HTML for those who run no scripts: what the page is about, in plain words. */
  readable: string
}

export const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** JSON inside a script element: `<` would let a text end the element. */
const escapeJson = (value: object) =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

export function renderHead(page: string, head: PageHead): string {
  const meta = (attribute: 'name' | 'property', name: string, content: string) =>
    `<meta ${attribute}="${name}" content="${escapeText(content)}" />`
  const tags = [
    `<title>${escapeText(head.title)}</title>`,
    meta('name', 'description', head.description),
    `<link rel="canonical" href="${escapeText(head.url)}" />`,
    meta('property', 'og:type', head.kind),
    meta('property', 'og:title', head.title),
    meta('property', 'og:description', head.description),
    meta('property', 'og:url', head.url),
    meta('property', 'og:site_name', 'Tessera'),
    meta('property', 'og:locale', head.openGraphLocale),
    ...head.otherOpenGraphLocales.map(locale => meta('property', 'og:locale:alternate', locale)),
    ...(head.imageUrl
      ? [
          meta('property', 'og:image', head.imageUrl),
          meta('property', 'og:image:width', '1200'),
          meta('property', 'og:image:height', '630'),
          meta('property', 'og:image:alt', head.title),
        ]
      : []),
    meta('name', 'twitter:card', head.imageUrl ? 'summary_large_image' : 'summary'),
    ...head.jsonLd.map(object => `<script type="application/ld+json">${escapeJson(object)}</script>`),
  ]
  // Replaced through functions: a title with `$&` in it must stay text.
  return page
    .replace(/<html lang="[^"]*"/, () => `<html lang="${escapeText(head.locale)}"`)
    .replace(/<title>[^<]*<\/title>/, () => tags.join('\n    '))
    .replace('</body>', () => `  <noscript>${head.readable}</noscript>\n  </body>`)
}
