/**
 * A form as flat texts, each named by where it stands in the request: `title.de`, `venue.city`. One shape for typing,
 * for telling what has changed, and for bringing two people's changes together.
 */
export type FlatDraft = Readonly<Record<string, string>>

export function changedKeys(base: FlatDraft, now: FlatDraft): string[] {
  const keys = new Set([...Object.keys(base), ...Object.keys(now)])
  return [...keys].filter(key => (base[key] ?? '') !== (now[key] ?? ''))
}

export type Merge = {
  /** Mine where I changed something, theirs everywhere else. */
  merged: FlatDraft
  /** Both changed these, to different things: somebody has to choose. */
  conflicts: string[]
}

/** What I typed on top of `base`, and what somebody else saved meanwhile: nothing of either is lost. */
export function mergeEdits(base: FlatDraft, mine: FlatDraft, theirs: FlatDraft): Merge {
  const my = new Set(changedKeys(base, mine))
  const other = new Set(changedKeys(base, theirs))
  const merged = { ...theirs }
  for (const key of my) merged[key] = mine[key] ?? ''
  const conflicts = [...my].filter(key => other.has(key) && (mine[key] ?? '') !== (theirs[key] ?? ''))
  return { merged, conflicts }
}

/** `title.en`, `title.de` as `{ en, de }`, without the empty ones. */
export function textsOf(draft: FlatDraft, name: string): Record<string, string> {
  const prefix = `${name}.`
  const found = Object.entries(draft).filter(([key, value]) => key.startsWith(prefix) && value.trim() !== '')
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value.trim()]))
}

export function flatTexts(name: string, texts: Readonly<Record<string, string>>): FlatDraft {
  return Object.fromEntries(Object.entries(texts).map(([locale, words]) => [`${name}.${locale}`, words]))
}
