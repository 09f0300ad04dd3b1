import { useState } from 'react'

/** Back and on through a list that is paged by cursor; the way back is remembered here. */
export function useCursorPages(signature: string) {
  const [{ trail, of }, setState] = useState<{ trail: string[]; of: string }>({ trail: [], of: signature })
  // Another filter is another list: it begins at its first page.
  const way = of === signature ? trail : []
  const set = (next: string[]) => setState({ trail: next, of: signature })
  return {
    cursor: way.at(-1),
    isFirst: way.length === 0,
    previous: way.length > 0 ? () => set(way.slice(0, -1)) : null,
    nextOf: (cursor: string | null | undefined) => (cursor ? () => set([...way, cursor]) : null),
  }
}
