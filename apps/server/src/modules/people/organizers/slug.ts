const MAX = 60

export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$/

const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', å: 'a', ł: 'l', đ: 'd' }

/** An address made of a name: `Straßenfest Köln` becomes `strassenfest-koeln`. A name in another script gets a stand-in. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæøåłđ]/g, letter => SPELLED[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX - 8)
    .replace(/^-+|-+$/g, '')
  return SLUG.test(slug) ? slug : 'organizer'
}
