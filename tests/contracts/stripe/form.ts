/** `a[b][0]=c` as nested objects and lists, the way Stripe reads forms and query strings. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue }

type Branch = { [key: string]: FormValue }

export function decodeForm(text: string): Branch {
  const root: Branch = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map(match => match[1] ?? match[0])
    let branch = root
    for (const [depth, key] of path.entries()) {
      if (depth === path.length - 1) branch[key] = value
      else branch = (branch[key] ??= {}) as Branch
    }
  }
  return withLists(root) as Branch
}

function withLists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, withLists(inner)] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
